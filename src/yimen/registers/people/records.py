"""What acts and reads both have to look up: what must stay, what is kept, how often something failed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.ground import vault
from yimen.ground.bus import journal
from yimen.registers.people.models import Account, Bar, Exclusion, Mandate, Person

Words = str | Promise


@dataclass(frozen=True)
class Stays:
    """What speaks against wiping a person: affairs that are open, and records that the law keeps."""

    open: tuple[Words, ...] = ()
    kept: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Matters:
    """What a module above knows of matters: which codes somebody means by some words, and how codes are called."""

    meant: Callable[[Sequence[str]], Mapping[str, Sequence[str]]]
    titles: Callable[[Iterable[str], str], Mapping[str, str]]


_affairs: list[Callable[[int], Stays]] = []
_matters: list[Matters] = []
_parts: dict[str, Callable[[int], object]] = {}
_columns: list[tuple[type[Model], str]] = []


def register_affairs(ask: Callable[[int], Stays]) -> None:
    """Let a module above say what it has open or keeps of a person."""
    _affairs.append(ask)


def register_part(name: str, ask: Callable[[int], object]) -> None:
    """Let a module above add its part to the copy that a person may take of their data."""
    _parts[name] = ask


def register_column(model: type[Model], column: str) -> None:
    """Let a module above say in which column it names a person, so that two rows of one person can become one."""
    _columns.append((model, column))


def hand_over(old: int, new: int) -> None:
    """Put one row of a person for another in whatever modules keep under it."""
    ours: list[tuple[type[Model], str]] = [(Bar, "person_id"), (Exclusion, "person_id")]
    for model, column in ours + _columns:
        QuerySet(model).filter(**{column: old}).update(**{column: new})


def register_matters(known: Matters) -> None:
    """Let a module above say which matters there are, so that a mandate names none that does not exist (A-102)."""
    _matters.append(known)


def matters_meant(words: Sequence[str]) -> dict[str, Sequence[str]]:
    """Return the codes of the matters that have each word as their code or as their whole name."""
    return {word: codes for one in _matters for word, codes in one.meant(words).items()}


def matter_titles(codes: Iterable[str], language: str) -> dict[str, str]:
    """Return how the matters with some codes are called in a language; none is asked for where there are none."""
    wanted = set(codes)
    return {code: name for one in _matters if wanted for code, name in one.titles(wanted, language).items()}


def what_stays(person_id: int, *, on: date) -> Stays:
    """Return what every module has to say against wiping a person on a day."""
    found = [ask(person_id) for ask in _affairs]
    kept = [words for one in found for words in one.kept]
    if Bar.objects.filter(person_id=person_id, until_on__gt=on).exists():
        kept.append(_("A ban on applying has not ended."))
    return Stays(open=tuple(words for one in found for words in one.open), kept=tuple(kept))


def tries_index(name: str) -> bytes:
    """Return the key under which failures are counted."""
    return vault.blind_index(name, context="people.tries")


def sign_in_key(name: str) -> tuple[int, bytes]:
    """Return the account that a typed name means (0: none) and the key of its failures."""
    plain = name.strip()
    found = Account.objects.filter(Q(username__iexact=plain) | Q(email__iexact=plain)) if plain else None
    account_id = found.order_by("pk").values_list("pk", flat=True).first() if found is not None else None
    return account_id or 0, tries_index(f"account {account_id}" if account_id else f"name {plain.casefold()}")


def proofs_refused(person_id: int, *, since: datetime) -> int:
    """Return how often proving an identity failed since a moment, through whichever account the document was given."""
    mine = Person.objects.get(pk=person_id)
    same = Person.objects.filter(id_kind=mine.id_kind, id_index=bytes(mine.id_index))
    where = "subject = ANY(%s) AND type = 'people.IdentityNotVerified' AND at > %s"
    return len(journal.select(where, [list(same.values_list("pk", flat=True)), since]))


def opened(row: Person) -> dict[str, str]:
    """Return the sealed fields of a person in the clear, for themselves alone."""
    return {
        field: vault.unseal(getattr(row, field), context=f"people.{field}")
        for field in ("name", "id_number", "phone", "address")
    }


def everything(person_id: int) -> dict[str, object]:
    """Return all that is kept about a person as plain values, those of other modules beside ours."""
    row = Person.objects.get(pk=person_id)
    plain = ("kind", "id_kind", "birth_year", "level", "verified_way")
    moments = ("verified_at", "electronic_since")
    account = Account.objects.filter(person_id=person_id).first()
    return {
        "person": opened(row)
        | {name: getattr(row, name) for name in plain}
        | {name: _iso(getattr(row, name)) for name in moments},
        "account": {"name": account.username, "email": account.email, "since": _iso(account.date_joined)}
        if account
        else None,
        "mandates": list(map(_mandate, _mandates(person_id))),
        "bars": [
            {
                "matter": one.matter_id,
                "reason": one.reason,
                "from": _iso(one.from_on),
                "until": _iso(one.until_on),
            }
            for one in Bar.objects.filter(person_id=person_id)
        ],
        "history": [
            {"what": told.type, "at": _iso(told.at), "by": told.actor, "data": told.data}
            for told in journal.history(person_id)
        ],
        **{name: ask(person_id) for name, ask in _parts.items()},
    }


def _mandates(person_id: int) -> list[Mandate]:
    return list(Mandate.objects.filter(Q(principal_id=person_id) | Q(agent_id=person_id)).order_by("pk"))


def _mandate(one: Mandate) -> dict[str, object]:
    return {
        "principal": str(one.principal_id),
        "agent": str(one.agent_id),
        "matters": one.matters,
        "from": _iso(one.from_on),
        "until": _iso(one.until_on),
        "revoked": _iso(one.revoked_at),
    }


def _iso(value: date | datetime | None) -> str | None:
    return value.isoformat() if value else None
