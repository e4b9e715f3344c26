"""Who may look at a form and who may draw it up, and what is refused at its place."""

import pytest

from yimen.ground.calendar.rules import Calendar
from yimen.ground.life import Refused
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import acts as catalogue
from yimen.registers.catalogue.life import POINTS, State
from yimen.registers.catalogue.models import Revision, Version
from yimen.registers.catalogue.tests.make import AT, CONTENT, SITUATIONS
from yimen.registers.designer.tests.test_pages import (
    ASK,
    QUESTION,
    WRITING,
    a_draft,
    address,
    editor,
    form_of,
)

pytestmark = pytest.mark.django_db


@pytest.mark.rule("H-412", "A-103")
@pytest.mark.parametrize("role", [Role.ORGAN_HEAD, Role.ESTABLISHMENT, Role.LEGAL])
def test_whoever_judges_a_version_sees_its_form_as_people_will_but_does_not_draw_it_up(role):
    version, judge = a_draft(situations=SITUATIONS), editor("judge", role)
    for state in ("draft", "office"):
        Version.objects.filter(pk=version).update(state=state)

        assert judge.get(address("schema", version)).status_code == 200
        words = judge.get(address("preview", version)).content.decode()
        assert "Name of the shop" in words
        assert address("form", version) not in words
    Version.objects.filter(pk=version).update(state="draft")
    for name in WRITING:
        assert judge.post(address(name, version)).status_code == 403
    assert form_of(version) == CONTENT["form"]


@pytest.mark.rule("H-412")
def test_the_form_of_a_draft_in_a_revision_is_left_as_it_was_proposed():
    version, client = a_draft(), editor()
    revision = Revision.objects.create(
        title="x", law="x", made_by="system", made_at=AT, effective_on=AT.date()
    )
    Version.objects.filter(pk=version).update(revision=revision)

    assert client.get(address("form", version)).status_code == 404


@pytest.mark.rule("H-412")
def test_whoever_changed_the_form_does_not_judge_it():
    version, client = a_draft(), editor()
    client.post(address("question", version, "new"), QUESTION)
    by = f"account:{client.session['_auth_user_id']}"
    calendar = Calendar(years=frozenset({2025, 2026, 2027}))
    catalogue.submit(version, by="account:1", at=AT, calendar=calendar)

    with pytest.raises(Refused) as refused:
        catalogue.pass_head(version, points=POINTS[State.HEAD], by=by, at=AT, calendar=calendar)

    assert refused.value.code == "same_person"


@pytest.mark.rule("A-103")
@pytest.mark.parametrize(("name", "given"), [("question", QUESTION | {"kind": "choice"}), ("ask", {})])
def test_two_answers_of_one_code_are_refused_at_the_answers(name, given):
    version, client = a_draft(), editor()

    answer = client.post(address(name, version, "new"), ASK | given | {"options": "a | 甲\nb | 乙\na | 丙"})

    assert answer.status_code == 422
    assert "Two answers have the same code." in answer.content.decode()
    assert 'id="id_options_error"' in answer.content.decode()


@pytest.mark.rule("A-115")
def test_a_table_with_something_to_mend_is_not_called_whole():
    table = {**SITUATIONS, "rows": [*SITUATIONS["rows"][:1], {"when": [], "then": {"spared": [9]}}]}
    version, client = a_draft(situations=table), editor()

    words = client.get(address("situations", version)).content.decode()

    assert "Every situation has its row." not in words
    assert "is to be mended" in words
