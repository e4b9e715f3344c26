"""Pages about the site itself."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yimen.doors.portal import acts
from yimen.doors.portal.forms import FeedbackForm
from yimen.ground.clock import now
from yimen.ground.gates import address_of, public
from yimen.ground.look.forms import bound
from yimen.registers.agencies import reads as agencies
from yimen.registers.people import acts as people


@public
@require_safe
def plain(request: HttpRequest, name: str) -> HttpResponse:
    """Show a page of words: accessibility, privacy, the site map."""
    return render(request, f"portal/{name}.html")


@public
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Answer what people ask, and say how and where to ask for reconsideration (A-508, K-16)."""
    language = get_language() or settings.LANGUAGE_CODE
    where = [(one.name(language), one.address(language)) for one in agencies.reconsidering()]
    return render(request, "portal/help.html", {"where": where, "channel": settings.RECONSIDERATION_URL})


@public
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest) -> HttpResponse:
    """Take a report of an error on the site (J-401); ten an hour from one address."""
    page = bound(FeedbackForm, request)
    if request.method == "POST" and page.is_valid():
        if not people.may_once_more("feedback", address_of(request), at=now()):
            return render(request, "429.html", status=429)
        acts.report_error(**page.cleaned_data, at=now())
        messages.success(
            request, _("Thank you. You will be answered within three working days if you left a contact.")
        )
        return redirect("portal:feedback")
    return render(request, "portal/feedback.html", {"form": page, "keeps_form": True})


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines where not to look."""
    lines = [
        "User-agent: *",
        "Disallow: /my/",
        "Disallow: /desk/",
        "Disallow: /accounts/",
    ]
    return HttpResponse(
        "\n".join([*lines, f"Sitemap: {request.scheme}://{request.get_host()}/powers/sitemap.xml"]),
        content_type="text/plain",
    )


@public
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Tell finders of weaknesses whom to write to."""
    home = f"{request.scheme}://{request.get_host()}"
    year = now().year + 1
    words = f"Contact: {home}/feedback/\nExpires: {year}-01-01T00:00:00Z\nPreferred-Languages: zh, en\n"
    return HttpResponse(words, content_type="text/plain")
