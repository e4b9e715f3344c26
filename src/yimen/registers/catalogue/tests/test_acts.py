"""What may be done to matters: drafting, publishing, suspending, withdrawing, and what the database refuses."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from yimen.ground import memory
from yimen.ground.bus import journal
from yimen.ground.life import Refused
from yimen.registers.catalogue import acts, reads
from yimen.registers.catalogue.models import FoundNothing, Matter, Version, Wording
from yimen.registers.catalogue.tests.make import (
    AT,
    CONTENT,
    ORGAN_USCC,
    an_organ,
    content_with,
    published_matter,
)

pytestmark = pytest.mark.django_db
JANUARY = date(2026, 1, 5)
EVENTS = "catalogue."


def said(subject):
    return [one.type.removeprefix(EVENTS) for one in journal.history(subject)]


def next_version(sheet, *, on, **changes):
    version = acts.draft(
        content_with(**changes), code=sheet.code, organ_id=sheet.organ_id, by="account:1", at=AT
    )
    acts.load_in_force(version, effective_on=on, by="system:test", at=AT)
    reads.forget()
    return version


def counts():
    return Matter.objects.count(), Version.objects.count(), Wording.objects.count()


def test_a_draft_is_written_and_said():
    organ = an_organ()

    version = acts.draft(content_with(), code="X-1", organ_id=organ, by="account:7", at=AT)

    row = Version.objects.get(pk=version)
    assert (row.n, row.state, row.made_by) == (1, "draft", "account:7")
    assert said(row.matter_id) == ["MatterDrafted"]
    assert reads.draft_content(version) == content_with()


def test_words_stand_in_rows_of_their_own_and_not_in_the_main_table():
    version = acts.draft(content_with(), code="X-1", organ_id=an_organ(), by="account:7", at=AT)

    kept = str(Version.objects.get(pk=version).content)
    assert "食品经营许可" not in kept
    assert "Floor plan" not in kept
    assert set(
        Wording.objects.filter(version=version, place="titles").values_list("language", flat=True)
    ) == {"zh-hans", "en", "fr"}


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"titles": {"en": "Food"}}, "X-1", "titles"),
        ({"titles": {"zh-hans": "  "}}, "X-1", "titles"),
        ({"titles": None}, "X-1", "titles"),
        ({"kind": "99"}, "X-1", "kind"),
        ({}, " ", "code"),
        ({}, "X" * 81, "code"),
    ],
)
def test_a_draft_that_cannot_be_is_refused(changes, code, field):
    organ = an_organ()

    with pytest.raises(Refused) as refused:
        acts.draft(content_with(**changes), code=code, organ_id=organ, by="account:1", at=AT)

    assert refused.value.field == field
    assert counts() == (0, 0, 0)


def test_a_draft_for_no_organ_is_refused():
    with pytest.raises(Refused) as refused:
        acts.draft(content_with(), code="X-1", organ_id=987_654, by="account:1", at=AT)

    assert refused.value.field == "organ"
    assert counts() == (0, 0, 0)


def test_a_second_draft_waits_for_the_first():
    organ = an_organ()
    acts.draft(content_with(), code="X-1", organ_id=organ, by="account:1", at=AT)
    before = counts()

    with pytest.raises(Refused) as refused:
        acts.draft(content_with(), code="X-1", organ_id=organ, by="account:1", at=AT)

    assert refused.value.code == "twice"
    assert counts() == before


@pytest.mark.rule("H-106", "H-107")
def test_a_code_stays_with_its_organ_and_its_kind():
    sheet = published_matter()
    other = an_organ("rsj", uscc="11511301008778239R")
    before = counts()

    for organ, kind in ((other, "01"), (sheet.organ_id, "20")):
        with pytest.raises(Refused) as refused:
            acts.draft(content_with(kind=kind), code=sheet.code, organ_id=organ, by="account:1", at=AT)
        assert refused.value.code == "other_matter"

    assert counts() == before


def test_a_draft_is_revised_in_place():
    version = acts.draft(content_with(), code="X-1", organ_id=an_organ(), by="account:1", at=AT)

    acts.revise(version, content_with(titles={"zh-hans": "新名"}, promised_days=3))

    assert reads.draft_content(version)["titles"] == {"zh-hans": "新名"}
    assert Version.objects.get(pk=version).promised_days == 3


@pytest.mark.rule("H-412")
def test_a_published_version_is_never_revised():
    sheet = published_matter()

    with pytest.raises(Refused):
        acts.revise(sheet.version_id, content_with(titles={"zh-hans": "新名"}))

    reads.forget()
    assert reads.version(sheet.version_id).name("zh-hans") == "食品经营许可"


@pytest.mark.rule("A-115", "A-408")
def test_a_matter_that_fails_the_gate_is_not_published():
    version = acts.draft(
        content_with(promised_days=30), code="X-1", organ_id=an_organ(), by="account:1", at=AT
    )

    with pytest.raises(Refused) as refused:
        acts.load_in_force(version, effective_on=JANUARY, by="system:test", at=AT)

    row = Version.objects.get(pk=version)
    assert refused.value.code == "A-408"
    assert (row.state, row.effective_from) == ("draft", None)
    assert said(row.matter_id) == ["MatterDrafted"]


@pytest.mark.rule("0-3", "H-412")
def test_a_new_version_ends_the_earlier_one_the_day_before_and_both_can_be_asked_for():
    first = published_matter()

    second = next_version(
        first,
        on=date(2026, 3, 1),
        promised_days=4,
        steps=[
            *CONTENT["steps"][:1],
            {"kind": "review", "names": {"zh-hans": "审查"}, "days": 2},
            *CONTENT["steps"][2:],
        ],
    )

    assert Version.objects.get(pk=first.version_id).effective_until == date(2026, 2, 28)
    assert reads.published(first.code, on=date(2026, 2, 28)).version_id == first.version_id
    assert reads.published(first.code, on=date(2026, 3, 1)).version_id == second
    assert reads.published(first.code, on=JANUARY - timedelta(days=1)) is None
    assert reads.version(first.version_id).promised_days == 5


@pytest.mark.rule("0-3")
def test_the_version_of_today_stays_open_until_the_next_begins():
    first = published_matter()

    next_version(first, on=date(2099, 1, 1), titles={"zh-hans": "将来的名称"})

    assert reads.published(first.code, on=JANUARY).state == "published"
    assert reads.published(first.code, on=JANUARY).name("zh-hans") == "食品经营许可"
    names = [line.name for line in reads.search("", filters=reads.Filters(), language="zh-hans").lines]
    assert names == ["食品经营许可"]


def test_a_version_cannot_begin_before_the_one_in_force():
    first = published_matter()
    version = acts.draft(content_with(), code=first.code, organ_id=first.organ_id, by="account:1", at=AT)

    with pytest.raises(Refused) as refused:
        acts.load_in_force(version, effective_on=JANUARY - timedelta(days=1), by="system:test", at=AT)

    assert refused.value.field == "effective_on"
    assert Version.objects.get(pk=first.version_id).effective_until is None


def test_a_correction_on_the_same_day_takes_the_place_of_the_first():
    first = published_matter()

    second = next_version(first, on=JANUARY)

    assert reads.published(first.code, on=JANUARY).version_id == second
    assert reads.search("", filters=reads.Filters(), language="zh-hans").total == 1


def test_suspending_and_resuming_are_said_with_the_reason():
    sheet = published_matter()

    acts.suspend(sheet.matter_id, reason=" 系统升级 ", by="account:1", at=AT)
    reads.forget()
    assert reads.published(sheet.code, on=JANUARY).state == "suspended"
    assert reads.search("", filters=reads.Filters(), language="zh-hans").total == 0

    acts.resume(sheet.matter_id, by="account:1", at=AT)
    reads.forget()
    assert reads.published(sheet.code, on=JANUARY).state == "published"
    assert said(sheet.matter_id) == [
        "MatterDrafted",
        "MatterPublished",
        "MatterLoaded",
        "MatterSuspended",
        "MatterResumed",
    ]
    assert journal.history(sheet.matter_id)[3].data["reason"] == "系统升级"


def test_a_suspension_is_seen_although_the_version_itself_is_kept_in_the_process(monkeypatch):
    sheet = published_matter()
    reads.version(sheet.version_id)

    acts.suspend(sheet.matter_id, reason="系统升级", by="account:1", at=AT)
    monkeypatch.setattr(memory, "moment", lambda: 11.0)  # ten seconds later

    assert reads.published(sheet.code, on=JANUARY).state == "suspended"


def test_a_suspension_also_stops_the_version_that_a_later_one_waits_to_follow():
    sheet = published_matter()
    next_version(sheet, on=date(2099, 1, 1))

    acts.suspend(sheet.matter_id, reason="系统升级", by="account:1", at=AT)
    reads.forget()

    assert reads.published(sheet.code, on=JANUARY).state == "suspended"
    assert reads.search("", filters=reads.Filters(), language="zh-hans").total == 0


@pytest.mark.rule("0-3")
def test_a_withdrawn_matter_cannot_be_found_and_its_version_stays_for_cases_under_way():
    sheet = published_matter()

    acts.withdraw(sheet.matter_id, reason="取消", by="account:1", at=AT)
    reads.forget()

    assert reads.published(sheet.code, on=JANUARY) is None
    assert reads.version(sheet.version_id).promised_days == 5
    assert said(sheet.matter_id)[-1] == "MatterWithdrawn"


@pytest.mark.parametrize("act", [acts.suspend, acts.withdraw])
def test_stopping_a_matter_needs_a_reason(act):
    sheet = published_matter()

    with pytest.raises(Refused) as refused:
        act(sheet.matter_id, reason="  ", by="account:1", at=AT)

    assert refused.value.field == "reason"
    assert Version.objects.get(pk=sheet.version_id).state == "published"


def test_acts_out_of_order_are_refused():
    sheet = published_matter()

    with pytest.raises(Refused):
        acts.resume(sheet.matter_id, by="account:1", at=AT)
    with pytest.raises(Refused):
        acts.load_in_force(sheet.version_id, effective_on=JANUARY, by="system:test", at=AT)
    acts.withdraw(sheet.matter_id, reason="取消", by="account:1", at=AT)
    with pytest.raises(Refused):
        acts.suspend(sheet.matter_id, reason="系统升级", by="account:1", at=AT)

    assert len(said(sheet.matter_id)) == 4


@pytest.mark.rule("H-412")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE catalogue_version SET content = '{}' WHERE id = %s",
        "UPDATE catalogue_version SET themes = '[]' WHERE id = %s",
        "UPDATE catalogue_version SET promised_days = 99 WHERE id = %s",
        "UPDATE catalogue_version SET effective_from = '2020-01-01' WHERE id = %s",
        "UPDATE catalogue_version SET state = 'draft' WHERE id = %s",
        "DELETE FROM catalogue_version WHERE id = %s",
        "UPDATE catalogue_wording SET text = '改' WHERE version_id = %s",
        "DELETE FROM catalogue_wording WHERE version_id = %s",
        "INSERT INTO catalogue_wording (version_id, place, language, text) VALUES (%s, 'titles', 'ja', 'x')",
    ],
)
def test_the_database_itself_refuses_to_change_what_was_published(statement):
    sheet = published_matter()

    with (
        pytest.raises(IntegrityError, match="never edited"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [sheet.version_id])

    reads.forget()
    assert reads.version(sheet.version_id).name("zh-hans") == "食品经营许可"


def test_searches_that_found_nothing_are_counted_by_day_without_a_person():
    for text in ("养龙许可", " 养龙许可 ", "440901199001011234", "张三 13800138000"):
        acts.note_nothing_found(text, on=JANUARY)

    assert list(FoundNothing.objects.values_list("day", "text", "times")) == [(JANUARY, "养龙许可", 2)]
    assert {field.name for field in FoundNothing._meta.get_fields()} == {"id", "day", "text", "times"}


def test_a_matter_published_twice_from_january_keeps_one_in_force():
    sheet = published_matter(ORGAN_USCC + "4" + CONTENT["base_code"])
    next_version(sheet, on=date(2026, 2, 1))

    assert Version.objects.filter(effective_until__isnull=True, state="published").count() == 1


@pytest.mark.rule("0-1", "0-2")
def test_the_period_of_the_law_and_the_promise_stand_side_by_side_on_the_matter():
    sheet = published_matter(statutory={"days": 3, "unit": "months"})

    assert (sheet.statutory_days, sheet.statutory_unit, sheet.promised_days) == (3, "months", 5)
