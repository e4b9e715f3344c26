"""For those who keep the platform: the bus, the journal, organs and posts."""

from functools import cache
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from yimen.affairs.cases import reads
from yimen.ground.bus import hearing, journal
from yimen.ground.bus import reads as bus
from yimen.ground.bus.models import Parked
from yimen.ground.clock import now
from yimen.ground.panels import Page, panels_beside_all
from yimen.ground.together import Reading
from yimen.means.documents import reads as documents
from yimen.means.notices import acts as notice_acts
from yimen.means.notices import reads as notices
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.gates import staff

PARTS: Final = {
    "minding": gettext_lazy("Listeners, clocks and messages"),
    "making": gettext_lazy("Documents, packages and booklets"),
}

SWEEPS: Final = {
    "cases.recompute": gettext_lazy("Reckon the days of a case anew"),
    "cases.deem_accepted": gettext_lazy("Count an application as accepted by silence"),
    "cases.lapse": gettext_lazy("Return an application whose missing papers never came"),
    "cases.void_extension": gettext_lazy("Let an extension fall that nobody was told of"),
    "cases.deem_served": gettext_lazy("Count a published document as served"),
    "cases.close_unfilled": gettext_lazy("End a case whose promised papers did not come"),
    "hearings.deem_told": gettext_lazy("Count a published letter of a hearing as served"),
    "hearings.lapse": gettext_lazy("End the time to speak and to ask for a hearing"),
    "publication.publish": gettext_lazy("Publish a decision"),
    "aftercare.deem_renewed": gettext_lazy("Count a permit as renewed by silence"),
    "permits.resume": gettext_lazy("Let a suspended permit hold again"),
    "aftercare.deem_served": gettext_lazy("Count a published decision on a permit as served"),
    "aftercare.strike_off_expired": gettext_lazy("Strike off a permit that ran out"),
    "aftercare.strike_off_ended": gettext_lazy("Strike off a permit that ended"),
    "aftercare.remind": gettext_lazy("Remind the holder of a permit that ends soon"),
}
IN_WORDS: Final = ("cases.", "documents.DocumentIssued")  # events that have a sentence and name nobody


@staff("operator")
@require_safe
def operation(request: HttpRequest) -> HttpResponse:
    """Show how the platform is doing: the worker, listeners, what is parked, documents, mails and webhooks that wait."""
    at, waits = now(), {one.listener: one for one in bus.queues()}
    page = Page("operation", 0, ("webhooks", "reports"), "desk", request)
    read, panels = panels_beside_all(_standing(), page)
    unsent, cursors, parked, by_listener, head, beats, put_back, waiting, troubled = read
    context = {
        "listeners": [(_short(name), cursors.get(name), waits.get(name)) for name in hearing.listeners()],
        "parked": parked,
        "stuck": hearing.STUCK,
        "by_listener": by_listener,
        "put_back": [(SWEEPS.get(one.name, one.name), one) for one in put_back],
        "head": head,
        "beats": [(PARTS[part], beats.get(part)) for part in bus.PARTS],
        "silent": bus.silent(beats, at=at),
        "documents": waiting,
        "troubled": troubled,
        "unsent": unsent,
        "panels": panels,
        "newest": [
            (told, reads.sentence(told.type, told.data) if told.type.startswith(IN_WORDS) else "")
            for told in reversed(journal.select("true ORDER BY xid DESC, position DESC LIMIT %s", [15]))
        ],
    }
    return render(request, "desk/operation.html", context)


@cache
def _standing() -> tuple[Reading[Any], ...]:
    """Return what is read for the page; only the statements are kept, each page asks them anew."""
    return notices.asked_given_up(), *bus.standing(), *documents.asked_waiting()


def _short(listener: str) -> str:
    """Return the module and the name of a listener without the folders it lies in."""
    parts = listener.split(".")
    return f"{parts[2]}.{parts[-1]}" if len(parts) > 3 else listener


@staff("operator")
@require_POST
def retry(request: HttpRequest, parked_id: int) -> HttpResponse:
    """Let a stuck event be tried again."""
    if Parked.objects.filter(pk=parked_id).update(tries=0, not_before=now()):
        messages.success(request, _("It will be tried again."))
    return redirect("desk:operation")


@staff("operator")
@require_POST
def send_again(request: HttpRequest) -> HttpResponse:
    """Let the messages that were given up be tried anew."""
    if notice_acts.send_failed_again(at=now()):
        messages.success(request, _("It will be tried again."))
    return redirect("desk:operation")


@staff("operator")
@require_safe
def organ(request: HttpRequest, organ_id: int) -> HttpResponse:
    """Show an organ with its posts and who holds them."""
    found = agencies.organs().get(organ_id)
    if found is None:
        raise Http404
    return render(request, "desk/organ.html", {"organ": found, "posts": agencies.posts(organ_id, at=now())})


@staff("operator")
@require_safe
def organs(request: HttpRequest) -> HttpResponse:
    """List the organs."""
    return render(request, "desk/organs.html", {"organs": agencies.organs().values()})
