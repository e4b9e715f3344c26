"""What time and the bus bring about by themselves: renewal, striking off, reminders, documents, messages, bars."""

from datetime import date, timedelta

import pytest

from yimen.affairs.aftercare import acts
from yimen.affairs.aftercare.tests.make import (
    DAYS,
    END,
    LI,
    MONDAY,
    QIAN,
    ZHAO,
    ZHOU,
    a_matter,
    again,
    ask,
    decided,
    ended,
    hear,
    issued,
    of_case,
    on,
    proposed,
    refused,
    said,
    serve,
)
from yimen.affairs.archives.gathering import gather
from yimen.affairs.cases import acts as cases
from yimen.affairs.cases import exchange
from yimen.affairs.cases import reads as case_reads
from yimen.affairs.cases.tests.make import application, state
from yimen.affairs.publication import reads as published
from yimen.affairs.publication.tests.make import hear as hear_of
from yimen.ground.bus import journal
from yimen.means.documents import acts as document_acts
from yimen.means.documents import reads as documents
from yimen.means.notices import reads as notices
from yimen.means.notices.models import Message
from yimen.registers.people import acts as people_acts
from yimen.registers.people import reads as people
from yimen.registers.people.models import Bar
from yimen.registers.permits import reads as register
from yimen.registers.permits.acts import Loss
from yimen.site import sweeping

pytestmark = pytest.mark.django_db
NIGHT = END.replace(day=3, hour=0)
DAY_30 = on(31, 1, year=2027)


def kinds(subject: int) -> list[str]:
    return [one.kind for one in documents.documents_of(subject)]


def told(person: int) -> list[str]:
    return list(Message.objects.filter(person_id=person).order_by("pk").values_list("kind", flat=True))


@pytest.mark.rule("A-605", "A-609", "L-10", "A-411")
def test_the_sweep_renews_by_silence_with_document_and_message_in_one_go():
    matter = a_matter()
    permit = issued(matter)
    case = ask(permit, "renewal", matter, at=DAY_30)
    cases.accept(case, by=LI, at=DAY_30, calendar=DAYS)

    assert sweeping.sweep_permits(at=NIGHT - timedelta(seconds=1)) <= 1  # a reminder at most
    assert state(case) == "accepted"
    sweeping.sweep_permits(at=NIGHT)

    new = of_case(case, at=NIGHT)
    assert (state(case), new.deemed, new.holds) == ("granted", True, True)
    assert kinds(new.id) == ["deemed_renewal"]
    assert told(permit.person_id)[-1] == "permit_renewed_by_law"
    assert sweeping.sweep_permits(at=NIGHT) == 0


@pytest.mark.rule("A-605", "A-503", "A-411")
def test_what_silence_renewed_is_published_archived_and_exchanged_like_a_grant():
    matter = a_matter()
    case = ask(issued(matter), "renewal", matter, at=DAY_30)
    cases.accept(case, by=LI, at=DAY_30, calendar=DAYS)
    sweeping.sweep_permits(at=NIGHT)
    hear_of(case, "publication")

    entry = published.entry(case)
    assert (entry.state, entry.result, entry.decided_on) == ("waiting", "granted", NIGHT.date())
    assert gather(case, at=NIGHT).result == "granted"
    told = [one for one in journal.history(case) if one.type == "cases.CaseDeemedRenewed"]
    sheet = case_reads.sheet(case)
    around = exchange.Surroundings("11440981", "440981", "11440981YM0100105P")
    made = exchange.records(sheet, around, exchange.Told("CaseDeemedRenewed", told[0].at, "system", {}, "1"))
    assert "视为准予延续" in str(made)
    assert "result" in {one["record"] for one in made}


