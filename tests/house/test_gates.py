"""Every address has a gate, and no gate is open by accident."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from yimen.ground.look import menu
from yimen.registers.agencies.reads import Role

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

DESK = [(address, pattern) for address, pattern in ADDRESSES if address.startswith("desk/")]
EVERY_OFFICER = {
    "desk/": "leads whoever has no work on cases to their own",
    "desk/absence/": "everyone reports their own absence",
    "desk/absence/end/": "everyone comes back from their own absence",
    "desk/hearings/": "shows the hearings of one's organs to who may see cases, else those one chairs",
    "desk/hearings/<int:case_id>/": "the chair may hold any post; the gate of hearings asks",
    "desk/hearings/<int:case_id>/<str:name>/": "the chair may hold any post; the gate of hearings asks",
}


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


@pytest.mark.rule("F-408")
@pytest.mark.parametrize(("address", "pattern"), DESK, ids=[address for address, _pattern in DESK])
def test_a_page_of_the_desk_names_the_roles_that_need_it(address, pattern):
    bare = getattr(pattern.callback, "gate", "") == "staff()"

    assert bare == (address in EVERY_OFFICER), f"{address}: name its roles, or say why every officer needs it"


@pytest.mark.rule("F-408")
def test_no_line_of_the_menu_leads_to_a_closed_door():
    for role in Role:
        for item in menu._items("desk", frozenset({role})):
            gate = resolve(reverse(item.address)).func.roles
            assert not gate or role in gate, (role, item.address)
