"""What is published of cases: documents served by public notice, and why organs were late."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from yimen.affairs.cases.reads import overdue_told, published_notices
from yimen.affairs.cases.showing import PAGE
from yimen.ground.clock import now
from yimen.ground.gates import public


@public
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """List the documents that are served by public notice: recipient, document, organ, the day it counts (A-511)."""
    lines = published_notices(today=now().date())
    return render(request, "cases/notices.html", {"lines": lines})


def _before(text: str) -> datetime | None:
    try:
        found = parse_datetime(text.replace(" ", "+"))
    except ValueError:
        return None
    return found if found and found.tzinfo else None


@public
@require_safe
def overdue(request: HttpRequest) -> HttpResponse:
    """List why organs did not keep a period, without naming a person (A-410)."""
    lines = overdue_told(before=_before(request.GET.get("before", "")))
    more = lines[-1].told_at.isoformat() if len(lines) == PAGE else ""
    return render(request, "cases/overdue.html", {"lines": lines, "more": more})
