"""What lies under a permit or an interested person belongs into the record of the case, and goes with it (G-302, G-310)."""

import pytest

from yimen.affairs.aftercare import acts as aftercare
from yimen.affairs.aftercare.acts import Proposal
from yimen.affairs.aftercare.models import Proceeding
from yimen.affairs.archives import acts
from yimen.affairs.archives.models import Package
from yimen.affairs.archives.tests.conftest import three_copies  # noqa: F401 a fixture of every test here
from yimen.affairs.archives.tests.make import (
    ARCHIVIST,
    DAYS,
    LI,
    MONDAY,
    SECOND,
    archived,
    faults,
    heard,
    on,
    opened,
    package_of,
    submitted,
    turned_down,
)
from yimen.affairs.cases import acts as cases
from yimen.affairs.cases import reads as case_reads
from yimen.affairs.cases.acts import Serving
from yimen.affairs.cases.beside import Service
from yimen.affairs.cases.tests.make import ZHAO, accepted, delivered
from yimen.affairs.cases.tests.special import filing_matter
from yimen.affairs.hearings import acts as hearings
from yimen.affairs.hearings import reads as hearing_reads
from yimen.affairs.hearings.acts import Found
from yimen.affairs.hearings.models import Attempt, Party
from yimen.affairs.publication import acts as publication
from yimen.affairs.publication import reads as published
from yimen.ground.bus import hearing, journal
from yimen.ground.bus.event import restore
from yimen.means.documents.reads import documents_under
from yimen.registers.catalogue.tests.make import published_matter
from yimen.registers.permits import reads as permits

pytestmark = pytest.mark.django_db
TERM = {"kind": "licence", "validity": {"amount": 1, "unit": "years"}}
LATE = MONDAY.replace(year=2037)
LATER_STILL = MONDAY.replace(year=2060)


def all_heard(case: int, at) -> None:
    """Let everything be heard that was said of a case and of what belongs to it."""
    for number in case_reads.numbers_of_case(case):
        heard(number, at)
    heard(case, at)


def with_permit() -> Package:
    """The archived record of a case that granted a permit of a year."""
    case = delivered(published_matter(permit=TERM))
    cases.close(case, by=LI, at=on(3, hour=9))
    all_heard(case, on(3, hour=10))
    return archived(case, at=on(3))


def revoked(package: Package) -> Package:
    """What was added to that record when its permit was revoked, and the decision served."""
    [number] = permits.granted_by(package.case_id)
    permit = permits.permit(number, at=on(9))
    said = Proposal(ending="revoke", ground="fraud", facts="材料系伪造。", reason="以欺骗手段取得")
    proceeding = aftercare.propose(permit, said, by="account:301", at=on(9))
    notice, decision = (Serving(one, "personal", proof="本人签收") for one in ("intention", "revocation"))
    aftercare.serve(proceeding, notice, by="account:301", at=on(9), calendar=DAYS)
    aftercare.decide(proceeding, reason="事实清楚", by="account:302", at=on(17))
    aftercare.serve(proceeding, decision, by="account:301", at=on(18), calendar=DAYS)
    all_heard(package.case_id, on(18, hour=12))
    while acts.pack_waiting(at=on(19)):
        pass
    return package_of(package.case_id, n=1)


def titles(*packages: Package) -> list[str]:
    return [
        path.rpartition("-")[2]
        for package in packages
        for path in sorted(opened(package).files)
        if path.startswith("data/documents/")
    ]


def with_neighbour() -> int:
    """A withdrawn case whose neighbour got letters, and said something."""
    case = accepted(published_matter(flags={"third_party_interest": True, "supplement_days": 10}))
    hearings.begin(case, by="system", at=on(2, hour=11))
    hearings.add_person(case, Found("陈大文", "桂圆路8号", "13800138001"), by=ZHAO, at=on(2, hour=12))
    one = Serving("matter", "left", witnesses="社区干部张三", proof="送达回证2号")
    hearings.tell_person(case, 1, one, by=LI, at=on(3), calendar=DAYS)
    hearings.speak(case, 1, words="油烟影响生活。", way="oral", by=ZHAO, at=on(4))
    cases.serve(case, Serving("acceptance", "personal", receiver="王秀英"), by=LI, at=on(4), calendar=DAYS)
    all_heard(case, on(4, hour=12))
    cases.withdraw(case, by="account:1", at=on(5))
    all_heard(case, on(5, hour=12))
    return case