@pytest.mark.rule("A-609")
def test_if_the_message_fails_nothing_is_renewed(monkeypatch):
    matter = a_matter()
    permit = issued(matter)
    case = ask(permit, "renewal", matter, at=DAY_30)
    monkeypatch.setattr("yimen.affairs.aftercare.paperwork.tell", lambda *_a, **_w: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        acts.deem_renewed(case, at=NIGHT, calendar=DAYS)

    assert (state(case), again(permit).state, kinds(permit.id)) == ("submitted", "valid", [])


@pytest.mark.rule("A-606")
def test_what_was_not_renewed_is_struck_off_and_its_holder_told():
    permit = issued()

    sweeping.sweep_permits(at=END)
    assert again(permit, END).holds
    sweeping.sweep_permits(at=NIGHT)
    hear()

    found = again(permit, NIGHT)
    assert (found.state, found.ends[0].ground) == ("cancelled", "not_renewed")
    assert "striking_off" in kinds(permit.id)
    assert "permit_struck_off" in told(permit.person_id)


@pytest.mark.rule("A-604")
def test_a_late_request_that_is_undecided_keeps_the_permit_from_being_struck_off():
    matter = a_matter()
    permit = issued(matter)
    case = ask(permit, "renewal", matter, at=on(1, 3, year=2027))

    sweeping.sweep_permits(at=NIGHT)
    assert (again(permit, NIGHT).state, again(permit, NIGHT).standing) == ("valid", "expired")
    with refused("pending"):
        acts.strike_off_expired(permit.id, at=NIGHT)
    cases.withdraw(case, by="account:1", at=NIGHT)
    sweeping.sweep_permits(at=NIGHT)

    assert again(permit).state == "cancelled"


@pytest.mark.rule("A-603")
def test_reminders_go_out_ninety_sixty_and_thirty_five_days_before_once_each():
    permit = issued()
    sent = []
    for left in (91, 90, 90, 75, 60, 60, 36, 35, 1, 0):
        at = END - timedelta(days=left)
        sweeping.sweep_permits(at=at)
        hear()
        sent.append(told(permit.person_id).count("permit_ends_soon"))

    assert sent == [0, 1, 1, 1, 2, 2, 2, 3, 3, 3]


@pytest.mark.rule("A-603", "A-604")
@pytest.mark.parametrize(
    ("left", "kind"), [(31, "permit_ends_soon"), (30, "permit_ends_soon"), (29, "permit_ends_soon_late")]
)
def test_a_reminder_that_goes_out_late_tells_the_days_left_and_what_asking_still_brings(left, kind):
    permit = issued()

    sweeping.sweep_permits(at=END - timedelta(days=left))
    hear()

    reminder = journal.history(permit.id)[-1]
    assert (reminder.type, reminder.data["days"]) == ("permits.PermitReminded", left)
    assert told(permit.person_id)[-1] == kind


@pytest.mark.rule("A-603")
def test_the_days_of_reminders_are_the_citys(settings):
    settings.PERMIT_REMINDER_DAYS = (10,)
    permit = issued()

    sweeping.sweep_permits(at=END - timedelta(days=11))
    sweeping.sweep_permits(at=END - timedelta(days=10))

    assert said(permit.id).count("permits.PermitReminded") == 1
    with refused("too_early"):
        acts.remind(permit.id, 30, at=END - timedelta(days=9))


def test_a_permit_that_ended_is_not_reminded_of():
    permit = issued()
    ended(permit)

    assert register.to_remind((END - timedelta(days=30)).date()) == []


@pytest.mark.rule("A-502")
def test_the_certificate_bears_its_name_and_is_sealed_by_the_organ():
    permit = issued()
    hear()
    certificate = next(one for one in documents.documents_of(permit.id) if one.kind == "permit")

    assert (certificate.title, certificate.organ_name) == ("食品经营许可证", "高州市市场监督管理局")
    assert document_acts.issue(certificate.id, at=MONDAY)
    assert documents.pdf(documents.document(certificate.id)).startswith(b"%PDF-")


@pytest.mark.rule("A-606")
@pytest.mark.parametrize(
    ("ending", "ground", "document", "loss"),
    [
        ("revoke", "unqualified", "revocation", Loss(note="无损失")),
        ("withdraw", "facts_changed", "recall", Loss(20_000_00, "评估报告")),
        ("forfeit", "penalty", "forfeiture", None),
        ("cancel", "death", "striking_off", None),
    ],
)
def test_each_ending_has_its_notice_decision_and_record_of_service(ending, ground, document, loss):
    permit = issued()
    ended(permit, ground, ending, loss=loss)
    hear()

    told_first = ["intention", "service"] if ending != "cancel" else []
    assert kinds(permit.id) == ["permit", *told_first, document, "service"]
    notice = ["permit_notice_made", "permit_ending_proposed"] if ending != "cancel" else []
    said_of = [one for one in told(permit.person_id) if one.startswith("permit_")]
    assert said_of == [*notice, "permit_decision_made", "permit_ended"]
    certificate, *others = documents.documents_of(permit.id)
    assert certificate.state == "revoked"
    for one in others:
        assert document_acts.issue(one.id, at=on(12))
    assert notices.messages(permit.person_id).lines[0].words


def test_a_dropped_proceeding_is_told():
    permit = issued()
    acts.drop(proposed(permit), why="unproven", reason="证据不足", by=ZHOU, at=on(4))
    hear()

    assert told(permit.person_id)[-1] == "permit_ending_dropped"


@pytest.mark.rule("A-606")
def test_the_sweep_strikes_off_what_was_revoked_with_its_own_document():
    permit = issued()
    number = decided(permit)
    sweeping.sweep_permits(at=on(11))
    assert again(permit).holds
    serve(number, at=on(11))
    sweeping.sweep_permits(at=on(11))
    hear()

    assert kinds(permit.id).count("striking_off") == 1
    assert again(permit).state == "revoked"


@pytest.mark.rule("A-210", "A-607", "L-11")
@pytest.mark.parametrize("how", ["declined", "refused"])
def test_false_papers_bar_for_one_year_from_the_decision(how):
    matter = a_matter()
    case = cases.submit(application(matter), by="account:1", at=MONDAY, calendar=DAYS)
    if how == "declined":
        cases.decline(case, ground="false", reason="材料虚假", entitled=True, by=LI, at=on(9))
    else:
        cases.accept(case, by=LI, at=MONDAY, calendar=DAYS)
        cases.review(case, verdict="disagree", opinion="虚假", by=ZHAO, at=on(9))
        cases.refuse(case, reason="材料虚假", false_papers=True, by=QIAN, at=on(9), calendar=DAYS)
    hear()
    hear()

    assert told(Bar.objects.get().person_id).count("applicant_barred") == 1
    bar = Bar.objects.get()
    assert (bar.until_on, bar.about, bar.organ_id) == (date(2027, 3, 10), case, matter.organ_id)
    assert "第七十八条" in bar.basis
    with refused("barred"):
        cases.submit(application(matter), by="account:1", at=on(9, 3, year=2027), calendar=DAYS)
    assert acts.bar_for_false_papers(case, by=LI, at=on(9))
    assert Bar.objects.count() == 1


@pytest.mark.rule("A-210")
@pytest.mark.parametrize("protects", [True, False])
def test_other_refusals_and_other_matters_bar_nobody(protects):
    matter = a_matter(flags={"protects": protects})
    case = cases.submit(application(matter), by="account:1", at=MONDAY, calendar=DAYS)
    ground = "not_required" if protects else "false"
    cases.decline(case, ground=ground, reason="理由", entitled=True, by=LI, at=on(9))
    hear()

    assert Bar.objects.count() == 0


@pytest.mark.rule("A-210")
def test_a_bar_is_lifted_when_its_cause_is_set_aside_and_stays_on_record():
    matter = a_matter()
    case = cases.submit(application(matter), by="account:1", at=MONDAY, calendar=DAYS)
    cases.decline(case, ground="false", reason="材料虚假", entitled=True, by=LI, at=on(9))
    hear()
    bar = Bar.objects.get()

    with refused("empty", field="why"):
        people_acts.lift_bar(bar.pk, why=" ", by=QIAN, at=on(20))
    people_acts.lift_bar(bar.pk, why="行政复议决定撤销原决定", by=QIAN, at=on(20))
    with refused("out_of_order"):
        people_acts.lift_bar(bar.pk, why="再次", by=QIAN, at=on(20))

    assert people.bar_on(bar.person_id, bar.matter_id, on=date(2026, 3, 20)) is None
    assert [one.ended_why for one in people.bars_of_organs([matter.organ_id])] == ["行政复议决定撤销原决定"]
    assert cases.submit(application(matter), by="account:1", at=on(20), calendar=DAYS)
