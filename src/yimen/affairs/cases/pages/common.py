"""What the pages beside a case share: who acts, which case, which files came with a form."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from yimen.affairs.cases import gates
from yimen.affairs.cases.reads import CaseSheet
from yimen.ground.clock import now
from yimen.ground.files import acts as files
from yimen.ground.life import Refused
from yimen.ground.look.forms import PlainForm
from yimen.registers.agencies.gates import officer_of

LARGEST: Final = 20 * 1024 * 1024
MOST: Final = 12


def actor(request: HttpRequest) -> str:
    """Return who acts."""
    return f"account:{request.user.pk}"


def case_of(request: HttpRequest, case_id: int, act: str = "") -> CaseSheet:
    """Return the case if the officer may see it, and do the act if one is named."""
    return gates.case_for_officer(officer_of(request), case_id, act)


def keep_files(request: HttpRequest, name: str) -> tuple[int, ...]:
    """Keep the files of a form and return their numbers. Raises Refused."""
    given = request.FILES.getlist(name)
    if len(given) > MOST:
        raise Refused(_("Not more than twelve files at once."), field="pictures", code="too_many")
    ids = []
    for one in given:
        if one.size and one.size > LARGEST:
            raise Refused(_("A file may have 20 MB if it is sent whole."), field="pictures", code="too_large")
        try:
            ids.append(files.keep(one.read(), one.name or "", by=actor(request), at=now()))
        except Refused as refused:
            raise Refused(refused.reason, field="pictures", code=refused.code) from refused
    return tuple(ids)


def done(request: HttpRequest, form: PlainForm, act: Callable[[dict[str, Any]], object]) -> bool:
    """Do the act with what a valid form says; show a refusal at its field. Say whether it was done."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Refused as refused:
        form.refuse(refused)
        return False
    messages.success(request, _("Saved."))
    return True


def tried(request: HttpRequest, act: Callable[[], object]) -> None:
    """Do an act that has no form; a refusal is shown above the page."""
    try:
        act()
    except Refused as refused:
        messages.error(request, str(refused.reason))
    else:
        messages.success(request, _("Saved."))