def destroyed(package: Package, at) -> None:
    number = acts.ask_to_destroy(package.organ_id, [package.pk], appraisal="到期", by=ARCHIVIST, at=at)
    acts.approve(number, by=SECOND, at=at)
    acts.carry_out(number, witness=SECOND, by=ARCHIVIST, at=at)
    [told] = [one for one in journal.history(package.case_id) if one.type == "cases.CaseErased"]
    envelope = {"subject": told.subject, "organ": told.organ, "by": told.actor, "at": told.at}
    for listener in hearing.listeners().values():
        if told.type in listener.kinds:
            listener.hears(restore(told.type, envelope, told.data))


# What a record holds


@pytest.mark.rule("G-302")
def test_the_certificate_is_in_the_record_of_its_case():
    package = with_permit()

    assert any("许可证" in one for one in titles(package))
    assert faults() == []


@pytest.mark.rule("G-302", "G-311")
def test_what_ends_a_permit_is_added_to_the_record_of_the_case_that_granted_it():
    package = with_permit()
    revoked(package)

    added = list(Package.objects.filter(case_id=package.case_id, n__gt=0, state="archived").order_by("n"))
    names = titles(*added)
    papers = [one for one in names if "送达回证" not in one]
    assert len(names) - len(papers) == 2  # of the notice and of the decision
    assert any("撤销" in one for one in papers)
    assert len(papers) == len(set(papers))
    assert "aftercare.EndingDecided" in opened(added[0]).files["data/process.json"].decode()
    assert faults() == []


@pytest.mark.rule("G-302")
def test_letters_to_others_are_in_the_record_of_the_case():
    case = with_neighbour()
    [number] = hearing_reads.numbers_of(case)

    assert case_reads.home_of(number) == case_reads.home_of(case) == case
    names = titles(archived(case, at=on(5)))
    assert "利害关系人告知书.pdf" in names
    assert names.count("听证告知书.pdf") == 2  # the applicant's and the neighbour's


@pytest.mark.rule("G-301")
def test_a_filing_is_archived():
    case = submitted(filing_matter())
    heard(case)

    package = archived(case)
    assert (package.state, package.result) == ("archived", "filed")
    assert len(titles(package)) == 2


# What goes with it


@pytest.mark.rule("G-310")
def test_nothing_personal_is_left_of_the_hearing_and_the_services():
    case = with_neighbour()
    [number] = hearing_reads.numbers_of(case)
    package = archived(case, at=on(5))
    destroyed(package, LATE)

    left = [model.objects.filter(case_id=case).exists() for model in (Service, Party, Attempt)]
    assert left == [False, False, False]
    assert not any(one.ready for one in documents_under([case, number]))
    assert hearing_reads.sheet(case).state == "dropped"
    assert case_reads.sheet(case).services == ()


@pytest.mark.rule("G-310")
def test_nothing_personal_is_left_of_a_permit_its_ending_and_what_was_published():
    package = with_permit()
    [number] = permits.granted_by(package.case_id)
    publication.plan(package.case_id, "granted", by="system", at=on(3), calendar=DAYS)
    revoked(package)
    destroyed(package, LATER_STILL)

    permit = permits.permit(number, at=LATER_STILL)
    assert (permit.person_id, permit.holder, permit.scope, permit.state) == (0, "（已销毁）", (), "revoked")
    assert not any(one.ready for one in documents_under([number]))
    assert not Proceeding.objects.exists()
    assert published.entry(package.case_id) is None


@pytest.mark.rule("G-310")
def test_the_record_of_a_permit_in_force_is_not_destroyed():
    case = delivered(published_matter(permit={"kind": "licence", "validity": {"amount": 0, "unit": "none"}}))
    cases.close(case, by=LI, at=on(3, hour=9))
    all_heard(case, on(3, hour=10))
    package = archived(case, at=on(3))

    with turned_down("in_force", "packages"):
        acts.ask_to_destroy(package.organ_id, [package.pk], appraisal="到期", by=ARCHIVIST, at=LATER_STILL)
