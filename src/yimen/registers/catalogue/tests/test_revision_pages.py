"""One revision of every matter that cites a changed law, through its pages."""

from datetime import timedelta

import pytest

from yimen.ground.clock import now
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import acts
from yimen.registers.catalogue.acts.revising import Proposal
from yimen.registers.catalogue.edits import Edits
from yimen.registers.catalogue.life import POINTS, State
from yimen.registers.catalogue.models import (
    Revision,
    RevisionRow,
    Version,
)
from yimen.registers.catalogue.tests.desk import address, officer
from yimen.registers.catalogue.tests.make import an_organ, published_matter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_sign_in")]


def test_a_law_is_looked_up_and_a_revision_goes_its_way(people):
    sheet = published_matter("X-1")
    second = officer("office2", Role.ESTABLISHMENT, an_organ())
    where = address("laws") + "?law=食品安全法&article=第三十五条"
    listed = people["office"].get(where)
    assert [one.code for one, _chosen in listed.context["found"]] == ["X-1"]
    given = {
        "title": "食品安全法修订",
        "effective_on": now().date() + timedelta(days=3),
        "new_article": "38",
        "statutory_unit": "working_days",
        "matter": [str(sheet.matter_id)],
    }
    for wrong in (
        {"title": ""},
        {"new_article": "x"},
        {"new_article": ""},
        {"matter": []},
        {"statutory_days": "0"},
    ):
        assert people["office"].post(where, given | wrong).status_code == 200
    assert not Revision.objects.exists()

    assert people["office"].post(where, given).status_code == 302
    revision = Revision.objects.get().pk
    assert people["head"].get(address("revision", revision)).status_code == 200
    assert people["office"].post(address("revision_pass", revision)).status_code == 403
    assert people["office"].post(address("revision_submit", revision)).status_code == 302
    own = people["office"].post(address("revision_pass", revision), {"points": list(POINTS[State.OFFICE])})
    assert "Each stage is another person" in own.content.decode()
    for who, state in ((second, "office"), (people["legal"], "legal")):
        assert (
            who.post(address("revision_pass", revision), {"points": list(POINTS[State(state)])}).status_code
            == 302
        )
    assert people["office"].post(address("revision_publish", revision)).status_code == 403
    sign = address("revision_confirm", revision, sheet.organ_id)
    assert people["head"].post(sign, {"password": "no"}).status_code == 422
    assert people["head"].post(sign, {"password": "a long secret 1"}).status_code == 302
    assert second.post(address("revision_publish", revision)).status_code == 302
    assert Version.objects.filter(revision_id=revision, state="published").count() == 1
    page = people["editor"].get(address("revision", revision)).content.decode()
    assert "<del>五</del><ins>八</ins>" in page


@pytest.mark.rule("H-412")
def test_nobody_proposes_a_revision_that_would_come_to_a_stop(people):
    sheet = published_matter("X-1")
    where = address("laws") + "?law=食品安全法&article=第三十五条"
    given = {
        "title": "食品安全法修订",
        "effective_on": now().date() + timedelta(days=3),
        "new_article": "38",
        "statutory_unit": "working_days",
        "matter": [str(sheet.matter_id)],
    }

    for who in ("office", "legal"):
        assert "You cannot propose a revision" in people[who].get(where).content.decode()
        assert people[who].post(where, given).status_code == 200
    assert not Revision.objects.exists()

    officer("office2", Role.ESTABLISHMENT, an_organ())
    assert "You cannot propose" not in people["office"].get(where).content.decode()
    assert "You cannot propose" in people["legal"].get(where).content.decode()


def test_only_whoever_has_a_revision_in_hand_or_proposed_it_undoes_it(people):
    published_matter("X-1")
    what = Proposal("修订", "食品安全法", "", Edits(new_doc_no="新号"), now().date(), None)
    revision = acts.propose(what, by="account:9000000999", at=now())
    people["legal"].post(address("revision_submit", revision))

    assert address("revision_undo", revision) not in (
        people["legal"].get(address("revision", revision)).content.decode()
    )
    assert people["legal"].post(address("revision_undo", revision), {"reason": "缓"}).status_code == 403
    assert people["office"].post(address("revision_undo", revision), {"reason": "缓"}).status_code == 302


def test_a_revision_is_left_out_sent_back_and_undone(people):
    matters = [published_matter(f"X-{n}") for n in range(2)]
    revision = acts.propose(
        Proposal("修订", "食品安全法", "", Edits(new_doc_no="新号"), now().date(), None),
        by="account:9000000999",
        at=now(),
    )
    row = RevisionRow.objects.get(code="X-0").pk
    assert people["legal"].post(address("revision_leave_out", revision, 987_654)).status_code == 404
    assert people["legal"].post(address("revision_leave_out", revision, row)).status_code == 302
    people["legal"].post(address("revision_submit", revision))
    assert people["office"].post(address("revision_send_back", revision), {"reason": ""}).status_code == 422
    assert people["office"].post(address("revision_send_back", revision), {"reason": "缓"}).status_code == 302
    assert Revision.objects.get().state == "draft"
    assert people["office"].post(address("revision_undo", revision), {"reason": "缓"}).status_code == 302
    assert Revision.objects.get().state == "undone"
    assert Version.objects.exclude(pk__in=[one.version_id for one in matters]).count() == 0


@pytest.mark.parametrize(
    "query", ["?law=%00", "?law=" + "x" * 500, "?law=a&article=%00", "?article=5", "?law=《》&article=第条"]
)
def test_odd_laws_are_answered(people, query):
    assert people["office"].get(address("laws") + query).status_code in {200, 400}
