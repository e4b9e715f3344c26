"""A form is shown again with what was typed, and whatever its page does, nothing comes of it."""

import pytest
from django.contrib import messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.test import RequestFactory

from yimen.ground.clock import now
from yimen.ground.look.again import shown_again
from yimen.ground.rows import first

pytestmark = pytest.mark.django_db
TYPED = QueryDict("reason=as+was+typed")


@pytest.fixture
def request_(rf: RequestFactory):
    request = rf.get("/page/")
    request.session = SessionStore()
    request.switching = False
    request._messages = FallbackStorage(request)
    return request


def said(request) -> list[str]:
    return [str(one) for one in messages.get_messages(request)]


def writes() -> None:
    Session.objects.create(session_key="written", session_data="", expire_date=now())


def test_the_page_sees_a_form_that_only_switches_the_language(request_):
    def page(request):
        return HttpResponse(
            f"{request.method} {request.switching} {request.POST['reason']} {len(request.FILES)}"
        )

    answer = shown_again(page, request_, TYPED, "words")

    assert answer.content == b"POST True as was typed 0"
    assert (request_.method, request_.switching, dict(request_.POST)) == ("GET", False, {})
    assert said(request_) == ["words"]


def test_a_page_that_judges_all_the_same_is_shown_as_a_page(request_):
    assert shown_again(lambda _request: HttpResponse(status=422), request_, TYPED, "").status_code == 200


def test_a_page_that_ignores_switching_cannot_act(request_):
    def page(request):
        if request.method == "GET":
            return HttpResponse(status=405)
        messages.success(request, "done")
        request.session["seen"] = True
        writes()
        return HttpResponseRedirect("/")

    assert shown_again(page, request_, TYPED, "words") is None
    assert not Session.objects.exists()
    assert said(request_) == []
    assert dict(request_.session.items()) == {}


def test_nobody_may_lock_rows_either(request_):
    def page(_request):
        first(Session, "session_key = %s FOR UPDATE", ["x"])
        return HttpResponse()

    assert shown_again(page, request_, TYPED, "words") is None


@pytest.mark.parametrize("error", [Http404, PermissionDenied, ValueError])
def test_a_page_that_breaks_is_not_shown(request_, error):
    def page(_request):
        raise error

    assert shown_again(page, request_, TYPED, "words") is None
    assert said(request_) == []


def test_a_page_that_leads_elsewhere_is_not_shown(request_):
    assert shown_again(lambda _request: HttpResponseRedirect("/"), request_, TYPED, "words") is None


def test_a_page_notes_first_who_looks_and_is_shown_then(request_):
    def page(request):
        if not Session.objects.exists():
            writes()
        return HttpResponse(request.method)

    answer = shown_again(page, request_, TYPED, "words")

    assert answer.content == b"POST"
    assert Session.objects.count() == 1
    assert said(request_) == ["words"]


def test_what_is_written_afterwards_is_written(request_):
    shown_again(lambda _request: HttpResponse(), request_, TYPED, "words")
    writes()

    assert Session.objects.exists()
