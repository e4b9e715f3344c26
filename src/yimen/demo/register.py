"""The register of power at work: versions of some time ago, drafts at every stage, powers handed down, a revision that waits."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any, Final

from django.contrib.auth import get_user_model

from yimen.ground.calendar.reads import calendar
from yimen.ground.calendar.rules import SHANGHAI, today_of
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import acts
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.acts.delegating import Handing
from yimen.registers.catalogue.acts.revising import Proposal
from yimen.registers.catalogue.edits import Edits, applied
from yimen.registers.catalogue.life import POINTS, Stage, State
from yimen.registers.catalogue.reads import MatterSheet

ORDER: Final = ("head", "office", "legal", "confirm", "ready")


def _data() -> Any:  # noqa: ANN401 our own file
    return json.loads((files("yimen.demo") / "data" / "register.json").read_text("utf-8"))


def _named(username: str) -> str:
    return f"account:{get_user_model().objects.get(username=username).pk}"


class Office:
    """The people through whose hands a draft of one organ goes."""

    def __init__(self, organ_id: int, at: datetime) -> None:
        self.organ_id = organ_id
        found = agencies.holders(organ_id, Role.CATALOGUE_EDITOR, at=at)
        self.editor = f"account:{found[0]}" if found else _named("editor_zsj")
        self.head = f"account:{agencies.holders(organ_id, Role.ORGAN_HEAD, at=at)[0]}"
        self.office, self.legal = _named("establishment"), _named("legal")

    def by(self, stage: str) -> str:
        """Return who speaks for a stage, as an actor."""
        return {"editor": self.editor, "head": self.head, "office": self.office, "legal": self.legal}[stage]

    def name(self, actor: str) -> str:
        """Return the name of an actor."""
        return agencies.actor_words([actor])[actor]

    def step(self, version: int, state: str, at: datetime, remark: str = "") -> None:
        """Do the act that brings a draft to a stage."""
        days = calendar()
        if state == "head":
            acts.submit(version, by=self.editor, at=at, calendar=days)
        elif state == "ready":
            acts.confirm(version, name=self.name(self.head), by=self.head, at=at, calendar=days)
        else:
            before = ORDER[ORDER.index(state) - 1]
            passing = {"head": acts.pass_head, "office": acts.pass_office, "legal": acts.pass_legal}[before]
            points = list(POINTS[State(before)])
            passing(version, points=points, remark=remark, by=self.by(before), at=at, calendar=days)


def _changed(matter: MatterSheet, change: Mapping[str, Any]) -> dict[str, Any]:
    content = catalogue.draft_content(matter.version_id)
    edits = Edits(promised_days=change.get("promised_days"), drop_material=change.get("drop", ""))
    content = applied(content, "", "", edits)
    if "faq" in change:
        questions, answers = change["faq"]
        content["faqs"] = [*(content.get("faqs") or []), {"questions": questions, "answers": answers}]
    return content


def _draft(one: Mapping[str, Any], at: datetime) -> tuple[int, Office]:
    matter = catalogue.published(one["matter"], on=at.date())
    if matter is None:
        message = f"{one['matter']} is not in force"
        raise LookupError(message)
    office = Office(matter.organ_id, at)
    content = _changed(matter, one["change"])
    version = acts.draft(content, code=matter.code, organ_id=matter.organ_id, by=office.editor, at=at)
    return version, office


def history(begin: datetime) -> None:
    """Let some matters have had earlier versions, each brought through every stage before the simulated days."""
    for one in _data()["history"]:
        day = (begin + timedelta(days=one["day"])).astimezone(SHANGHAI).date()
        day = calendar().working_days_after(day, 1).on
        at = datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI)
        version, office = _draft(one, at)
        for n, state in enumerate(ORDER, start=1):
            office.step(version, state, at + timedelta(hours=n), one["remark"])
        first = day + timedelta(days=1)
        acts.publish(version, effective_on=first, by=office.office, at=at + timedelta(hours=8))
        catalogue.forget()


def _days_ago(now: datetime, days: int) -> datetime:
    """Return ten o'clock on the working day so many working days ago."""
    day: date = calendar().working_days_before(today_of(now), days)
    return datetime(day.year, day.month, day.day, 10, tzinfo=SHANGHAI)


def drafts(now: datetime) -> None:
    """Bring drafts to every stage, with what was said of them."""
    for one in _data()["drafts"]:
        if catalogue.draft_of(one["matter"]) is not None:
            continue
        at = _days_ago(now, one["ago"])
        version, office = _draft(one, at)
        aim = "legal" if one["to"] == "returned" else one["to"]
        for n, state in enumerate(ORDER[: ORDER.index(aim) + 1], start=1):
            office.step(version, state, at + timedelta(hours=n))
        _say(version, one, office, at + timedelta(hours=7))
        if one["to"] == "returned":
            acts.send_back(
                version, reason=one["reason"], place=one["place"], by=office.legal, at=at + timedelta(hours=8)
            )


def _say(version: int, one: Mapping[str, Any], office: Office, at: datetime) -> None:
    for stage, place, must, text in one["comments"]:
        said = acts.comment(version, place, text, must=must, stage=Stage(stage), by=office.by(stage), at=at)
        if one.get("answer"):
            acts.answer(said, one["answer"], stage=Stage.EDITOR, by=office.editor, at=at)


def delegations(now: datetime) -> None:
    """Hand some matters down to towns; one is taken back again."""
    for one in _data()["delegations"]:
        matter = catalogue.published(one["matter"], on=now.date())
        if matter is None:
            continue
        first = (now - timedelta(days=60)).date()
        what = Handing(agencies.by_key(one["to"]).id, one["kind"], one["scope"], one["basis"], first)
        new = acts.delegate(matter.matter_id, what, by=_named("establishment"), at=now)
        if one.get("revoked"):
            acts.revoke(new, on=now.date(), reason=one["revoked"], by=_named("establishment"), at=now)


def revision(now: datetime) -> None:
    """Propose a revision of every matter that cites a law; it waits for the legal-affairs office."""
    one = _data()["revision"]
    at, days = _days_ago(now, one["ago"]), calendar()
    what = Proposal(
        one["title"],
        one["law"],
        one["article"],
        Edits(new_doc_no=one["new_doc_no"]),
        (now + timedelta(days=one["in"])).date(),
    )
    new = acts.propose(what, by=_named("legal_gov"), at=at)
    acts.submit_revision(new, by=_named("legal_gov"), at=at + timedelta(hours=1), calendar=days)
    points = list(POINTS[State.OFFICE])
    acts.pass_revision(new, points=points, by=_named("bianban"), at=at + timedelta(hours=4), calendar=days)


def at_work(now: datetime) -> None:
    """Show the register at work today."""
    drafts(now)
    delegations(now)
    revision(now)
