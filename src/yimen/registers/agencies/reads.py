"""What may be asked about organs and officers."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from yimen.ground.calendar.reads import above
from yimen.ground.calendar.rules import today_of
from yimen.ground.languages.texts import RECORD, pick
from yimen.ground.memory import Memory
from yimen.ground.search import folded
from yimen.ground.together import Reading, read_together
from yimen.registers.agencies import actors
from yimen.registers.agencies.actors import actor_name, actor_words, officer_name
from yimen.registers.agencies.models import Absence, Holding, Organ, OrganKind, OrganText, Role
from yimen.registers.agencies.places import (
    DivisionLine,
    division_names,
    division_subtree,
    search_divisions,
    towns,
)
from yimen.registers.agencies.staffing import somebody_is

__all__ = [
    "DivisionLine",
    "Officer",
    "OrganKind",
    "OrganSheet",
    "Role",
    "actor_name",
    "actor_words",
    "division_names",
    "division_subtree",
    "officer_name",
    "search_divisions",
    "somebody_is",
    "towns",
]
FRESH = 60.0  # seconds for which the small table of organs is kept in the process
OFFICER_FRESH = 5.0
SAID = ("language", "name", "address", "hours")
LEAST_TYPED = 2
_named: dict[str, Any] = {}


@dataclass(frozen=True)
class OrganSheet:
    """An organ as others need it."""

    id: int
    key: str
    kind: str
    uscc: str
    parent_id: int | None
    path: str
    division_code: str
    short: str
    phone: str
    complaint_phone: str
    court: str
    reconsideration: str
    texts: dict[str, dict[str, str]]

    @cached_property
    def lineage(self) -> tuple[int, ...]:
        """Return the ids from the root down to this one; lists of organs stand in this order, each below its parent."""
        return tuple(int(part) for part in self.path.strip("/").split("/"))

    def name(self, language: str) -> str:
        """Return the name in a language, or the nearest there is."""
        return pick(self.texts, language)[0]["name"]

    def address(self, language: str) -> str:
        """Return the address in a language, or the nearest there is."""
        return self._words("address", language)

    def hours(self, language: str) -> str:
        """Return the office hours in a language, or the nearest there is."""
        return self._words("hours", language)

    def _words(self, what: str, language: str) -> str:
        said = {one: words[what] for one, words in self.texts.items() if words.get(what)}
        return pick(said, language)[0] if said else ""


@dataclass(frozen=True)
class Held:
    """A role held at an organ now, in one's own right (A) or for an absent colleague (B)."""

    organ_id: int
    role: str
    title: str
    letter: str
    delegated: tuple[str, ...]


@dataclass(frozen=True)
class Officer:
    """Someone who acts for organs at this moment."""

    account_id: int
    name: str
    held: tuple[Held, ...]
    organ_words: str
    scope_ids: frozenset[int]

    @property
    def organ_id(self) -> int:
        """Return the organ of the first post, 0 for someone who holds none now."""
        return self.held[0].organ_id if self.held else 0

    @cached_property
    def organ_ids(self) -> frozenset[int]:
        """Return the organs in which a post is held."""
        return frozenset(one.organ_id for one in self.held)

    @cached_property
    def all_roles(self) -> frozenset[str]:
        """Return every role held anywhere."""
        return frozenset(one.role for one in self.held)

    def scope(self, roles: Iterable[str]) -> frozenset[int]:
        """Return the organs in which one of some roles is held, and all below them (F-408)."""
        wanted = frozenset(roles)
        return frozenset().union(*(subtree(one.organ_id) for one in self.held if one.role in wanted))

    def may(self, role: str, organ_id: int, *, matter: str = "") -> bool:
        """Say whether a role is held at an organ or above it (a hall's window receives for its whole house, A-912).

        With the code of a matter, a post to which only some matters were delegated counts for these alone.
        """
        tree = organs()
        organ = tree.get(organ_id)
        if organ is None:
            return False
        return any(
            one.role == role
            and one.organ_id in organ.lineage
            and (not matter or not one.delegated or matter in one.delegated)
            for one in self.held
        )


_tree: Memory[str, dict[int, OrganSheet]] = Memory(FRESH)
_officers: Memory[int, Officer | None] = Memory(OFFICER_FRESH)


