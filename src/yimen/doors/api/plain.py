"""Values as every program can read them: numbers that hold more than 53 bits as text, organs and matters by their codes."""

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.utils.translation import get_language

from yimen.ground.bus.journal import Told
from yimen.ground.languages.texts import RECORD, pick
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import reads as catalogue

LARGEST: Final = 2**53 - 1  # of the numbers that a browser holds exactly
SOURCE: Final = "/yimen"


def language() -> str:
    """Return the caller's language."""
    return get_language() or settings.LANGUAGE_CODE


def readable(value: Any) -> Any:  # noqa: ANN401 a JSON value, of any shape
    """Return a value with each number beyond 53 bits as text, at any depth."""
    if isinstance(value, Mapping):
        return {name: readable(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [readable(one) for one in value]
    return str(value) if isinstance(value, int) and abs(value) > LARGEST else value


def organ_code(organ_id: int) -> str:
    """Return the code by which an organ is found, "" for one that is no more."""
    organ = agencies.organs().get(organ_id)
    return organ.key if organ else ""


def title_of(version_id: int, record: str) -> str:
    """Return the name of a case in the caller's language, the one on record where there is none."""
    texts = catalogue.names([version_id]).get(version_id) or {}
    return pick({**texts, RECORD: record}, language())[0]


def event(row: Told) -> dict[str, Any]:
    """Return a row of the journal as a CloudEvent, with the codes of its organ and its matter."""
    told: dict[str, Any] = readable(row.cloud_event(SOURCE))
    data: dict[str, Any] = told["data"]
    data["organ_code"] = organ_code(row.organ)
    if isinstance(row.data.get("matter"), int):
        data["matter_code"] = catalogue.named.code_of(row.data["matter"])
    return told
