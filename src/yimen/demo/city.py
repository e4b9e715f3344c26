"""The demonstration city: real divisions, offices and matters; invented people. Loaded once, kept after."""

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from importlib.resources import as_file, files
from typing import Any, Final

from django.contrib.auth.hashers import make_password
from django.db import transaction

from yimen.demo import (
    archive,
    permits,
    register,
    simulator,
    standards,
    stories,
)
from yimen.ground.calendar import acts as calendar
from yimen.ground.calendar.hours import Spell
from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.registers.agencies import acts as agencies
from yimen.registers.agencies import importing
from yimen.registers.agencies import reads as agency_reads
from yimen.registers.catalogue import acts as catalogue
from yimen.registers.catalogue import reads as catalogue_reads
from yimen.registers.people import acts as people
from yimen.registers.people import reads as people_reads

DATA = files("yimen.demo") / "data"
PASSWORD = "gaozhou-demo-2026"  # noqa: S105 printed on the screen, for a demonstration only
BY = "system:demo"
WORDS = ("short", "phone", "complaint_phone", "court", "reconsideration", "seal_serial")
Say = Callable[[str], None]


def _json(name: str) -> Any:  # noqa: ANN401 our own files
    return json.loads((DATA / name).read_text("utf-8"))


def _divisions() -> None:
    with as_file(DATA / "divisions.csv") as path:
        importing.load(path)


def _organs(at: datetime) -> None:
    known = {one.key: one.id for one in agency_reads.organs().values()}
    for one in _json("organs.json"):
        if one["key"] in known:
            continue
        words = {name: one.get(name) or "" for name in WORDS}
        new = agencies.NewOrgan(
            one["key"],
            one["kind"],
            one["division_code"],
            one["texts"],
            known.get(one["parent"]),
            one["uscc"],
            words,
        )
        known[one["key"]] = agencies.open_organ(new, by=BY, at=at)
    agency_reads.forget()


def _staff(at: datetime, hashed: str) -> None:
    organs = {one.key: one.id for one in agency_reads.organs().values()}
    posts: dict[tuple[str, str, str], int] = {}
    for one in _json("people.json")["staff"]:
        if people_reads.account_named(one["username"]):
            continue
        account = people.open_account(one["username"], hashed=hashed, by=BY, at=at)
        place = one["organ"], one["role"], one["title"]
        if place not in posts:
            posts[place] = agencies.create_post(organs[one["organ"]], one["role"], one["title"], by=BY, at=at)
        agencies.appoint(posts[place], account, one["name"], letter=one["letter"], on=at.date(), by=BY, at=at)


def usernames() -> list[tuple[str, dict[str, str]]]:
    """Return every invented person with the name they sign in with."""
    counts = {"citizen": 0, "firm": 0}
    found = []
    for one in _json("people.json")["people"]:
        kind = "firm" if one["id_kind"] == "uscc" else "citizen"
        counts[kind] += 1
        found.append((f"{kind}{counts[kind]:02d}", one))
    return found


def _people(at: datetime, hashed: str) -> None:
    for username, one in usernames():
        if people_reads.account_named(username):
            continue
        new = people.NewPerson(
            one["name"], one["id_kind"], one["id_number"], one["phone"], one.get("address", "")
        )
        people.enter_in_register(new, today=at.date())
        person = people.register(new, account_id=None, by=BY, at=at)
        people.verify(person, way="register", by=BY, at=at)
        people.agree_to_electronic_service(person, agree=True, by=BY, at=at)
        people.open_account(username, person_id=person, hashed=hashed, by=BY, at=at)


def _matters(at: datetime, effective: date, say: Say) -> None:
    organs = {one.key: one.id for one in agency_reads.organs().values()}
    for path in sorted((DATA / "matters").iterdir(), key=lambda one: one.name):
        matter = json.loads(path.read_text("utf-8"))
        if catalogue_reads.published(matter["code"], on=at.date()):
            continue
        version = catalogue_reads.draft_of(matter["code"]) or catalogue.draft(
            matter["content"], code=matter["code"], organ_id=organs[matter["organ"]], by=BY, at=at
        )
        try:
            catalogue.load_in_force(version, effective_on=effective, by=BY, at=at)
        except Refused as refused:
            say(f"  {matter['key']} stays a draft: {refused.field}: {refused.reason}")


