"""Filters for dates, numbers and money, and the icons."""

from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, Final

from django import template
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from yimen.ground import numbers
from yimen.ground.languages.dates import written
from yimen.ground.look import errors

register = template.Library()
register.filter(errors.told)
PLACE: Final = 987654321012345678  # a number that stands in no address
MANY_DAYS, MANY_MONTHS = 180, 24  # beyond them a person reckons in months, in years
ICONS = {
    "search": "M10 4a6 6 0 1 0 3.7 10.7l4.8 4.8 1.4-1.4-4.8-4.8A6 6 0 0 0 10 4zm0 2a4 4 0 1 1 0 8 4 4 0 0 1 0-8z",
    "check": "M9 16.2 4.8 12l-1.4 1.4L9 19 21 7l-1.4-1.4z",
    "clock": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 2a7 7 0 1 1 0 14 7 7 0 0 1 0-14zm-1 2v6l4.5 2.7 1-1.7-3.5-2V7z",
    "stop": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm-3 6h2v6H9zm4 0h2v6h-2z",
    "cross": "M6.4 5 5 6.4 10.6 12 5 17.6 6.4 19 12 13.4 17.6 19 19 17.6 13.4 12 19 6.4 17.6 5 12 10.6z",
    "warn": "M12 3 1.5 21h21zm-1 7h2v5h-2zm0 6.5h2v2h-2z",
    "paper": "M6 2h8l5 5v15H6zm7 2H8v16h9V8h-4zM10 11h5v2h-5zm0 4h5v2h-5z",
    "person": "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 20c0-3.5 4-5.5 8-5.5s8 2 8 5.5v1H4z",
    "help": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 2a7 7 0 1 1 0 14 7 7 0 0 1 0-14zm-1 10.500h2v2h-2zM12 6.500A3.500 3.500 0 0 0 8.500 10h2a1.500 1.500 0 1 1 2.300 1.300c-1 .6-1.800 1.400-1.800 3h2c0-.9.500-1.300 1.200-1.800A3.500 3.500 0 0 0 12 6.500z",
    "house": "M12 3 2 12h3v8h5v-6h4v6h5v-8h3z",
    "phone": "M7 2h10v20H7zm2 2v13h6V4zm2 14.5h2v2h-2z",
    "arrow": "M8 5l7 7-7 7-1.4-1.4L12.2 12 6.6 6.4z",
    "building": "M4 21V5l8-3 8 3v16h-6v-4h-4v4zm4-12h2V7H8zm6 0h2V7h-2zm-6 4h2v-2H8zm6 0h2v-2h-2z",
    "star": "M12 3l2.7 6 6.3.6-4.8 4.3 1.4 6.4L12 17l-5.6 3.3 1.4-6.4L3 9.6 9.3 9z",
    "lock": "M6 10V8a6 6 0 0 1 12 0v2h2v12H4V10zm2 0h8V8a4 4 0 0 0-8 0z",
    "exit": "M5 3h9v2H7v14h7v2H5zm10.600 4.400L20.200 12l-4.600 4.600-1.400-1.400 2.200-2.200H10v-2h6.400l-2.200-2.200z",
    "globe": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm-1 2.3V11H8.1c.2-2.6 1.300-4.700 2.900-5.700zM5.100 13H8c.1 1.900.6 3.600 1.400 4.900A7 7 0 0 1 5.100 13zm0-2A7 7 0 0 1 9.400 6.100C8.600 7.400 8.100 9.100 8 11zm5.900 7.700c-1.600-1-2.700-3.100-2.900-5.700H11zm2 0V13h2.900c-.2 2.600-1.300 4.700-2.900 5.700zM13 11V5.300c1.600 1 2.700 3.100 2.900 5.700zm5.900 2a7 7 0 0 1-4.300 4.900c.8-1.300 1.300-3 1.400-4.900zM16 11c-.1-1.900-.6-3.600-1.400-4.900a7 7 0 0 1 4.300 4.900z",
}
STATUS_ICON = {
    "draft": "paper",
    "head": "clock",
    "office": "clock",
    "legal": "clock",
    "confirm": "clock",
    "ready": "clock",
    "published": "check",
    "submitted": "clock",
    "supplementing": "warn",
    "accepted": "clock",
    "suspended": "stop",
    "granted": "check",
    "delivered": "check",
    "closed": "check",
    "refused": "cross",
    "declined": "cross",
    "returned": "cross",
    "withdrawn": "cross",
    "valid": "check",
    "expired": "clock",
    "upcoming": "clock",
    "revoked": "cross",
    "forfeited": "cross",
    "cancelled": "cross",
    "first_review": "clock",
    "filed": "check",
}
STATUS_TONE = {
    "head": "info",
    "office": "info",
    "legal": "info",
    "confirm": "warn",
    "ready": "info",
    "published": "ok",
    "supplementing": "warn",
    "submitted": "info",
    "accepted": "info",
    "suspended": "warn",
    "granted": "ok",
    "delivered": "ok",
    "closed": "ok",
    "refused": "bad",
    "declined": "bad",
    "returned": "bad",
    "valid": "ok",
    "expired": "warn",
    "upcoming": "info",
    "revoked": "bad",
    "forfeited": "bad",
    "first_review": "info",
    "filed": "ok",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon; it says nothing to a screen reader because words stand beside it."""
    return _icon(name)


@cache
def _icon(name: str) -> SafeString:
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">'
        '<path d="{}"/></svg>',
        ICONS[name],
    )


@register.simple_tag
def status_icon(state: str) -> SafeString:
    """Draw the icon of a state."""
    return icon(STATUS_ICON.get(state, "paper"))


@register.filter
def tone(state: str) -> str:
    """Return the tone of a state: ok, bad, warn, info or plain."""
    return STATUS_TONE.get(state, "plain")


@register.simple_tag
def status(state: str, words: object) -> SafeString:
    """Draw a state in colour, sign and words."""
    return _status(state, str(words))


@lru_cache(maxsize=2048)
def _status(state: str, words: str) -> SafeString:
    return format_html('<span class="status status-{}">{}{}</span>', tone(state), status_icon(state), words)


@register.simple_tag
def address(name: str, number: int) -> str:
    """Return the address of the page about a numbered thing, as `url` does; looked up once, not at every line of a list."""
    before, after = _around(name)
    return f"{before}{int(number)}{after}"


@cache
def _around(name: str) -> tuple[str, str]:
    before, _place, after = reverse(name, args=[PLACE]).partition(str(PLACE))
    return before, after


@register.filter
def day(value: date | datetime | str | None) -> str:
    """Write a date as the reader's language does."""
    if not value:
        return ""
    if isinstance(value, str):
        value = date.fromisoformat(value[:10])
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return written(value)


@register.simple_tag
def colon() -> str:
    """Write the colon between a word and what is said of it, as the reader's language sets it."""
    return gettext(": ")


@register.simple_tag
def comma() -> str:
    """Write what stands between the parts of a list, as the reader's language sets it."""
    return gettext(", ")


@register.filter
def moment(value: datetime | str | None) -> str:
    """Write a date and the time of day."""
    if not value:
        return ""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    local = timezone.localtime(value)
    return f"{written(local.date())} {local:%H:%M}"


@register.filter
def yuan(cents: int | None) -> str:
    """Write an amount of 分 in yuan."""
    if cents is None:
        return ""
    return gettext("%(amount)s yuan") % {
        "amount": formats.number_format(cents / 100, 2 if cents % 100 else 0)
    }


@register.filter
def size(value: int) -> str:
    """Write a file's size."""
    if value < 1024 * 1024:
        return gettext("%(size)s kB") % {"size": max(1, round(value / 1024))}
    return gettext("%(size)s MB") % {"size": formats.number_format(value / 1024 / 1024, 1)}


@register.filter
def printed(number: int) -> str:
    """Write a public number with its check digit."""
    return numbers.printed(number)


@register.filter
def days_left(due: date | None) -> str:
    """Say in words how far a date is away, counted in calendar days; what is far away in whole months or years."""
    return "" if due is None else _left(_days_until(due), get_language())


def _days_until(due: date) -> int:
    return (due - timezone.localdate()).days


@lru_cache(maxsize=4096)
def _left(left: int, _language: str | None) -> str:
    if left < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -left) % {"days": -left}
    if left == 0:
        return gettext("Due today")
    if left > MANY_DAYS:
        months, years = left // 30, left // 365
        if months > MANY_MONTHS:
            return ngettext("over %(years)s year left", "over %(years)s years left", years) % {"years": years}
        return ngettext("over %(months)s month left", "over %(months)s months left", months) % {
            "months": months
        }
    return ngettext("%(days)s day left", "%(days)s days left", left) % {"days": left}


