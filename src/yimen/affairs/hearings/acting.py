"""From an officer's form to the act of a hearing: one table that says which form and which act belong together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases.acts import Serving
from yimen.affairs.hearings import acts, forms
from yimen.affairs.hearings.acts import Appointment, Entry, Found, Minutes
from yimen.ground.calendar.rules import Calendar
from yimen.registers.people import reads as people

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Doing:
    """Who acts, when, by which calendar, and the names of the officers of the organ."""

    by: str
    at: datetime
    calendar: Calendar
    officers: Mapping[str, str]

    @property
    def who(self) -> dict[str, Any]:
        """Return actor and moment."""
        return {"by": self.by, "at": self.at}


@dataclass(frozen=True)
class Means:
    """How an act is done from the desk: its words, its form and the act; `tone` of its button."""

    words: str | Promise
    form: type[forms.HearingForm]
    do: Callable[[int, Data, Doing], object]
    tone: str = ""


def _add(case: int, data: Data, doing: Doing) -> None:
    number, person = data["id_number"].strip(), None
    if number:
        person = people.find("resident", number) or people.find("uscc", number)
    name = data["name"] or (person.name if person else "")
    found = Found(name, data["address"], data["phone"], person.id if person else None)
    acts.add_person(case, found, **doing.who)


def _set(case: int, data: Data, doing: Doing) -> None:
    wanted = Appointment(
        data["starts_at"],
        data["place"],
        data["chair"],
        doing.officers.get(data["chair"], ""),
        public=not data["closed"],
        closed_reason=data["closed_reason"],
        reason=data["reason"],
    )
    acts.set_time(case, wanted, **doing.who, calendar=doing.calendar)


def _decide(case: int, data: Data, doing: Doing) -> None:
    words = {"chair": data["chair"], "chair_name": doing.officers.get(data["chair"], "")}
    acts.decide_challenge(case, upheld=data["upheld"] == "yes", answer=data["answer"], **words, **doing.who)


def _minutes(case: int, data: Data, doing: Doing) -> None:
    entries = [Entry("review", "organ", data["review"])]
    for part in ("evidence", "defence"):
        entries += [
            Entry(part, name.removeprefix(f"{part}_"), said)
            for name, said in data.items()
            if name.startswith(f"{part}_") and said
        ]
    entries.append(Entry("questions", "chair", data["questions"]))
    minutes = Minutes(entries, data["present"], data["points"].splitlines())
    acts.hold_hearing(case, minutes, **doing.who, calendar=doing.calendar)


def _close(case: int, data: Data, doing: Doing) -> None:
    given = {
        name.removeprefix("sign_"): (how, data[f"note_{name.removeprefix('sign_')}"])
        for name, how in data.items()
        if name.startswith("sign_")
    }
    acts.close_record(case, given, **doing.who, calendar=doing.calendar)


def _find(case: int, data: Data, doing: Doing) -> None:
    acts.find_on_record(case, [data[name] for name in data if name.startswith("finding_")], **doing.who)


def _tell(case: int, data: Data, doing: Doing) -> None:
    names = ("outcome", "on", "receiver", "witnesses", "number", "proof", "reason")
    one = Serving(data["letter"], data["method"], **{name: data[name] for name in names})
    acts.tell_person(case, data["n"], one, **doing.who, calendar=doing.calendar)


def _speak(case: int, data: Data, doing: Doing) -> None:
    acts.speak(case, data["n"], words=data["words"], way=data["way"], **doing.who)


def _answer(case: int, data: Data, doing: Doing) -> None:
    acts.answer_view(case, data["n"], adopted=data["adopted"] == "yes", answer=data["answer"], **doing.who)


MEANS: Final[Mapping[str, Means]] = {
    "add_person": Means(_("List an interested person"), forms.PersonForm, _add),
    "find_nobody": Means(
        _("Nobody else is touched"),
        forms.ReasonForm,
        lambda case, data, doing: acts.find_nobody(case, reason=data["reason"], **doing.who),
        "second",
    ),
    "tell_person": Means(_("Record that a letter was served"), forms.TellForm, _tell),
    "speak": Means(_("Take down a view"), forms.SpeakForm, _speak),
    "answer_view": Means(_("Answer a view"), forms.AnswerForm, _answer),
    "ask": Means(
        _("Take down a request for a hearing"),
        forms.ChooseForm,
        lambda case, data, doing: acts.ask(case, data["n"], **doing.who, calendar=doing.calendar),
    ),
    "waive": Means(
        _("Take down a waiver"),
        forms.ChooseForm,
        lambda case, data, doing: acts.waive(case, data["n"], **doing.who),
        "second",
    ),
    "call": Means(
        _("Hold a hearing in the public interest"),
        forms.ReasonForm,
        lambda case, data, doing: acts.call(case, reason=data["reason"], **doing.who),
        "second",
    ),
    "set_time": Means(_("Set time and place"), forms.TimeForm, _set),
    "challenge": Means(
        _("Take down a challenge to the chair"),
        forms.ChallengeForm,
        lambda case, data, doing: acts.challenge(case, data["n"], reason=data["reason"], **doing.who),
        "second",
    ),
    "decide_challenge": Means(_("Decide on the challenge"), forms.DecideChallengeForm, _decide),
    "hold_hearing": Means(_("Write the record"), forms.MinutesForm, _minutes),
    "close_record": Means(_("Have the record signed and close it"), forms.SignForm, _close),
    "find_on_record": Means(_("Take up each point in dispute"), forms.FindingsForm, _find),
}
