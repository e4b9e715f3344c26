"""Table L for the operator: every deadline with its mark, and the city's own rules where the law leaves room."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.doors.desk.pages.cases import actor
from yimen.ground.calendar import acts, reads
from yimen.ground.calendar.deadlines import Deadline
from yimen.ground.clock import now
from yimen.ground.languages.texts import pick
from yimen.ground.life import Refused
from yimen.ground.look.forms import PlainForm, bound
from yimen.registers.agencies.gates import staff


def _rows() -> list[Deadline]:
    today = now().date()
    keys = {(one.code, one.part): None for one in reads.deadlines() if one.since <= today}
    return [reads.deadline(code, part, on=today) for code, part in keys]


class DeadlineForm(PlainForm):
    """The city's own length of a deadline, from when, and by which rule."""

    row = forms.ChoiceField(label=gettext_lazy("Deadline"))
    length = forms.IntegerField(label=gettext_lazy("Length, in the unit of the table"), min_value=1)
    since = forms.DateField(
        label=gettext_lazy("In force from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    source = forms.CharField(
        label=gettext_lazy("Rule that says so"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Title and article"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **kwargs)
        open_rows = [
            (f"{one.code}|{one.part}", f"{one.code} {_said(one)}") for one in _rows() if not one.firm
        ]
        self.offer("row", open_rows)


def _said(one: Deadline) -> str:
    return pick(one.what, get_language() or "zh-hans")[0]


@staff("operator")
@require_http_methods(["GET", "HEAD", "POST"])
def deadlines(request: HttpRequest) -> HttpResponse:
    """List the deadlines in force; the letter of the law stands, the rest the city may set from a day on."""
    form = bound(DeadlineForm, request, initial={"since": now().date()})
    bad = request.method == "POST" and not getattr(request, "switching", False)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        code, _bar, part = data.pop("row").partition("|")
        try:
            acts.set_deadline(code, part, **data, by=actor(request), at=now())
        except Refused as refused:
            form.refuse(Refused(refused.reason, field=PLACES.get(refused.field, refused.field)))
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:deadlines")
    language = get_language() or "zh-hans"
    lines = [(one, _said(one), pick(one.start, language)[0]) for one in _rows()]
    context = {"lines": lines, "form": form, "keeps_form": True}
    return render(request, "desk/deadlines.html", context, status=422 if bad else 200)


PLACES = {"code": "row"}
