"""Matters by number, code and name: which ones somebody means, and how they are called."""

from collections.abc import Iterable, Sequence

from yimen.ground.memory import Memory
from yimen.registers.catalogue.life import State
from yimen.registers.catalogue.models import Matter, Version, Wording

_codes: Memory[int, str] = Memory()  # a matter never changes its code
_numbers: Memory[str, int] = Memory()


def code_of(matter_id: int) -> str:
    """Return the code of a matter, "" if there is no such number; one query at most."""
    kept = _codes.get(matter_id)
    if kept is None:
        kept = Matter.objects.filter(pk=matter_id).values_list("code", flat=True).first()
        if kept is None:
            return ""
        _codes.keep(matter_id, kept)
    return kept


def numbers(codes: Iterable[str]) -> list[int]:
    """Return the numbers of the matters with some codes; one query at most, for those not kept yet."""
    wanted = set(codes)
    known = _numbers.known(wanted)
    if missing := wanted - known.keys():
        found = dict(Matter.objects.filter(code__in=missing).values_list("code", "pk"))
        _numbers.keep_all(found)
        known |= found
    return sorted(known.values())


def meant(words: Sequence[str]) -> dict[str, list[str]]:
    """Return the codes of the published matters that have each word as their code or as their whole name."""
    found: dict[str, list[str]] = {}
    rows = Version.objects.filter(state__in=[State.PUBLISHED, State.SUSPENDED])
    for code in rows.filter(matter__code__in=words).values_list("matter__code", flat=True):
        found.setdefault(code, []).append(code)
    named = Wording.objects.filter(version__in=rows, place="titles", text__in=words).order_by("pk")
    for text, code in named.values_list("text", "version__matter__code"):
        found.setdefault(text, []).append(code)
    return {word: list(dict.fromkeys(codes)) for word, codes in found.items()}


def titles(codes: Iterable[str], language: str) -> dict[str, str]:
    """Return the newest names of the matters with some codes, in a language or else in Chinese; one query."""
    rows = Wording.objects.filter(
        version__matter__code__in=set(codes), place="titles", language__in=[language, "zh-hans"]
    ).order_by("version_id")
    found = list(rows.values_list("language", "version__matter__code", "text"))
    chinese = {code: text for spoken, code, text in found if spoken == "zh-hans"}
    return chinese | {code: text for spoken, code, text in found if spoken == language}


def forget() -> None:
    """Drop what is kept of codes and numbers."""
    _codes.forget()
    _numbers.forget()
