"""The desk of the quality report: what to mend first, how it develops, and down to the matter and the field."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yimen.ground import spreadsheets
from yimen.ground.numbers import read_number
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.gates import officer_of, staff
from yimen.registers.catalogue import gates, judgements, quality, reads
from yimen.registers.catalogue.contents import titles

SHOWN = 60


def _scope(request: HttpRequest) -> frozenset[int] | None:
    """Return the organs an officer sees, narrowed to `?organ=` if it is one of them."""
    whole = gates.scope(officer_of(request))
    asked = read_number(request.GET.get("organ", ""))
    return frozenset({asked}) if asked is not None and (whole is None or asked in whole) else whole


@staff(*gates.DESK)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show how the catalogue stands: what to mend first, which organs have most to do, and the trend."""
    scope = _scope(request)
    context = {
        "judged": quality.report(scope, language=get_language() or "zh-hans"),
        "searches": reads.found_nothing(),
        "trend": quality.trend(14, scope),
        "organ": request.GET.get("organ", ""),
    }
    return render(request, "catalogue/quality.html", context)


@staff(*gates.DESK)
@require_safe
def rule(request: HttpRequest, rule: str) -> HttpResponse:
    """List the matters that break a rule, with the fields where."""
    if len(rule) > 10:
        raise Http404
    found = quality.breaking(rule, _scope(request))
    tree, language = agencies.organs(), get_language() or "zh-hans"
    page = Paginator(found, SHOWN).get_page(request.GET.get("page", "1"))
    names = titles([one.version_id for one in page])
    lines = [
        (one, names.get(one.version_id), tree[one.organ_id].name(language) if one.organ_id in tree else "")
        for one in page
    ]
    context = {"rule": rule, "total": len(found), "lines": lines, "page": page}
    return render(request, "catalogue/quality_rule.html", context)


@staff(*gates.DESK)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Hand over every finding of every matter as a table."""
    tree, language = agencies.organs(), get_language() or "zh-hans"
    rows = [
        (
            tree[one.organ_id].name(language) if one.organ_id in tree else "",
            one.code,
            one.name,
            one.score,
            flaw.rule,
            flaw.place,
            str(flaw.words),
            _("must be mended") if flaw.severity == "must" else _("worth mending"),
        )
        for one in judgements.judged(_scope(request))
        for flaw in one.findings
    ]
    headings = [
        _("Organ"),
        _("Code"),
        _("Matter"),
        _("Score"),
        _("Rule"),
        _("Field"),
        _("Defect"),
        _("Weight"),
    ]
    return spreadsheets.download("quality", request.GET.get("format", "csv"), headings, rows)
