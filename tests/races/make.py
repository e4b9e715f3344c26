"""Acts that meet at one case."""

from typing import Any

from yimen.ground.tests.together import Act, at_once


def at_one_case(case: int, *acts: Act) -> list[Any]:
    """Do acts that all wait for the same case."""
    return at_once(*acts, behind=("SELECT 1 FROM cases_case WHERE id = %s FOR UPDATE", [case]))
