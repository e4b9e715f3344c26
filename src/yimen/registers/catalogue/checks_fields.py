"""The quality report's own checks: which fields of the implementation list are empty, and codes that do not hold. Pure.

They keep no matter from being published; the publish gate has its own (`rules`).
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from yimen.registers.catalogue.codes import BASE, implementation_fault
from yimen.registers.catalogue.finding import SHOULD, Content, Finding
from yimen.registers.catalogue.national import BASIC, EXTENDED, LISTED, MATERIAL, at, empty

OWN: Final = frozenset(  # the publish gate says these itself
    {
        "titles",
        "kind",
        "legal_basis",
        "conditions",
        "materials",
        "steps",
        "results",
        "audience",
        "window",
        "phone",
        "complaint",
        "promised_days",
        "visits",
    }
)
SHOULD_HAVE: Final = tuple(
    one
    for one in (*BASIC, *EXTENDED, *LISTED)
    if one.expected and not one.place.startswith("@") and one.place not in OWN
)
PAPER: Final = tuple(
    one for one in MATERIAL if one.expected and not one.place.startswith("@") and one.place != "basis"
)
FULL: Final = 31


def codes(content: Content, code: str) -> Iterator[Finding]:
    """A matter carries the codes of the national catalogue (H-101 to H-103)."""
    base = content.get("base_code") or ""
    if not BASE.fullmatch(base):
        yield Finding("H-101", "base_code", _("The base code is missing or has not twelve digits."), SHOULD)
    if len(code) != FULL or implementation_fault(code, base=base):
        yield Finding(
            "H-102", "code", _("The implementation code is not that of the national catalogue."), SHOULD
        )
    business = content.get("business_code") or ""
    if business and not (len(business) == FULL + 2 and business.startswith(code)):
        yield Finding(
            "H-103",
            "business_code",
            _("The code of the business item does not continue the matter's."),
            SHOULD,
        )


def lacking(content: Content) -> Iterator[Finding]:
    """Every field of the implementation list is filled in (H-301 to H-304)."""
    for one in SHOULD_HAVE:
        if empty(at(content, one.place)):
            words = _("“%(field)s” is not filled in.") % {"field": one.label}
            yield Finding(one.rule, one.place, words, SHOULD)
    for field in PAPER:
        n = next(
            (n for n, one in enumerate(content.get("materials") or [], 1) if _silent(one, field.place)), 0
        )
        if n:
            words = _("“%(field)s” of a paper is not filled in.") % {"field": field.label}
            yield Finding("H-303", f"materials.{n}", words, SHOULD)


def _silent(one: Any, place: str) -> bool:  # noqa: ANN401 a paper of any list
    return not isinstance(one, Mapping) or empty(one.get(place))
