"""The register of power in public: lists, the table of each matter, its history, its flow chart, booklets, codes for the wall."""

import json

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yimen.ground import typesetting
from yimen.ground.clock import now
from yimen.ground.gates import public
from yimen.ground.life import Refused
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.reads import OrganKind, OrganSheet
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import Kind, presenting, register
from yimen.registers.powers import acts, machines, reads

MOST = 400
LOCAL = frozenset({OrganKind.TOWN, OrganKind.VILLAGE})


def language() -> str:
    """Return the reader's language."""
    return get_language() or settings.LANGUAGE_CODE


def organ_of(organ_id: int) -> OrganSheet:
    """Return an organ. Raises Http404."""
    found = agencies.organs().get(organ_id)
    if found is None:
        raise Http404
    return found


def entry_of(code: str) -> register.RegisterEntry:
    """Return a matter as it stands today. Raises Http404 if it was never published."""
    found = register.entry(code, on=now().date()) if "\0" not in code else None
    if found is None:
        raise Http404
    return found


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """List every organ with how many powers of each kind it has."""
    here, found = language(), register.counts(on=now().date())
    organs = [
        (one, one.name(here), sum(kinds.values()), [(Kind(k).label, n) for k, n in kinds.items()])
        for one in agencies.organs().values()
        if (kinds := found.get(one.id))
    ]
    changes = reads.changes(limit=8)
    catalogue.names(one.version_id for one in changes)  # one question for the page
    context = {
        "groups": [
            (_("Departments"), [one for one in organs if one[0].kind not in LOCAL]),
            (_("Towns and streets"), [one for one in organs if one[0].kind == OrganKind.TOWN]),
            (_("Villages and neighbourhoods"), [one for one in organs if one[0].kind == OrganKind.VILLAGE]),
        ],
        "total": sum(total for _sheet, _name, total, _kinds in organs),
        "changes": changes,
        "themes": catalogue.themes()[:24],
    }
    return render(request, "powers/home.html", context)


@public
@require_safe
def organ(request: HttpRequest, organ_id: int) -> HttpResponse:
    """Show the power list of an organ, kind by kind."""
    found, kind = organ_of(organ_id), request.GET.get("kind", "")
    entries = register.entries(on=now().date(), organ_id=organ_id, limit=MOST)
    groups: dict[str, list[tuple[str, str, bool]]] = {}
    for one in sorted(entries, key=lambda entry: (entry.kind, entry.code)):
        name = presenting.words_of(one.names, language()) or one.code
        groups.setdefault(one.kind, []).append((one.code, name, one.state == "suspended"))
    context = {
        "organ": found,
        "name": found.name(language()),
        "kinds": [(key, Kind(key).label, len(lines)) for key, lines in groups.items()],
        "groups": [(Kind(key).label, lines) for key, lines in groups.items() if not kind or key == kind],
        "kind": kind,
        "total": len(entries),
    }
    return render(request, "powers/organ.html", context)


def _history(
    found: list[register.RegisterEntry],
) -> list[tuple[register.RegisterEntry, tuple[catalogue.Group, ...], int]]:
    """Return every version with what differs from the one before, part by part, and in how many places (H-412)."""
    older = [*found[1:], None]
    lines = [
        (new, catalogue.compare(old.content, new.content, language()) if old else ())
        for new, old in zip(found, older, strict=True)
    ]
    return [(new, groups, sum(len(one.changes) for one in groups)) for new, groups in lines]


@public
@require_safe
def matter(request: HttpRequest, code: str) -> HttpResponse:
    """Show everything the register says of a matter, its flow chart and its history (A-115, H-301 to H-304)."""
    versions, here = register.versions_of(code) if "\0" not in code else [], language()
    found = register.standing(versions, on=now().date())
    if found is None:
        raise Http404
    sheet = catalogue.version(found.version_id)
    name = presenting.words_of(found.names, here) or found.code
    changes = reads.changes_of(found.matter_id)
    reason = next((one.reason for one in changes if one.what == found.state), "")
    title = _("Flow chart: %(name)s") % {"name": name}
    context = {
        "entry": found,
        "name": name,
        "organ": found.organ,
        "groups": presenting.table(found, here),
        "papers": presenting.papers(found, here),
        "chart": catalogue.flow_chart(sheet, here, title=title, days=catalogue.working_days),
        "reckoned": catalogue.reckoned(sheet),
        "chart_words": catalogue.flow_words(sheet, here, catalogue.working_days),
        "history": _history(versions),
        "changes": changes,
        "reason": reason,
        "open": found.state not in {"suspended", "withdrawn"},
        "service": json.dumps(machines.service(found, here), ensure_ascii=False).replace("<", "\\u003c"),
    }
    return render(request, "powers/matter.html", context)


@public
@require_safe
def qr(_request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Give the code that leads to a matter, as SVG or PNG."""
    address = machines.page_of(entry_of(code).code)
    if kind == "png":
        return HttpResponse(typesetting.qr_picture(address), content_type="image/png")
    answer = HttpResponse(typesetting.qr(address), content_type="image/svg+xml")
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return answer


@public
@require_safe
def wall(request: HttpRequest, organ_id: int) -> HttpResponse:
    """Show the codes of all matters of an organ, to be printed for the wall of the hall."""
    found = organ_of(organ_id)
    entries = register.entries(on=now().date(), organ_id=organ_id, limit=MOST)
    lines = [(one.code, presenting.words_of(one.names, language()) or one.code) for one in entries]
    return render(
        request, "powers/wall.html", {"organ": found, "name": found.name(language()), "lines": lines}
    )


@public
@require_http_methods(["GET", "HEAD", "POST"])
def booklet(request: HttpRequest, scope: str, key: str) -> HttpResponse:
    """Show whether a booklet is there; a POST orders it."""
    here, at, trouble = language(), now(), ""
    found = reads.booklet(scope, key, here, on=at.date()) if "\0" not in key and len(key) <= 60 else None
    if found is None:
        raise Http404
    if request.method == "POST" and not getattr(request, "switching", False):
        try:
            acts.order(scope, key, here, at=at)
            return redirect("powers:booklet", scope, key)
        except Refused as refused:
            trouble = str(refused.reason)
    context = {"booklet": found, "scope": scope, "key": key, "trouble": trouble}
    return render(request, "powers/booklet.html", context, status=422 if trouble else 200)


@public
@require_safe
def booklet_pdf(_request: HttpRequest, scope: str, key: str) -> HttpResponse:
    """Send the booklet as it stands now."""
    found = reads.booklet(scope, key, language(), on=now().date()) if "\0" not in key else None
    if found is None or not found.file:
        raise Http404
    answer = HttpResponse(reads.pdf(found.file), content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(True, f"{found.title}.pdf")
    answer["ETag"] = f'"{found.file}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