def forget() -> None:
    """Drop what is kept in this process."""
    _tree.forget()
    _officers.forget()
    actors.forget()


def organs() -> dict[int, OrganSheet]:
    """Return every organ by its id, the older first and each below its parent; read once a minute."""
    return _tree.of("", _all)


def _all() -> dict[int, OrganSheet]:
    rows = Organ.objects.filter(ended_at__isnull=True)
    texts = OrganText.objects.filter(organ__ended_at__isnull=True).values("organ_id", *SAID)
    found, said = read_together(Reading(rows, list), Reading(texts, _by_organ))
    sheets = (_sheet(one, said.get(one.pk, {})) for one in found)
    return {one.id: one for one in sorted(sheets, key=lambda one: one.lineage)}


def _by_organ(rows: Iterable[Mapping[str, Any]]) -> dict[int, dict[str, dict[str, str]]]:
    """Return the words about each organ, by language."""
    found: dict[int, dict[str, dict[str, str]]] = {}
    for row in rows:
        words = {name: row[name] for name in SAID[1:]}
        found.setdefault(row["organ_id"], {})[row["language"]] = words
    return found


def _sheet(row: Organ, texts: dict[str, dict[str, str]]) -> OrganSheet:
    same = ("key", "kind", "uscc", "parent_id", "path", "division_code", "short", "phone", "complaint_phone")
    words = {name: getattr(row, name) for name in (*same, "court", "reconsideration")}
    return OrganSheet(id=row.pk, texts=texts, **words)


def organs_named(text: str, *, limit: int = 4) -> list[OrganSheet]:
    """Return organs whose name holds a text in any language, the higher ones first; [] for less than two characters."""
    typed, tree = folded(text).strip(), organs()
    if len(typed) < LEAST_TYPED:
        return []
    if _named.get("tree") is not tree:  # read anew since
        names = {
            pk: folded(" ".join(words["name"] for words in one.texts.values())) for pk, one in tree.items()
        }
        _named.update(tree=tree, names=names)
    return [tree[pk] for pk, name in _named["names"].items() if typed in name][:limit]


def reconsidering() -> list[OrganSheet]:
    """Return the organs of the register that others name for reconsideration: where one goes, and to which address."""
    named = {one.reconsideration for one in organs().values()}
    return [one for one in organs().values() if one.name(RECORD) in named]


def organ(organ_id: int) -> OrganSheet:
    """Return one organ. Raises KeyError if there is none."""
    return organs()[organ_id]


def by_key(key: str) -> OrganSheet:
    """Return the organ with a short key. Raises KeyError if there is none."""
    for one in organs().values():
        if one.key == key:
            return one
    raise KeyError(key)


def is_key(key: str) -> bool:
    """Say whether an organ has a short key."""
    return any(one.key == key for one in organs().values())


def by_uscc(uscc: str) -> OrganSheet | None:
    """Return the organ with a unified social credit code, or None."""
    return next((one for one in organs().values() if uscc and one.uscc == uscc), None)


def subtree(organ_id: int) -> frozenset[int]:
    """Return the ids of an organ and all below it."""
    root = organs().get(organ_id)
    if root is None:
        return frozenset()
    return frozenset(one.id for one in organs().values() if one.path.startswith(root.path))


def organs_in(division_code: str) -> list[int]:
    """Return the organs that sit in a division or in one within it ("440900000000" holds "440981000000")."""
    return [one.id for one in organs().values() if division_code in above(one.division_code)]


def _current(today: date, **more: Any) -> QuerySet[Holding]:  # noqa: ANN401 values of a filter
    """Return the holdings of a day; the day on which one leaves is no longer one's own."""
    days = Q(until_on__isnull=True) | Q(until_on__gt=today)
    return Holding.objects.filter(days, from_on__lte=today, **more)


def _away(today: date) -> QuerySet[Absence]:
    return Absence.objects.filter(first_on__lte=today, last_on__gte=today)


def absences(account_id: int, *, since: date) -> list[Absence]:
    """Return the absences of an officer that end on a day or later, the first one first."""
    return list(Absence.objects.filter(account_id=account_id, last_on__gte=since).order_by("first_on")[:50])