@register.filter
def urgency(due: date | None) -> str:
    """Return the tone of a date: bad if past, warn within two days, else plain."""
    return "plain" if due is None else _urgency(_days_until(due))


def _urgency(left: int) -> str:
    return "bad" if left < 0 else "warn" if left <= 1 else "plain"


@register.simple_tag
def due(on: date | None) -> SafeString:
    """Draw how far a date is away, in colour and words; nothing where there is none."""
    return SafeString("") if on is None else _due(_days_until(on), get_language())


@lru_cache(maxsize=4096)
def _due(left: int, language: str | None) -> SafeString:
    return format_html('<span class="status status-{}">{}</span>', _urgency(left), _left(left, language))


@register.filter
def get(mapping: Any, key: Any) -> Any:  # noqa: ANN401 whatever the template has
    """Look a key up in a mapping."""
    return mapping.get(key) if mapping else None


@register.filter
def make_stars(value: Any) -> range:  # noqa: ANN401 a choice's value
    """Return as many stars as the level has."""
    return range(int(value or 0))


@register.filter
def language_tag(code: str) -> str:
    """Return the tag for the lang attribute: zh-CN for simplified Chinese (J-301)."""
    return {"zh-hans": "zh-CN", "zh-hant": "zh-Hant"}.get(code, code)


@register.simple_tag(takes_context=True)
def address_with(context: template.Context, **changes: Any) -> SafeString:  # noqa: ANN401 values of a query
    """Return the present address's query with some values changed; an empty value drops its name."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value in {"", None}:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return mark_safe(f"?{query.urlencode()}") if query else mark_safe("?")  # noqa: S308 urlencode escapes
