"""A page that explains the document in its reader's language; the Chinese text alone is the record."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from yimen.ground.languages.dates import written
from yimen.means.documents.rules import REMEDIES, UNFILLED, Kind

FONTS: Final[Mapping[str, tuple[str, str, str]]] = {
    "zh-hant": ("zh", "hk", "Noto Sans TC"),
    "en": ("en", "gb", "Noto Sans SC"),
    "fr": ("fr", "fr", "Noto Sans SC"),
    "ja": ("ja", "jp", "Noto Sans JP"),
}
AGAINST_HOLDERS: Final = frozenset(
    {Kind.REVOCATION, Kind.RECALL, Kind.FORFEITURE, Kind.SUSPENSION, Kind.STRIKING_OFF}
)
DAYS: Final = (
    "received_on",
    "accept_due_on",
    "accepted_on",
    "promised_due_on",
    "respond_by_on",
    "new_due_on",
    "served_on",
    "ended_on",
)


def page(kind: str, data: Mapping[str, Any], *, number: str, day: date) -> dict[str, Any] | None:
    """Return the words of the page for `data["language"]`, or None if the reader reads the record itself."""
    language = str(data.get("language") or "")
    if language not in FONTS:
        return None
    lang, region, font = FONTS[language]
    with override(language):
        return {
            "lang": lang,
            "region": region,
            "font": font,
            "heading": str(Kind(kind).label),
            "note": _(
                "This page explains the document and has no legal force; the Chinese text alone counts."
            ),
            "rows": [
                (_("Document number"), number),
                (_("Organ"), data["organ"]),
                (_("Date"), written(day)),
                (_("Case number"), data["case_number"]),
                (_("Applicant"), data["applicant"]),
                (_("Matter"), data["matter"]),
                *_days(kind, data),
            ],
            "remedies": _remedies(kind, data),
        }


def _days(kind: str, data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the days that the document of this kind names, in words of the reader."""
    names = {
        "received_on": _("Received on"),
        "accept_due_on": _("You will hear by"),
        "accepted_on": _("Accepted on"),
        "promised_due_on": _("Promised by"),
        "respond_by_on": _("Answer by"),
        "new_due_on": _("New date"),
        "served_on": _("Delivered on"),
        "ended_on": _("Ended on"),
    }
    told = {
        Kind.RECEIPT: DAYS[:2],
        Kind.ACCEPTANCE: DAYS[2:4],
        Kind.SUPPLEMENT: DAYS[4:5],
        Kind.EXTENSION: DAYS[5:6],
        Kind.SERVICE: DAYS[6:7],
        Kind.ENDING: DAYS[7:8],
    }.get(Kind(kind), ())
    rows = [(names[name], written(date.fromisoformat(data[name]))) for name in told]
    if data.get("unannounced"):
        rows.append((_("Note"), _("Provisional: the holidays of that year are not announced yet.")))
    return rows


def _remedies(kind: str, data: Mapping[str, Any]) -> list[str]:
    unfilled = kind == Kind.ENDING and data.get("how") in UNFILLED
    if kind not in {Kind.GRANT, Kind.REFUSAL, Kind.NON_ACCEPTANCE, *AGAINST_HOLDERS} and not unfilled:
        return []
    first = _(
        "If you disagree, first ask %(reconsideration)s to reconsider, within 60 days; "
        "after that you may sue at %(court)s."
    )
    either = _(
        "If you disagree, you may ask %(reconsideration)s to reconsider within 60 days, "
        "or sue at %(court)s within 6 months."
    )
    words = first if data.get("reconsideration_first") else either
    channel = data.get("reconsideration_url")
    online = (
        [_("Reconsideration may be asked for online: %(address)s") % {"address": channel}] if channel else []
    )
    return [words % {name: data[name] for name in REMEDIES}, *online]
