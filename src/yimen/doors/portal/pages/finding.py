"""Finding and understanding a matter."""

import json
from collections.abc import Mapping

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yimen.affairs.cases import reads as cases
from yimen.affairs.cases.acts import gap_days
from yimen.doors.portal.opening import hours_of, opening_of
from yimen.doors.portal.pages.situation import in_situation, situation_lines, situation_query
from yimen.ground.clock import now
from yimen.ground.gates import public
from yimen.ground.numbers import read_number
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.reads import OrganSheet
from yimen.registers.catalogue import acts as catalogue_acts
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import Filters, Kind, MatterSheet


def language() -> str:
    """Return the reader's language."""
    return get_language() or settings.LANGUAGE_CODE


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the way to everything: search, themes, what is asked for most."""
    context = {
        "personal": catalogue.themes("natural", once=True)[:12],
        "business": catalogue.themes("legal", once=True)[:12],
        "popular": catalogue.popular(language()),
    }
    return render(request, "portal/home.html", context)


def _filters(request: HttpRequest) -> Filters:
    organ = request.GET.get("organ", "")
    return Filters(
        theme=request.GET.get("theme", "")[:40],
        audience=request.GET.get("audience", "")[:20],
        kind=request.GET.get("kind", "")[:2],
        organ_id=read_number(organ),
        online=request.GET.get("way") == "online",
        once=True,
    )


@public
@require_safe
def matters(request: HttpRequest) -> HttpResponse:
    """Search for matters."""
    text = request.GET.get("q", "")[:200]
    page = request.GET.get("page", "1")
    number = min(int(page), 500) if page.isdecimal() and len(page) < 4 and int(page) else 1
    filters = _filters(request)
    found = catalogue.search(text, filters=filters, language=language(), page=number)
    if text.strip() and not found.total:
        catalogue_acts.note_nothing_found(text, on=now().date())
    context = {
        "text": text,
        "found": found,
        "filters": filters,
        "themes": catalogue.themes(filters.audience, once=True)[:16],
        "offices": agencies.organs_named(text) if number == 1 else [],
        "page": Paginator(range(found.total), catalogue.PAGE).get_page(number),
    }
    return render(request, "portal/matters.html", context)


@public
@require_safe
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """Show everything about a matter (A-115)."""
    whole = catalogue.published(code, on=now().date())
    if whole is None:
        raise Http404
    here, matter = language(), in_situation(request, whole) or whole
    drawn = catalogue.flow_chart(
        matter,
        here,
        title=_("Flow chart: %(name)s") % {"name": matter.name(here)},
        days=catalogue.working_days,
    )
    organ = agencies.organs().get(matter.organ_id)
    place = hours_of(matter, organ) if organ else None
    address = request.build_absolute_uri(request.path)
    context = {
        "matter": matter,
        "organ": organ,
        "opening": opening_of(place, now()) if place else None,
        "kind": Kind(matter.kind).label,
        "chart": drawn,
        "reckoned": catalogue.reckoned(matter),
        "json_ld": json.dumps(catalogue.json_ld(matter, here, address), ensure_ascii=False).replace(
            "<", "\\u003c"
        ),
        "lacks": matter.lacks(here),
        "closed": matter.state != "published",
        "handed": catalogue.handed_down(matter, on=now().date()),
        "gap_days": gap_days(matter),
        "left": cases.left_of(matter.matter_id, on=now().date()) if matter.special.quota else None,
        "situation": situation_lines(matter, here),
        "query": situation_query(matter),
        "spared": catalogue.spared(matter, whole),
        "elsewhere": _elsewhere(matter),
        "others": _others(whole),
    }
    return render(request, "portal/guide.html", context)


def _elsewhere(matter: MatterSheet) -> tuple[MatterSheet | None, Mapping[str, str]] | None:
    """Return the matter that applies instead, with the reason, where a situation does not belong here."""
    found = catalogue.elsewhere(matter)
    return (catalogue.published(found[0], on=now().date()) if found[0] else None, found[1]) if found else None


def _others(matter: MatterSheet) -> int:
    """Return how many other offices offer the same matter."""
    return sum(one.code != matter.code for one in catalogue.offices(matter, language()))


@public
@require_safe
def offices(request: HttpRequest, code: str) -> HttpResponse:
    """Let one choose among the offices that offer the same matter."""
    matter, tree = catalogue.published(code, on=now().date()), agencies.organs()
    if matter is None:
        raise Http404
    codes = {one.organ_id: one.code for one in catalogue.offices(matter, language())}
    groups = _by_level([one for one in tree.values() if one.id in codes])
    context = {"matter": matter, "codes": codes, "groups": groups}
    return render(request, "portal/offices.html", context)


def _by_level(everyone: list[OrganSheet]) -> list[tuple[str, list[OrganSheet]]]:
    """Return organs by where one finds them."""
    return [
        (_("City"), [one for one in everyone if one.kind not in {"town", "village"}]),
        (_("Towns and streets"), [one for one in everyone if one.kind == "town"]),
        (_("Villages and neighbourhoods"), [one for one in everyone if one.kind == "village"]),
    ]


@public
@require_safe
def organs(request: HttpRequest) -> HttpResponse:
    """List the offices of all levels."""
    groups = _by_level(list(agencies.organs().values()))
    return render(request, "portal/organs.html", {"groups": groups})


@public
@require_safe
def organ(request: HttpRequest, organ_id: int) -> HttpResponse:
    """Show an office and its power list."""
    found = agencies.organs().get(organ_id)
    if found is None:
        raise Http404
    context = {
        "organ": found,
        "opening": opening_of(found, now()),
        "lines": catalogue.of_organ(organ_id, language()),
    }
    return render(request, "portal/organ.html", context)
