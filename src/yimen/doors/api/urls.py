"""Addresses of the programming interface."""

from django.urls import path

from yimen.doors.api import pages
from yimen.doors.api.parts import (
    exchange,
    files,
    matters,
    others,
    reading,
    reveal,
)
from yimen.doors.api.shell import api

for prefix, router in (
    ("/cases", reading.router),
    ("/cases", reveal.router),
    ("/cases", files.of_cases),
    ("/files", files.router),
    ("/matters", matters.router),
    ("/organs", matters.organs),
    ("/documents", others.papers),
    ("/events", others.events),
    ("/webhooks", others.hooks),
    ("/exchange", exchange.router),
):
    api.add_router(prefix, router)

urlpatterns = [
    path("api/v1/docs", pages.docs, name="api-docs"),
    path("api/v1/problems", pages.problems, name="api-problems"),
    path("api/v1/", api.urls),
]
