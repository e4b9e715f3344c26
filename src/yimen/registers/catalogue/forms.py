"""The forms of the catalogue's desk."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from yimen.ground.life import Refused
from yimen.ground.look.forms import PlainForm
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue.life import State

UNITS = (
    ("working_days", _("working days")),
    ("calendar_days", _("calendar days")),
    ("months", _("months")),
    ("years", _("years")),
    ("hours", _("hours")),
)


LOCKED_FIELDS = {"titles": ("title_zh-hans",), "statutory": ("statutory_days", "statutory_unit")}


class SearchForm(PlainForm):
    """What the list is narrowed to."""

    q = forms.CharField(label=_("Name or code"), max_length=100, required=False)
    state = forms.ChoiceField(label=_("State"), choices=[("", _("All")), *State.choices], required=False)


class DayForm(PlainForm):
    """From which day a version is in force."""

    effective_on = forms.DateField(label=_("In force from"), widget=forms.DateInput(attrs={"type": "date"}))


class ReasonForm(PlainForm):
    """Why a matter is suspended or withdrawn."""

    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("People will read it."))


def _organ_choices() -> list[tuple[str, str]]:
    found = sorted(agencies.organs().values(), key=lambda one: one.path)
    return [("", "–"), *((str(one.id), one.name("zh-hans")) for one in found)]


class ListForm(PlainForm):
    """A list of matters to upload."""

    file = forms.FileField(
        label=_("List of matters"),
        help_text=_("JSON, CSV or XLSX with a line of headings, at most 5,000 rows."),
    )
    organ = forms.ChoiceField(
        label=_("Organ of rows without a valid organ code"), choices=_organ_choices, required=False
    )


class TermsForm(PlainForm):
    """The words and terms of a draft that most often need mending; the rest comes with a list."""

    promised_days = forms.IntegerField(
        label=_("Promised working days"), min_value=0, max_value=3660, required=False
    )
    statutory_days = forms.IntegerField(
        label=_("Statutory period"), min_value=1, max_value=3660, required=False
    )
    statutory_unit = forms.ChoiceField(label=_("Unit of the statutory period"), choices=UNITS)
    statutory_note = forms.CharField(
        label=_("Why there is no statutory period"), max_length=300, required=False
    )
    window = forms.CharField(label=_("Where to go"), max_length=300, required=False)
    phone = forms.CharField(label=_("Telephone for questions"), max_length=60, required=False)
    complaint = forms.CharField(label=_("Telephone for complaints"), max_length=60, required=False)
    conditions = forms.CharField(
        label=_("Conditions"),
        help_text=_("One on each line."),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, locked: frozenset[str] = frozenset(), **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Name (%(language)s)") % {"language": name},
                max_length=300,
                required=code == "zh-hans",
            )
            self.fields[f"summary_{code}"] = forms.CharField(
                label=_("Summary (%(language)s)") % {"language": name}, max_length=600, required=False
            )
        self.order_fields(
            [f"{part}_{code}" for code, _name in settings.LANGUAGES for part in ("title", "summary")]
        )
        for name in locked:
            for shown in LOCKED_FIELDS.get(name, (name,)):
                if shown in self.fields:
                    self.fields[shown].disabled = True
                    self.fields[shown].help_text = _("Set by the standard.")

    def refuse(self, refused: Refused) -> None:
        """Show why the act was refused at the field that holds the term."""
        shown = LOCKED_FIELDS.get(refused.field, (refused.field,))[0]
        super().refuse(Refused(refused.reason, field=shown, code=refused.code))


def initial(content: dict[str, Any]) -> dict[str, Any]:
    """Return what the form of terms shows of a content."""
    statutory = content.get("statutory") or {}
    texts = {
        f"{field}_{code}": (content.get(part) or {}).get(code, "")
        for code, _name in settings.LANGUAGES
        for field, part in (("title", "titles"), ("summary", "summaries"))
    }
    return {
        **texts,
        "promised_days": content.get("promised_days"),
        "statutory_days": statutory.get("days"),
        "statutory_unit": statutory.get("unit") or "working_days",
        "statutory_note": statutory.get("note") or "",
        "window": (content.get("window") or {}).get("zh-hans", ""),
        "phone": content.get("phone") or "",
        "complaint": content.get("complaint") or "",
        "conditions": "\n".join(one.get("zh-hans", "") for one in content.get("conditions") or []),
    }


def merged(content: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    """Return the content with what was filled in; what the form does not show stays as it was."""
    titles = {code: data[f"title_{code}"] for code, _name in settings.LANGUAGES if data[f"title_{code}"]}
    summaries = {
        code: data[f"summary_{code}"] for code, _name in settings.LANGUAGES if data[f"summary_{code}"]
    }
    before = {one.get("zh-hans", ""): one for one in content.get("conditions") or []}
    lines = [line.strip() for line in data["conditions"].splitlines() if line.strip()]
    statutory = {
        "days": data["statutory_days"],
        "unit": data["statutory_unit"],
        "note": data["statutory_note"],
    }
    return {
        **content,
        "titles": titles,
        "summaries": summaries,
        "promised_days": data["promised_days"],
        "statutory": statutory,
        "window": {**(content.get("window") or {}), "zh-hans": data["window"]},
        "phone": data["phone"],
        "complaint": data["complaint"],
        "conditions": [before.get(line, {"zh-hans": line}) for line in lines],
    }
