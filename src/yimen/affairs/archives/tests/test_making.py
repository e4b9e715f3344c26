"""Making a package takes its time; meanwhile nobody waits for it, and two workers make it once."""

import threading

import pytest
from django.db import connection

from yimen.affairs.archives import acts
from yimen.affairs.archives.acts import packing
from yimen.affairs.archives.models import Counter, Package
from yimen.affairs.archives.tests.make import LATER, heard, on, package_of, submitted
from yimen.affairs.cases import acts as cases

pytestmark = pytest.mark.django_db(transaction=True)


def waiting() -> int:
    """An ordered package whose documents are made."""
    case = submitted()
    cases.withdraw(case, by="account:1", at=on(3))
    heard(case, on(3))
    Package.objects.all().delete()
    Counter.objects.all().delete()
    return acts.order(case, at=on(3))


@pytest.fixture
def slowly(monkeypatch) -> dict[str, list[object]]:
    """Note what the transaction has written when a package is built, and let another worker come in between."""
    seen: dict[str, list[object]] = {"written": [], "others": []}
    build = packing.build

    def built(*words: object) -> object:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id_if_assigned()")
            seen["written"].append(cursor.fetchone()[0])
        if not seen["others"]:
            seen["others"].append(another := threading.Thread(target=come_in))
            another.start()
            another.join(0.3)
        return build(*words)

    def come_in() -> None:
        try:
            acts.pack_waiting(at=LATER)
        finally:
            connection.close()

    monkeypatch.setattr(packing, "build", built)
    return seen


@pytest.mark.rule("G-305", "G-307")
def test_a_package_is_made_without_holding_a_row_and_once_by_two_workers(slowly):
    package = waiting()

    assert acts.pack_waiting(at=LATER) == 1
    slowly["others"][0].join(20)

    assert slowly["written"] == [None]
    assert package_of(Package.objects.get(pk=package).case_id).state == "archived"
    assert list(Counter.objects.values_list("last", flat=True)) == [1]
