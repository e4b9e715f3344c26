"""Checks on the spot: two inspectors, each signs, then everyone may read; what must be mended is looked at again."""

from datetime import timedelta

import pytest

from yimen.affairs.aftercare import acts, reads
from yimen.affairs.aftercare.acts import Visit
from yimen.affairs.aftercare.models import Check
from yimen.affairs.aftercare.tests.make import ARTICLE, SUN, ZHOU, again, hear, issued, on, refused, said
from yimen.means.documents import reads as documents
from yimen.means.notices.models import Message

pytestmark = pytest.mark.django_db
TWO = {SUN: "孙检查", ZHOU: "周检查"}


def visit(**changes) -> Visit:
    words = {
        "checked_on": on(5).date(),
        "inspectors": TWO,
        "findings": "台账齐全",
        "result": "good",
        **changes,
    }
    return Visit(**words)


def recorded(permit, **changes) -> int:
    return acts.record_check(permit, visit(**changes), by=SUN, at=on(5))


def mending() -> dict:
    return {
        "result": "mend",
        "findings": "冷藏温度不足",
        "mend": "更换冷柜",
        "basis": ARTICLE,
        "mend_by": on(20).date(),
    }


@pytest.mark.rule("A-608")
def test_a_check_is_public_only_once_every_inspector_signed():
    permit = issued()
    number = recorded(permit)
    assert reads.public_checks().checks == ()

    assert acts.sign_check(number, holder_id=permit.person_id, by=ZHOU, at=on(6))

    assert [one.id for one in reads.public_checks().checks] == [number]
    assert said(permit.id)[-1] == "aftercare.CheckSigned"


@pytest.mark.rule("A-608")
@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"inspectors": {SUN: "孙检查"}}, "too_few", "second"),
        ({"inspectors": {f"account:{n}": "x" for n in range(201, 209)}}, "too_many", "second"),
        ({"findings": " "}, "empty", "findings"),
        ({"result": "fine"}, "unknown", "result"),
        ({"checked_on": on(6).date()}, "order", "checked_on"),
        ({"result": "mend", "mend_by": on(20).date()}, "empty", "mend"),
        ({"result": "mend", "mend": "更换", "basis": "有关规定"}, "no_article", "basis"),
        ({"result": "mend", "mend": "更换", "basis": ARTICLE}, "order", "mend_by"),
        ({"result": "mend", "mend": "更换", "basis": ARTICLE, "mend_by": on(4).date()}, "order", "mend_by"),
    ],
)
def test_what_is_no_record_of_a_check_is_refused(changes, code, field):
    permit = issued()

    with refused(code, field=field):
        recorded(permit, **changes)


@pytest.mark.rule("A-608")
def test_only_its_inspectors_sign_and_each_once():
    permit = issued()
    number = recorded(permit)

    with refused("wrong_person"):
        acts.sign_check(number, holder_id=permit.person_id, by="account:9", at=on(6))
    with refused("twice"):
        acts.sign_check(number, holder_id=permit.person_id, by=SUN, at=on(6))
    with refused("wrong_person"):
        acts.record_check(permit, visit(), by="account:9", at=on(5))


@pytest.mark.rule("A-608")
def test_an_order_to_mend_reaches_the_holder_and_is_followed_up():
    permit = issued()
    number = recorded(permit, **mending())
    with refused("out_of_order"):
        acts.find_mended(number, note="已更换", by=ZHOU, at=on(6))
    acts.sign_check(number, holder_id=permit.person_id, by=ZHOU, at=on(6))
    hear()

    assert "mending" in [one.kind for one in documents.documents_of(permit.id)]
    told = Message.objects.get(kind="permit_mend")
    assert (told.subject, told.data["permit"]) == (permit.case_id, permit.id)
    assert [one.id for one in reads.at_hand([permit.organ_id])[1]] == [number]
    acts.find_mended(number, note="已更换冷柜", by=ZHOU, at=on(18))

    assert reads.at_hand([permit.organ_id]) == ([], [])
    with refused("out_of_order"):
        acts.find_mended(number, note="再看", by=ZHOU, at=on(19))
    assert again(permit).holds


def test_a_check_that_found_nothing_wrong_orders_nothing():
    permit = issued()
    number = recorded(permit, mend="忽略", mend_by=on(20).date())

    row = Check.objects.get(pk=number)
    assert (row.mend, row.mend_by) == ("", None)


def test_the_list_goes_on_behind_its_cursor():
    permit = issued()
    for n in range(3):
        number = acts.record_check(
            permit, visit(findings=f"第{n}次"), by=SUN, at=on(5) + timedelta(minutes=n)
        )
        acts.sign_check(number, holder_id=permit.person_id, by=ZHOU, at=on(6))

    first = reads.public_checks(size=2)
    assert [one.findings for one in first.checks] == ["第2次", "第1次"]
    assert [one.findings for one in reads.public_checks(cursor=first.next, size=2).checks] == ["第0次"]
