"""Tags that show content in the reader's language and mark it where it is in another."""

import re
from collections.abc import Iterable, Mapping

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from yimen.ground.languages.texts import RECORD, pick
from yimen.ground.look.templatetags.look import language_tag
from yimen.registers.agencies.reads import OrganSheet
from yimen.registers.catalogue import presenting
from yimen.registers.catalogue.life import State
from yimen.registers.catalogue.pages.drawing import drawn
from yimen.registers.catalogue.parts import place_words
from yimen.registers.catalogue.reads import MaterialSheet, names, versions

register = template.Library()
register.filter(drawn)
LEVEL_WORDS = {
    "1": _("Nation"),
    "2": _("Province"),
    "3": _("City"),
    "4": _("County"),
    "5": _("Town or street"),
    "6": _("Village or neighbourhood"),
}


def _here() -> str:
    return get_language() or settings.LANGUAGE_CODE


@register.filter
def fault_place(place: str) -> str:
    """Return where a fault of the content is, in words, with the number of its row; "" where only a code is known."""
    words = str(place_words(place))
    row = next((one for one in place.split(".")[1:2] if one.isdecimal()), "")
    return f" · {words} {row}".rstrip() if words != place else ""


@register.simple_tag
def in_language(texts: Mapping[str, str]) -> str | SafeString:
    """Show a text in the reader's language; one in another language says so to screen readers."""
    if not texts:
        return ""
    text, other = pick(texts, _here())
    if not other:
        return text
    code = next(language for language, value in texts.items() if value == text)
    return format_html('<span lang="{}">{}</span>', language_tag(code), text)


@register.simple_tag
def papers_named(papers: Iterable[MaterialSheet]) -> SafeString:
    """Show the names of papers, one after the other as the reader's language sets a list."""
    return format_html_join(gettext(", "), "{}", ((in_language(one.names),) for one in papers))


@register.simple_tag
def matter_name(version_id: int, record: str) -> str | SafeString:
    """Show the name of a matter in the reader's language; the name on record where there is none."""
    texts = names([version_id]).get(version_id) or {RECORD: record}
    return in_language({**texts, RECORD: record})


@register.simple_tag
def certificate_name(version_id: int, record: str) -> str | SafeString:
    """Show the name of what a matter grants in the reader's language; the name on record where there is none."""
    found = versions([version_id]).get(version_id)
    return in_language({**(found.permit.names if found else {}), RECORD: record})


@register.simple_tag
def organ_name(organ: OrganSheet) -> str:
    """Show the name of an organ."""
    return organ.name(_here())


@register.simple_tag
def organ_words(organ: OrganSheet, what: str) -> str:
    """Show the address or the hours of an organ."""
    return organ.address(_here()) if what == "address" else organ.hours(_here())


@register.simple_tag
def period(days: int, unit: str) -> str:
    """Show a period in its unit; one of no length is none to wait for."""
    if not days:
        return gettext("at once")
    if unit == "years":
        return ngettext("%(n)s year", "%(n)s years", days) % {"n": days}
    if unit == "months":
        return ngettext("%(n)s month", "%(n)s months", days) % {"n": days}
    if unit == "calendar_days":
        return ngettext("%(n)s calendar day", "%(n)s calendar days", days) % {"n": days}
    return ngettext("%(n)s working day", "%(n)s working days", days) % {"n": days}


@register.simple_tag
def promise(days: int) -> str:
    """Show in what time a matter is promised to be done; at once where no day is counted."""
    if not days:
        return gettext("done at once")
    return ngettext("promised in %(days)s working day", "promised in %(days)s working days", days) % {
        "days": days
    }


@register.filter
def theme(name: str) -> str:
    """Show the name of a theme in the reader's language; one of the city's own as it is."""
    return presenting.theme_label(name)


@register.simple_tag
def kind_words(kind: str) -> str:
    """Show a kind of power in the reader's language."""
    return presenting.kind_label(kind)


@register.simple_tag
def level_words(level: str) -> str:
    """Show the level at which a matter is exercised."""
    return str(LEVEL_WORDS.get(level, level))


@register.filter
def rule_id(code: str) -> str:
    """Show the id of a rule of law; a stable word for machines is no word for readers."""
    return code if re.fullmatch(r"[A-Z]-[0-9]{1,4}|0-[0-9]", code) else ""


@register.filter
def state_words(state: str) -> str:
    """Show the state of a version."""
    return str(State(state).label)
