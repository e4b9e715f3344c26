"""The forms of standards: the terms of one, why a difference is right, and which organs implement a base item."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.ground.look.forms import PlainForm
from yimen.registers.agencies.reads import OrganSheet
from yimen.registers.catalogue import import_words
from yimen.registers.catalogue.conformity import BOUNDED, FREE, LOCKED, MODES, NAMES, plain
from yimen.registers.catalogue.life import Kind
from yimen.registers.catalogue.parts import UNITS

MODE_WORDS: Final[Mapping[str, str | Promise]] = {
    LOCKED: _("the same everywhere"),
    BOUNDED: _("may be better for people, never worse"),
    FREE: _("each organ decides"),
}
LINES: Final = ("conditions", "materials", "steps", "fees", "legal_basis")
NUMBERS: Final = ("promised_days", "visits", "depth")


class ItemSearchForm(PlainForm):
    """What the list of base items is narrowed to."""

    q = forms.CharField(label=_("Name or code"), max_length=100, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("All")), *Kind.choices], required=False)


class StandardForm(PlainForm):
    """The terms of a standard; what is left empty the standard does not speak of."""

    effective_on = forms.DateField(label=_("In force from"), widget=forms.DateInput(attrs={"type": "date"}))
    promised_days = forms.IntegerField(
        label=_("Promised working days"), min_value=0, max_value=3660, required=False
    )
    statutory_days = forms.IntegerField(
        label=_("Statutory period"), min_value=1, max_value=3660, required=False
    )
    statutory_unit = forms.ChoiceField(label=_("Unit of the statutory period"), choices=list(UNITS.items()))
    visits = forms.IntegerField(label=_("Visits"), min_value=0, max_value=9, required=False)
    depth = forms.IntegerField(
        label=_("Online depth"),
        help_text=_("1 to 4; 4 is wholly online."),
        min_value=1,
        max_value=4,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **kwargs)
        for name in LINES:
            self.fields[name] = forms.CharField(
                label=str(NAMES[name]),
                help_text=_("One on each line."),
                max_length=20_000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 5}),
            )
        for name, modes in MODES.items():
            self.fields[f"mode_{name}"] = forms.ChoiceField(
                label=_("How “%(field)s” binds") % {"field": NAMES[name]},
                choices=[(mode, MODE_WORDS[mode]) for mode in modes],
            )


class JustifyForm(PlainForm):
    """Why a matter differs from the others in a term."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    basis = forms.CharField(
        label=_("Legal basis"), help_text=_("The rule or document that allows it."), max_length=300
    )


class ImplementForm(PlainForm):
    """For which organs the matter is drafted."""

    def __init__(self, *args: Any, missing: Iterable[OrganSheet], **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **kwargs)
        self.fields["organs"] = forms.MultipleChoiceField(
            label=_("Organs without this matter"),
            widget=forms.CheckboxSelectMultiple,
            choices=[(str(one.id), one.name("zh-hans")) for one in missing],
        )


def initial(terms: Mapping[str, Any], policy: Mapping[str, str]) -> dict[str, Any]:
    """Return what the form shows of terms and how they bind."""
    statutory = terms.get("statutory") or {}
    return {
        **{name: terms.get(name) for name in NUMBERS},
        **{name: "\n".join(plain(name, terms.get(name))) for name in LINES},
        **{f"mode_{name}": policy.get(name, modes[0]) for name, modes in MODES.items()},
        "statutory_days": statutory.get("days"),
        "statutory_unit": statutory.get("unit") or "working_days",
    }


def _new_line(name: str, words: str) -> Any:  # noqa: ANN401 a term of any kind
    if name == "conditions":
        return {"zh-hans": words}
    if name == "legal_basis":
        return {"title": words, "level": import_words.law_level(words)}
    one: dict[str, Any] = {"names": {"zh-hans": words}}
    if name == "steps":
        kind = import_words.step_kind(words)
        one |= {"kind": kind, "role": import_words.STEP_ROLE.get(kind, "reviewer")}
    if name == "materials":
        one |= {"required": "required", "originals": 1, "copies": 0}
    return one


def _lines(name: str, typed: str, before: list[Any]) -> list[Any]:
    """Return the lines typed; a line that stood there before keeps everything known about it."""
    known = dict(zip(plain(name, before), before, strict=True))
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    return [known.get(line) or _new_line(name, line) for line in lines]


def terms_of(data: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return the terms that were filled in; terms the form does not show stay as they were."""
    terms = {name: value for name, value in before.items() if name not in {*LINES, *NUMBERS, "statutory"}}
    terms |= {name: data[name] for name in NUMBERS if data[name] is not None}
    if data["statutory_days"] is not None:
        terms["statutory"] = {"days": data["statutory_days"], "unit": data["statutory_unit"]}
    for name in LINES:
        found = _lines(name, data[name], before.get(name) or [])
        if found:
            terms[name] = found
    return terms


def policy_of(data: Mapping[str, Any]) -> dict[str, str]:
    """Return how each term binds."""
    return {name: data[f"mode_{name}"] for name in MODES}
