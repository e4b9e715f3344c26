"""Addresses of a person's own pages."""

from django.urls import include, path

from yimen.registers.people.pages import devices, mandates, own, proof

app_name = "people"
_own = [
    path("details/", own.details, name="details"),
    path("details/reveal/", own.reveal, name="reveal"),
    path("details/name/", own.name, name="name"),
    path("details/export/", own.export, name="export"),
    path("consent/", own.consent, name="consent"),
    path("access/", own.access, name="access"),
    path("close/", own.close, name="close"),
    path("verify/", proof.verify, name="verify"),
    path("verify/code/", proof.code, name="code"),
    path("represented/", proof.represented, name="represented"),
    path("mandates/", mandates.mandates, name="mandates"),
    path("mandates/<int:mandate_id>/revoke/", mandates.revoke, name="revoke"),
    path("acting/", mandates.act_for, name="act_for"),
]
urlpatterns = [
    path("my/", include(_own)),
    path("accounts/sessions/", devices.devices, name="devices"),  # in the place of the library's
]
