"""The reading room: the files of a record that was opened for a purpose; and one's own record, which needs none."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from yimen.affairs.archives import bag, building, gates, reads, rules
from yimen.affairs.archives.reads import PackageLine
from yimen.affairs.cases import gates as case_gates
from yimen.ground.clock import now
from yimen.ground.gates import account_of, signed_in
from yimen.registers.agencies.gates import officer_of, staff


@staff(*gates.READERS)
@require_safe
def viewing(request: HttpRequest, viewing_id: int) -> HttpResponse:
    """Show the files of a record that was opened for a purpose."""
    found, line = gates.viewing_for(officer_of(request), viewing_id)
    try:
        entries = reads.contents(line)
    except FileNotFoundError:
        entries = []
    context = {"viewing": found, "line": line, "entries": entries, "sheet": bag.SHEET}
    return render(request, "archives/viewing.html", context)


@staff(*gates.READERS)
@require_safe
def viewed_file(request: HttpRequest, viewing_id: int, n: int) -> HttpResponse:
    """Send one file of a record that was opened for a purpose."""
    _found, line = gates.viewing_for(officer_of(request), viewing_id)
    try:
        entries = reads.contents(line)
        path = entries[n - 1].path if 1 <= n <= len(entries) else ""
        data = reads.file(line, path)
    except FileNotFoundError:
        data = None
    if data is None:
        raise Http404
    return _sent(data, path.rpartition("/")[2], building.format_of(path))


@signed_in
@require_safe
def own(request: HttpRequest, case_id: int, n: int) -> HttpResponse:
    """Send a person the archived record of their own case, as it lies in the archive (PIPL Art. 45)."""
    case_gates.case_for_person(account_of(request), case_id, at=now())
    line = _nth(case_id, n)
    try:
        return _sent(reads.whole(line), f"{rules.folder(line.number)}.tar", "application/x-tar")
    except FileNotFoundError:
        raise Http404 from None


@signed_in
@require_safe
def own_sheet(request: HttpRequest, case_id: int, n: int) -> HttpResponse:
    """Send a person the readable sheet of the archived record of their own case."""
    case_gates.case_for_person(account_of(request), case_id, at=now())
    line = _nth(case_id, n)
    try:
        data = reads.file(line, bag.SHEET)
    except FileNotFoundError:
        data = None
    if data is None:
        raise Http404
    return _sent(data, f"{rules.folder(line.number)}.pdf", "application/pdf")


def _nth(case_id: int, n: int) -> PackageLine:
    line = next((one for one in reads.packages_of(case_id) if one.n == n and one.kept), None)
    if line is None:
        raise Http404
    return line


def _sent(data: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
