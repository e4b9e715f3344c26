"""Following a case with its printed number and its code, for whoever holds the receipt."""

from typing import Final

from yimen.affairs.cases.life import State
from yimen.affairs.cases.models import Case
from yimen.ground.numbers import code_matches, query_code, read_printed

PURPOSE: Final = "case"
CODE: Final = "code of a case"  # what is guessed at wherever such a code is asked for


def code_of(case_id: int) -> str:
    """Return the code printed on the receipt, with which anyone holding it may follow the case."""
    return query_code(case_id, purpose=PURPOSE)


def follow(number: str, code: str) -> int | None:
    """Return the case of a printed number and its code, or None if they do not belong together."""
    case_id = read_printed(number)
    if case_id is None or not code_matches(case_id, code, purpose=PURPOSE):
        return None
    return case_id if Case.objects.filter(pk=case_id).exclude(state=State.DRAFT).exists() else None


def follow_id(case_id: int, code: str) -> bool:
    """Say whether a code belongs to a case."""
    return bool(code) and code_matches(case_id, code, purpose=PURPOSE)
