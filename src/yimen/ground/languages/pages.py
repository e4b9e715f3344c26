"""Choosing a language or a reading mode on a page that has no form of its own."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from yimen.ground.gates import public


@public
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Go back to the page the reader came from; the middleware has set the cookies."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        back = "/"
    return HttpResponseRedirect(back)
