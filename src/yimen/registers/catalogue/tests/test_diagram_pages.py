"""The diagram of a matter's steps through its addresses: given to everyone, taken from a file by the editors of a draft."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import etree

from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import acts, bpmn, reads
from yimen.registers.catalogue.bpmn_reading import MOST_BYTES
from yimen.registers.catalogue.tests.desk import (
    a_draft,
    address,
    officer,
)
from yimen.registers.catalogue.tests.make import AT, CONTENT, an_organ, published_matter
from yimen.registers.catalogue.tests.test_bpmn import drawing
from yimen.registers.catalogue.tests.way import PLAIN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_sign_in")]
TASK = f"{{{bpmn.MODEL}}}userTask"


def upload(data: bytes) -> dict:
    return {"file": SimpleUploadedFile("steps.bpmn", data, content_type="application/xml")}


def an_editor():
    return officer("wen", Role.CATALOGUE_EDITOR, an_organ())


def test_everyone_takes_the_published_steps_and_nobody_a_draft():
    sheet = published_matter()
    stranger = Client(headers={"accept-language": "en"})

    answer = stranger.get(address("steps", sheet.code))

    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/xml")
    assert answer["Content-Disposition"] == f'attachment; filename="{sheet.code}.bpmn"'
    names = [one.get("name") for one in etree.fromstring(answer.content).iter(TASK)]
    assert names == ["Acceptance", "Review", "Decision", "Delivery"]
    version = a_draft(an_organ(), "X-1")
    assert stranger.get(address("steps", "X-1")).status_code == 404
    assert stranger.get(address("steps", "nowhere")).status_code == 404
    assert stranger.get(address("version_steps", version)).status_code == 302
    assert stranger.get(address("take_steps", version)).status_code == 302


def test_the_guide_and_the_desk_lead_to_the_diagram():
    sheet = published_matter()
    version = acts.renew(sheet.version_id, by="a", at=AT)
    editor = an_editor()

    guide = Client(headers={"accept-language": "en"}).get(f"/matters/{sheet.code}/").content.decode()
    page = editor.get(address("version", version)).content.decode()
    steps = editor.get(address("edit_part", version, "steps")).content.decode()

    assert f'href="{address("steps", sheet.code)}"' in guide
    assert f'href="{address("version_steps", version)}"' in page
    assert f'href="{address("take_steps", version)}"' in page
    assert f'href="{address("take_steps", version)}"' in steps


def test_a_draft_gives_its_diagram_and_takes_it_back_unchanged_twice():
    steps = [{**one, "standard": {"zh-hans": "齐全"}, "officer": "陈某"} for one in CONTENT["steps"]]
    version, editor = a_draft(an_organ(), steps=steps), an_editor()
    file = editor.get(address("version_steps", version)).content

    for _time in range(2):
        answer = editor.post(address("take_steps", version), upload(file))
        assert answer.status_code == 302
        assert answer["Location"] == address("edit_part", version, "steps")

    taken = reads.draft_content(version)["steps"]
    assert [{k: one[k] for k in steps[0]} for one in taken] == steps


def test_steps_drawn_elsewhere_replace_those_of_the_draft():
    version, editor = a_draft(an_organ()), an_editor()
    drawn = drawing(
        '<bpmn:startEvent id="s"/><bpmn:userTask id="a" name="受理"/><bpmn:userTask id="b" name="专家评审 2个工作日"/>'
        '<bpmn:userTask id="c" name="决定"/><bpmn:endEvent id="e"/>'
        + "".join(
            f'<bpmn:sequenceFlow id="f{n}" sourceRef="{x}" targetRef="{y}"/>'
            for n, (x, y) in enumerate(["sa", "ab", "bc", "ce"])
        )
    )

    assert editor.post(address("take_steps", version), upload(drawn)).status_code == 302

    content = reads.draft_content(version)
    assert [(one["names"]["zh-hans"], one["days"]) for one in content["steps"]] == [
        ("受理", 1),
        ("专家评审 2个工作日", 2.0),
        ("决定", 1),
    ]
    assert content["steps"][0]["names"]["en"] == "Acceptance"
    assert {**content, "steps": []} == {**CONTENT, "steps": []}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"not a diagram", "This is not a BPMN 2.0 file."),
        (b"<html/>", "This is not a BPMN 2.0 file."),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "This is not a BPMN 2.0 file."),
        (b" " * (MOST_BYTES + 1), "A diagram has at most one megabyte."),
        (drawing('<bpmn:startEvent id="s"/>'), "without an end"),
        (drawing('<bpmn:userTask id="a" name="x"/>'), "The diagram needs one start."),
    ],
)
def test_a_bad_file_is_refused_at_its_field_and_the_draft_stays(data, words):
    version, editor = a_draft(an_organ()), an_editor()

    answer = editor.post(address("take_steps", version), upload(data))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["file"]
    assert words in answer.content.decode()
    assert reads.draft_content(version) == CONTENT


def test_no_file_is_asked_for_again():
    version, editor = a_draft(an_organ()), an_editor()

    assert editor.get(address("take_steps", version)).status_code == 200
    answer = editor.post(address("take_steps", version), {})

    assert answer.status_code == 422
    assert "file" in answer.context["form"].errors


@pytest.mark.parametrize("role", [Role.ESTABLISHMENT, Role.LEGAL, Role.ORGAN_HEAD, Role.WINDOW])
def test_who_does_not_edit_takes_no_steps(role):
    version = a_draft(an_organ())
    other = officer("bian", role, an_organ())

    for answer in (
        other.get(address("take_steps", version)),
        other.post(address("take_steps", version), upload(b"x")),
    ):
        assert answer.status_code == 403
    assert reads.draft_content(version) == CONTENT


def test_what_was_handed_in_or_published_takes_no_steps():
    sheet = published_matter()
    draft = a_draft(an_organ(), "X-1")
    editor = an_editor()
    acts.submit(draft, by="account:1", at=AT, calendar=PLAIN)

    for version in (sheet.version_id, draft, 99_999_999):
        assert editor.post(address("take_steps", version), upload(b"x")).status_code == 404
    assert editor.get(address("version_steps", sheet.version_id)).status_code == 200
    assert reads.published(sheet.code, on=date(2026, 1, 6)).steps
    bare = a_draft(an_organ(), "X-2", steps=[])
    assert editor.get(address("version_steps", bare)).status_code == 404
