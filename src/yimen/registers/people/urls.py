"""Addresses of a person's own pages and of signing in."""

from django.urls import include, path

from yimen.registers.people import pages

app_name = "people"
_own = [
    path("details/", pages.details, name="details"),
    path("verify/", pages.verify, name="verify"),
    path("mandates/", pages.mandates, name="mandates"),
    path("mandates/<int:mandate_id>/revoke/", pages.revoke, name="revoke"),
    path("consent/", pages.consent, name="consent"),
    path("acting/", pages.act_for, name="act_for"),
    path("access/", pages.access, name="access"),
]
urlpatterns = [path("my/", include(_own))]
