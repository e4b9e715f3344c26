"""Every address has a gate, and no gate is open by accident."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

# Pages that others wrote and that ask for themselves who may pass.
THEIR_OWN = ("allauth.", "django.contrib.staticfiles", "django.views.i18n", "ninja.")


def walk(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in patterns:
        address = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from walk(one.url_patterns, address)
        else:
            yield address, one


ADDRESSES = list(walk(get_resolver().url_patterns))


def test_there_are_addresses():
    assert len(ADDRESSES) > 20


@pytest.mark.parametrize(("address", "pattern"), ADDRESSES, ids=[address for address, _pattern in ADDRESSES])
def test_every_address_has_a_gate(address, pattern):
    page = pattern.callback
    page = getattr(page, "func", page)  # the interface's own addresses are partial functions
    home = getattr(page, "__module__", "")

    assert home.startswith(THEIR_OWN) or getattr(page, "gate", ""), f"{address} has no gate"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [address for address, pattern in ADDRESSES if getattr(pattern.callback, "gate", "public") != "public"],
)
def test_a_stranger_does_not_pass_a_closed_gate(client, address):
    concrete = "/" + address
    for kind, value in (
        ("<int:", "1"),
        ("<str:", "x"),
        ("<slug:", "x"),
        ("<uuid:", "00000000-0000-0000-0000-000000000000"),
    ):
        while kind in concrete:
            start = concrete.index(kind)
            concrete = concrete[:start] + value + concrete[concrete.index(">", start) + 1 :]

    answer = client.get(concrete)

    assert answer.status_code in {302, 401, 403, 404, 405}, (concrete, answer.status_code)
    if answer.status_code == 302:
        assert "/accounts/" in answer["Location"]
