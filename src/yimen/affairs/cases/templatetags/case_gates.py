"""Whether the officer who reads a page may do an act, so that no link leads to a closed door."""

from typing import Any

from django import template

from yimen.affairs.cases import gates
from yimen.affairs.cases.reads import CaseSheet

register = template.Library()


@register.simple_tag(takes_context=True)
def officer_may(context: dict[str, Any], act: str, case: CaseSheet) -> bool:
    """Say whether the reading officer may do an act on a case."""
    return gates.may(context["request"].officer, case, act)
