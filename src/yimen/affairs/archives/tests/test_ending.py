"""The schedule of retention and the destruction of records: two people, holds, everything gone, the log stays (G-307, G-310)."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from yimen.affairs.archives import acts, lists, reads, rules
from yimen.affairs.archives.models import Destruction, Package
from yimen.affairs.archives.rules import Terms
from yimen.affairs.archives.tests.make import (
    ARCHIVIST,
    LATER,
    MONDAY,
    SECOND,
    archived,
    faults,
    heard,
    on,
    package_of,
    paths,
    submitted,
    turned_down,
)
from yimen.affairs.cases import acts as cases
from yimen.affairs.cases import reads as case_reads
from yimen.affairs.cases.acts import Paper
from yimen.affairs.cases.tests.make import PAPERS, wang
from yimen.ground.bus import journal
from yimen.ground.files import acts as files
from yimen.ground.files.models import File
from yimen.ground.files.tests.make import picture
from yimen.means.documents.reads import documents_of
from yimen.registers.people import reads as people

pytestmark = pytest.mark.django_db
THEN = LATER.replace(year=2037)  # ten years after the year of 2026 are over


def short() -> Package:
    """A record that is kept ten years, with an uploaded paper."""
    photo = files.keep(picture("PNG"), "plan.png", by="account:1", at=MONDAY)
    case = submitted(papers=[Paper(1, file_id=photo), PAPERS[1]])
    files.attach([photo], f"case:{case}", by="account:1")
    cases.withdraw(case, by="account:1", at=on(3))
    heard(case)
    return archived(case)


def asked(package: Package | None = None) -> int:
    row = package or short()
    return acts.ask_to_destroy(row.organ_id, [row.pk], appraisal="已无保存价值", by=ARCHIVIST, at=THEN)


@pytest.mark.rule("G-310")
def test_everything_is_removed_everywhere_and_the_entry_and_the_log_stay():
    package = short()
    number = asked(package)
    acts.approve(number, by=SECOND, at=THEN)
    acts.carry_out(number, witness=SECOND, by=ARCHIVIST, at=THEN)

    row = package_of(package.case_id)
    assert (row.state, row.number, row.person_id, bytes(row.holder_index)) == (
        "destroyed",
        package.number,
        0,
        b"",
    )
    assert not any(path.exists() for path in paths(package))
    assert not File.objects.filter(keeper=f"case:{package.case_id}").exists()
    assert not any(one.ready for one in documents_of(package.case_id))
    case = case_reads.sheet(package.case_id)
    assert (case.facts, case.materials, case.applicant["name"]) == ({}, (), "（已销毁）")
    log = lists.destruction(number)
    assert (log.state, log.count, log.files, log.size) == ("done", 1, package.files, package.size)
    assert (log.asked_by, log.decided_by, log.operator) == (ARCHIVIST, SECOND, ARCHIVIST)
    assert [one[1] for one in log.lines] == [package.number]
    [said] = [one for one in journal.history(number) if one.type == "archives.RecordsDestroyed"]
    assert said.data["approver"] == SECOND
    assert faults() == []
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM archives_destruction")


@pytest.mark.rule("G-310")
def test_without_approval_by_a_second_person_nothing_is_destroyed():
    number = asked()

    with turned_down("out_of_order"):
        acts.carry_out(number, witness=SECOND, by=ARCHIVIST, at=THEN)
    with turned_down("two_people"):
        acts.approve(number, by=ARCHIVIST, at=THEN)
    with turned_down("empty", "reason"):
        acts.refuse(number, reason=" ", by=SECOND, at=THEN)
    acts.refuse(number, reason="仍有利用价值", by=SECOND, at=THEN)
    with turned_down("out_of_order"):
        acts.carry_out(number, witness=SECOND, by=ARCHIVIST, at=THEN)
    assert faults() == []


@pytest.mark.rule("G-310")
@pytest.mark.parametrize("witness", ["", "陈监销", ARCHIVIST])
def test_nobody_destroys_alone(witness):
    number = asked()
    acts.approve(number, by=SECOND, at=THEN)

    with turned_down("two_people", "witness"):
        acts.carry_out(number, witness=witness, by=ARCHIVIST, at=THEN)
    assert faults() == []
    acts.carry_out(number, witness=SECOND, by=ARCHIVIST, at=THEN)
    log = lists.destruction(number)
    assert (log.operator, log.witness) == (ARCHIVIST, SECOND)


@pytest.mark.rule("G-310")
def test_what_a_court_needs_is_not_destroyed_at_any_step():
    package = short()
    hold = acts.set_hold(package.pk, ground="litigation", words="（2036）粤09行初1号", by=ARCHIVIST, at=THEN)
    with turned_down("held", "packages"):
        asked(package)
    acts.lift_hold(hold, by=ARCHIVIST, at=THEN)
    number = asked(package)
    again = acts.set_hold(package.pk, ground="reconsideration", words="复议", by=ARCHIVIST, at=THEN)
    with turned_down("held", "packages"):
        acts.approve(number, by=SECOND, at=THEN)
    acts.lift_hold(again, by=ARCHIVIST, at=THEN)
    acts.approve(number, by=SECOND, at=THEN)
    acts.set_hold(package.pk, ground="investigation", words="审计", by=ARCHIVIST, at=THEN)
    with turned_down("held", "packages"):
        acts.carry_out(number, witness=SECOND, by=ARCHIVIST, at=THEN)
    assert all(path.exists() for path in paths(package))


@pytest.mark.rule("G-310")
def test_only_what_is_over_is_looked_at_again():
    package = short()
    organ = [package.organ_id]

    assert reads.over(organ, on=date(2036, 12, 31)) == []
    assert [one.id for one in reads.over(organ, on=date(2037, 1, 1))] == [package.pk]
    with turned_down("too_early", "packages"):
        acts.ask_to_destroy(package.organ_id, [package.pk], appraisal="x", by=ARCHIVIST, at=LATER)
    with turned_down("empty", "appraisal"):
        acts.ask_to_destroy(package.organ_id, [package.pk], appraisal=" ", by=ARCHIVIST, at=THEN)
    asked(package)
    with turned_down("twice", "packages"):
        asked(package)


def test_a_failure_leaves_everything_and_doing_it_again_goes_on(monkeypatch):
    from yimen.affairs.archives.acts import destroying

    package = short()
    number = asked(package)
    acts.approve(number, by=SECOND, at=THEN)
    paths(package)[0].unlink()

    def full(_number: str) -> int:
        raise OSError("no")

    with monkeypatch.context() as patch:
        patch.setattr(destroying.copies, "remove", full)
        with pytest.raises(OSError, match="no"):
            acts.carry_out(number, witness=SECOND, by=ARCHIVIST, at=THEN)
    assert Destruction.objects.get().state == "approved"
    acts.carry_out(number, witness=SECOND, by=ARCHIVIST, at=THEN)
    assert faults() == []


@pytest.mark.rule("G-307")
def test_the_schedule_is_changed_by_two_people_and_what_is_archived_keeps_its_terms():
    old = archived()
    scope = f"matter:{old.matter_code}"
    terms = Terms("permanent", "open", "none", "本单位归档范围和保管期限表")
    rule = acts.propose_retention(scope, "食品经营许可", terms, by=ARCHIVIST, at=LATER)

    assert archived().retention == "30"  # a proposal does not count
    with turned_down("two_people"):
        acts.decide_retention(rule, approve=True, by=ARCHIVIST, at=LATER)
    with turned_down("twice", "scope"):
        acts.propose_retention(scope, "x", terms, by=ARCHIVIST, at=LATER)
    acts.decide_retention(rule, approve=True, by=SECOND, at=LATER)
    with turned_down("out_of_order"):
        acts.decide_retention(rule, approve=True, by=SECOND, at=LATER)

    new = archived()
    assert (new.retention, new.over_on, new.openness) == ("permanent", None, "open")
    assert new.number == "0001-ZW·2026-Y-000001"
    assert package_of(old.case_id).retention == "30"
    with turned_down("permanent", "packages"):
        acts.ask_to_destroy(new.organ_id, [new.pk], appraisal="x", by=ARCHIVIST, at=THEN)
    better = acts.propose_retention(scope, "x", Terms("10", "open", "none", "表"), by=ARCHIVIST, at=LATER)
    acts.decide_retention(better, approve=True, by=SECOND, at=LATER)
    assert archived().retention == "10"


def test_a_proposal_needs_a_period_an_answer_and_a_basis():
    good = {"retention": "30", "openness": "open", "secrecy": "none", "basis": "表"}
    for change, field, code in (
        ({"retention": "99"}, "retention", "unknown"),
        ({"openness": "x"}, "openness", "unknown"),
        ({"basis": " "}, "basis", "empty"),
    ):
        with turned_down(code, field):
            acts.propose_retention("kind:01", "x", Terms(**{**good, **change}), by=ARCHIVIST, at=LATER)


@pytest.mark.rule("G-307")
@given(st.dates(date(1950, 1, 1), date(2200, 1, 1)), st.sampled_from(["10", "30"]))
def test_retention_is_counted_from_the_year_after(formed, retention):
    over = rules.over_on(formed, retention)

    assert (over.month, over.day) == (1, 1)
    assert over.year - formed.year == int(retention) + 1
    assert rules.over_on(formed, "permanent") is None


def test_a_fonds_has_its_own_number_before_anything_is_archived():
    first = archived()
    with turned_down("used", "code"):
        acts.name_fonds(first.organ_id, "X1")
    for code in ("", "a b", "全宗", "x" * 13):
        with turned_down("wrong", "code"):
            acts.name_fonds(first.organ_id + 1, code)
    with turned_down("twice", "code"):
        acts.name_fonds(first.organ_id + 1, "0001")
    acts.name_fonds(first.organ_id + 1, "z109")


@pytest.mark.rule("K-29", "F-211")
def test_a_wish_to_delete_does_not_reach_archived_records_and_the_reason_is_told():
    package = archived()

    stays = people.what_stays(wang().id, on=LATER.date())
    assert len(stays.kept) == 2
    assert any("1" in str(words) for words in stays.kept)
    assert faults() == []
    assert people.what_stays(0, on=LATER.date()).kept == ()
    assert package_of(package.case_id).person_id == wang().id
