"""The papers of an application: sent, refused with words, taken out, and kept whichever button is pressed."""

import pytest

from yimen.affairs.cases import reads
from yimen.affairs.cases.models import Material
from yimen.doors.portal.tests.make import (
    MATTER,
    add_paper,
    begin,
    paper,
    words,
)
from yimen.ground.clock import now
from yimen.ground.files import acts as file_acts
from yimen.ground.files.tests.make import picture
from yimen.registers.catalogue import reads as catalogue_reads

pytestmark = pytest.mark.django_db


def test_papers_are_listed_under_their_material_and_may_be_taken_out(applicant):
    case = begin(applicant)
    add_paper(applicant, case, 2, file=paper("平面图.png"))

    page = applicant.get(f"/apply/{case}/papers/")
    applicant.post(f"/apply/{case}/papers/", {"_remove": "1"})

    assert "平面图.png" in words(page)
    assert not Material.objects.exists()
    assert applicant.post(f"/apply/{case}/papers/", {"_remove": "1"}).status_code == 302


@pytest.mark.parametrize(
    ("material", "file", "status"),
    [
        ("2", None, 422),
        ("2", paper("x.png", b"not a picture"), 422),
        ("2", paper("x.exe", b"MZ" + b"\0" * 200), 422),
        ("99", paper(), 422),
        ("0", paper(), 422),
        ("-1", paper(), 302),
        ("x", paper(), 302),
        ("", paper(), 302),
    ],
)
def test_what_is_no_paper_of_the_matter_is_refused_with_words(applicant, material, file, status):
    case = begin(applicant)

    sent = {"_add": material, **({f"file-{material}": file} if file else {})}
    page = applicant.post(f"/apply/{case}/papers/", sent)

    assert page.status_code == status
    assert status == 302 or "error-summary" in words(page)
    assert not Material.objects.exists()


def test_a_file_of_somebody_else_cannot_be_taken_along(applicant):
    case = begin(applicant)
    other = file_acts.keep(picture("PNG"), "x.png", by="account:424242", at=now())

    page = applicant.post(f"/apply/{case}/papers/", {"_add": "2", "uploaded-2": str(other)})

    assert page.status_code in {404, 422}
    assert not Material.objects.exists()


def test_going_on_takes_along_the_files_that_were_chosen(applicant):
    case = begin(applicant)
    files = {
        "file-1": paper("1.png", picture("PNG", colour="red")),
        "file-2": paper("2.png", picture("PNG", colour="green")),
    }

    answer = applicant.post(f"/apply/{case}/papers/", files)

    assert answer["Location"] == f"/apply/{case}/check/"
    assert [one["material"] for one in reads.sheet(case).materials] == [1, 2]


def test_a_file_that_is_refused_is_told_at_its_paper_and_the_others_are_kept(applicant):
    case = begin(applicant)
    files = {"file-1": paper("x.png", b"not a picture"), "file-2": paper("plan.png")}

    page = applicant.post(f"/apply/{case}/papers/", files)

    assert (page.status_code, list(page.context["wrong"])) == (422, [1])
    assert 'href="#file-1"' in words(page)
    assert "plan.png" in words(page)


def test_going_back_to_the_form_keeps_the_files_too(applicant):
    case = begin(applicant)

    answer = applicant.post(f"/apply/{case}/papers/", {"file-2": paper(), "_back": "1"})

    assert answer["Location"] == f"/apply/{case}/form/"
    assert Material.objects.count() == 1


def test_what_the_office_fetches_itself_is_folded_until_it_is_handed_in(applicant):
    case = begin(applicant)
    shared = next(one.n for one in catalogue_reads.published(MATTER, on=now().date()).materials if one.shared)

    assert '<details class="more">' in words(applicant.get(f"/apply/{case}/papers/"))
    add_paper(applicant, case, shared)
    assert '<details class="more" open>' in words(applicant.get(f"/apply/{case}/papers/"))


def test_the_same_file_twice_is_remarked_upon(applicant):
    case = begin(applicant)
    add_paper(applicant, case, 1)
    add_paper(applicant, case, 2)

    assert "the same file twice" in words(applicant.get(f"/apply/{case}/papers/"))