def _hours(at: datetime) -> None:
    for one in _json("hours.json")["office_hours"]:
        week: dict[int, list[Spell]] = {}
        for row in one["week"]:
            spell = Spell(time.fromisoformat(row["opens"]), time.fromisoformat(row["closes"]))
            week.setdefault(row["weekday"], []).append(spell)
        for place in one["places"]:
            calendar.set_hours(place, week, by=BY, at=at)


def load(*, say: Say) -> None:
    """Load whatever of the city is not there yet; what is there is kept. Each step is taken whole or not at all."""
    at = now() - timedelta(days=simulator.DAYS + 60)
    if simulator.done():
        say("The city is here already; its data is kept.")
        return
    hashed = make_password(PASSWORD)
    for words, step in (
        ("Divisions: 28 towns and streets, 488 villages ...", _divisions),
        ("Offices of four levels ...", lambda: _organs(at)),
        ("Their hours ...", lambda: _hours(at)),
        ("Officers and their posts ...", lambda: _staff(at, hashed)),
        ("Invented people and enterprises ...", lambda: _people(at, hashed)),
        ("The base directory ...", lambda: standards.load_directory(at)),
        ("Matters in five languages ...", lambda: _matters(at, at.date(), say)),
        ("Earlier versions of some matters ...", lambda: register.history(at)),
        (
            "Some hundred cases on simulated days ...",
            lambda: simulator.run([name for name, _one in usernames()], until=now(), say=say),
        ),
        ("Drafts, powers handed down, a revision ...", lambda: register.at_work(now())),
        (
            "Hearings, neighbours and licences to look up ...",
            lambda: stories.run([name for name, _one in usernames()], until=now()),
        ),
        ("Permits of all kinds, and what became of them ...", lambda: permits.play(until=now())),
        (
            "The same matters at several towns, and their standards ...",
            lambda: standards.load(at=at, until=now()),
        ),
    ):
        say(words)
        with transaction.atomic():
            step()
    simulator.settle(until=now())
    permits.settle(until=now())
    say("Archived records, a hand-over, a request for destruction ...")
    try:
        archive.show(until=now())
    except Refused as refused:
        say(f"  the archive shows less: {refused.reason}")


LOGINS: Final = [  # role, login, what it does
    ("citizen", "citizen01", "applies, follows, rates"),
    ("enterprise", "firm01", "applies for its enterprise"),
    ("window", "wi_scjgj_a", "takes in and accepts at the market bureau"),
    ("reviewer", "re_scjgj_a", "reviews"),
    ("approver", "ap_scjgj_a", "decides"),
    ("head of organ", "or_scjgj_a", "extends periods"),
    ("hall window", "hall_window", "accepts for all offices"),
    ("catalogue", "editor", "keeps the matters of the market bureau"),
    ("establishment", "establishment", "passes and publishes matters"),
    ("legal affairs", "legal", "looks at basis, conditions, fees and periods"),
    ("inspector", "in_scjgj_1", "checks on the spot and signs"),
    ("inspector", "in_wjj_a", "checks commitments at the health bureau"),
    ("town window", "wi_shizailing_a", "takes in what a town examines first"),
    ("operator", "operator", "watches the platform"),
    ("archivist", "ar_scjgj_a", "keeps the records of the market bureau"),
    ("archivist", "archivist", "keeps the records of all offices, approves"),
    ("city archive", "city_archivist", "receives records handed over"),
]


def welcome(address: str) -> str:
    """Return the addresses and one login per role, to be printed."""
    lines = [f"  {role:<14} {name:<12} {words}" for role, name, words in LOGINS]
    places = [f"  {address}/", f"  {address}/desk/", f"  {address}/look/", f"  {address}/api/v1/docs"]
    head = [
        "",
        "Addresses (hall, desk, design system, API):",
        *places,
        "",
        f"Logins (password for all: {PASSWORD}):",
    ]
    return "\n".join([*head, *lines, ""])