def officer(account_id: int, *, at: datetime) -> Officer | None:
    """Return what an account may do at a moment, or None if it holds no post; one query.

    A holds the post; B holds it on the days on which A is reported absent, and while there is no A (A-903).
    """
    today = today_of(at)
    present = _current(today, post_id=OuterRef("post_id"), letter="A").exclude(
        Exists(_away(today).filter(account_id=OuterRef("account_id")))
    )
    rows = (
        _current(today, account_id=account_id)
        .filter(Q(letter="A") | ~Exists(present))
        .select_related("post")
        .order_by("pk")
    )
    found = list(rows)
    if not found:
        return _standing_by(account_id)
    held = tuple(
        Held(h.post.organ_id, h.post.role, h.post.title, h.letter, tuple(h.post.delegated)) for h in found
    )
    scope = frozenset().union(*(subtree(one.organ_id) for one in held))
    first = organs().get(held[0].organ_id)
    return Officer(account_id, found[0].account_name, held, first.name("zh-hans") if first else "", scope)


def _standing_by(account_id: int) -> Officer | None:
    """Return an officer without powers for someone who is only a B whose A is present."""
    waiting = Holding.objects.filter(account_id=account_id, until_on__isnull=True).first()
    return Officer(account_id, waiting.account_name, (), "", frozenset()) if waiting else None


def officer_soon(account_id: int, *, at: datetime) -> Officer | None:
    """Return the officer as known at most five seconds ago (for gates, so that a page costs no extra query)."""
    return _officers.of(account_id, lambda: officer(account_id, at=at))


def holders(organ_id: int, role: str, *, at: datetime) -> list[int]:
    """Return the accounts that hold a role at an organ now: A, or B where A is away (A-903)."""
    today = today_of(at)
    rows = _current(today, post__organ_id=organ_id, post__role=role)
    away = set(_away(today).values_list("account_id", flat=True))
    by_post: dict[int, dict[str, int]] = {}
    for post_id, letter, account in rows.values_list("post_id", "letter", "account_id"):
        by_post.setdefault(post_id, {})[letter] = account
    chosen = [
        places["B"] if places.get("A") in away and "B" in places else places.get("A", places.get("B"))
        for places in by_post.values()
    ]
    return [account for account in chosen if account is not None]


def in_roles(roles: Collection[str], *, on: date) -> dict[str, set[int]]:
    """Return the accounts that hold each of some roles anywhere on a day; one query."""
    found: dict[str, set[int]] = {role: set() for role in roles}
    for role, account in _current(on, post__role__in=roles).values_list("post__role", "account_id"):
        found[role].add(account)
    return found


def officers_at(organ_id: int, *, at: datetime) -> list[tuple[int, str, str]]:
    """Return everyone who holds a post at an organ now, as (account, name, post); one query."""
    rows = _current(today_of(at), post__organ_id=organ_id).order_by("account_name", "post__title")
    found = {
        account: (account, name, title)
        for account, name, title in rows.values_list("account_id", "account_name", "post__title")
    }
    return list(found.values())


@dataclass(frozen=True)
class PostLine:
    """A post with its holders, for the page of an organ."""

    id: int
    role: str
    role_words: str
    title: str
    holders: tuple[tuple[int, str, str, bool], ...]


def posts(organ_id: int, *, at: datetime) -> list[PostLine]:
    """Return the posts of an organ; each holder is (holding, letter, name, away today)."""
    today = today_of(at)
    away = set(_away(today).values_list("account_id", flat=True))
    rows = Holding.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gt=today), post__organ_id=organ_id
    ).select_related("post")
    by_post: dict[int, list[Holding]] = {}
    for row in rows.order_by("post__role", "post_id", "letter"):
        by_post.setdefault(row.post_id, []).append(row)
    return [
        PostLine(
            post_id,
            held[0].post.role,
            str(Role(held[0].post.role).label),
            held[0].post.title,
            tuple((one.pk, one.letter, one.account_name, one.account_id in away) for one in held),
        )
        for post_id, held in by_post.items()
    ]


def officers_of(organ_id: int, roles: Iterable[str], *, on: date) -> list[tuple[int, str, str]]:
    """Return who holds one of the roles at an organ on a day: account, name and title; one query."""
    rows = _current(on, post__organ_id=organ_id, post__role__in=list(roles)).order_by("post__role", "pk")
    found = rows.values_list("account_id", "account_name", "post__title")
    return list({account: (account, name, title) for account, name, title in found}.values())
