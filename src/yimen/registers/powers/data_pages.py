"""The register for machines: JSON, CSV, feeds and the site map, each with a mark by which a reader sees that nothing changed."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yimen.ground import spreadsheets
from yimen.ground.clock import now
from yimen.ground.gates import public
from yimen.registers.catalogue.reads import presenting, register
from yimen.registers.powers import machines, reads
from yimen.registers.powers.pages import entry_of, language, organ_of

MOST = 5_000
PAGE = 50


def marked(request: HttpRequest, answer: HttpResponse, said: Any, changed: datetime | None) -> HttpResponse:  # noqa: ANN401 JSON values
    """Return the answer with its ETag and its day, or 304 if the reader has it already."""
    digest = hashlib.sha256(json.dumps(said, ensure_ascii=False, default=str).encode()).hexdigest()[:32]
    etag = f'"{digest}"'
    moment = int(changed.timestamp()) if changed else None
    answer["ETag"] = etag
    if moment is not None:
        answer["Last-Modified"] = http_date(moment)
    answer["Access-Control-Allow-Origin"] = "*"
    kept = get_conditional_response(request, etag=etag, last_modified=moment, response=answer)
    return kept if isinstance(kept, HttpResponse) else answer


def _json(request: HttpRequest, said: dict[str, Any], changed: datetime | None) -> HttpResponse:
    return marked(request, JsonResponse(said, json_dumps_params={"ensure_ascii": False}), said, changed)


def _changed(entries: Sequence[register.RegisterEntry]) -> datetime | None:
    return max((one.made_at for one in entries), default=None)


@public
@require_safe
def whole(request: HttpRequest) -> HttpResponse:
    """Give the whole register page by page: `next` is the cursor of the following page, "" at the end."""
    cursor = request.GET.get("cursor", "0") or "0"
    if not (cursor.isdecimal() and int(cursor) < 2**63):
        problem = {"type": "about:blank", "title": _("This is not a cursor of ours."), "status": 422}
        return JsonResponse(problem, status=422, content_type="application/problem+json")
    found = register.entries(on=now().date(), after=int(cursor), limit=PAGE + 1)
    shown = found[:PAGE]
    said = {
        "items": [machines.matter(one) for one in shown],
        "next": str(shown[-1].matter_id) if len(found) > PAGE else "",
    }
    return _json(request, said, None)


@public
@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Give one matter."""
    found = entry_of(code)
    happened = reads.newest(reads.changes_of(found.matter_id))
    return _json(request, machines.matter(found), max(filter(None, (found.made_at, happened))))


@public
@require_safe
def table(request: HttpRequest, organ_id: int, kind: str) -> HttpResponse:
    """Give the power list of an organ with every simple field under its national heading; it can be imported again."""
    organ_of(organ_id)
    entries = register.entries(on=now().date(), organ_id=organ_id, limit=MOST)
    rows = [presenting.cells(entry) for entry in entries]
    answer = spreadsheets.download(f"powers-{organ_id}", kind, presenting.headings(), rows)
    return marked(request, answer, rows, _changed(entries))


@public
@require_safe
def feed(request: HttpRequest, organ_id: int | None = None) -> HttpResponse:
    """Tell what changed in the register, of the whole city or of one organ, as Atom."""
    here = language()
    found = reads.changes(organ_id=organ_id)
    name = organ_of(organ_id).name(here) if organ_id is not None else _("The whole city")
    title = _("Changes of the power lists: %(name)s") % {"name": name}
    page = reverse("powers:organ", args=[organ_id]) if organ_id is not None else reverse("powers:home")
    data = machines.feed(found, here, title=title, address=request.path, page=page)
    answer = HttpResponse(data, content_type="application/atom+xml; charset=utf-8")
    said = [here, [(change.id, change.reason) for change in found]]
    return marked(request, answer, said, reads.newest(found))


@public
@require_safe
def site_map(_request: HttpRequest) -> HttpResponse:
    """Tell search engines every page of the register."""
    heads = register.heads(on=now().date())
    organs = sorted(register.counts(on=now().date()))
    text = machines.site_map([code for _version, _state, code in heads], organs)
    return HttpResponse(text, content_type="application/xml; charset=utf-8")
