"""Addresses of the catalogue's desk and of the power lists."""

from django.urls import path

from yimen.registers.catalogue.pages import (
    acting,
    beginning,
    commenting,
    diagram,
    editing,
    handing,
    listing,
    revising,
    version,
)
from yimen.registers.catalogue.standard_urls import patterns

app_name = "catalogue"
VERSION = "desk/catalogue/versions/<int:version_id>/"
REVISION = "desk/catalogue/revisions/<int:revision_id>/"
urlpatterns = [
    *patterns,
    path("desk/catalogue/", listing.home, name="home"),
    path("desk/catalogue/new/", beginning.begin, name="new"),
    path("desk/catalogue/waiting/", listing.waiting_list, name="waiting"),
    path("desk/catalogue/versions/", listing.matters, name="matters"),
    path("desk/catalogue/import/", listing.upload, name="upload"),
    path("desk/catalogue/import/<int:list_id>/", listing.list_report, name="list_report"),
    path(VERSION, version.version, name="version"),
    path(f"{VERSION}differences/<int:earlier_id>/", version.differences, name="differences"),
    path(f"{VERSION}edit/", editing.overview, name="edit"),
    path(f"{VERSION}edit/<slug:part>/", editing.part, name="edit_part"),
    path(f"{VERSION}steps.bpmn", diagram.version_steps, name="version_steps"),
    path(f"{VERSION}take-steps/", diagram.take_steps, name="take_steps"),
    path(f"{VERSION}renew/", acting.renew, name="renew"),
    path(f"{VERSION}submit/", acting.submit, name="submit"),
    path(f"{VERSION}pass/", acting.pass_on, name="pass_on"),
    path(f"{VERSION}send-back/", acting.send_back, name="send_back"),
    path(f"{VERSION}take-back/", acting.take_back, name="take_back"),
    path(f"{VERSION}discard/", acting.discard, name="discard"),
    path(f"{VERSION}confirm/", acting.confirm, name="confirm"),
    path(f"{VERSION}publish/", acting.publish, name="publish"),
    path(f"{VERSION}comment/", commenting.comment, name="comment"),
    path(f"{VERSION}comments/<int:comment_id>/answer/", commenting.answer, name="answer"),
    path(f"{VERSION}comments/<int:comment_id>/settle/", commenting.settle, name="settle"),
    path(f"{VERSION}suspend/", acting.stop, {"act": "suspend"}, name="suspend"),
    path(f"{VERSION}withdraw/", acting.stop, {"act": "withdraw"}, name="withdraw"),
    path(f"{VERSION}resume/", acting.resume, name="resume"),
    path("desk/catalogue/confirmations/<int:confirmation_id>/", acting.confirmation, name="confirmation"),
    path("desk/catalogue/delegations/", handing.delegations, name="delegations"),
    path(f"{VERSION}delegate/", handing.delegate, name="delegate"),
    path("desk/catalogue/delegations/<int:delegation_id>/revoke/", handing.revoke, name="revoke"),
    path("desk/catalogue/laws/", revising.laws, name="laws"),
    path("desk/catalogue/revisions/", revising.revisions, name="revisions"),
    path(REVISION, revising.revision, name="revision"),
    path(f"{REVISION}submit/", revising.submit, name="revision_submit"),
    path(f"{REVISION}pass/", revising.pass_on, name="revision_pass"),
    path(f"{REVISION}send-back/", revising.send_back, name="revision_send_back"),
    path(f"{REVISION}confirm/<int:organ_id>/", revising.confirm, name="revision_confirm"),
    path(f"{REVISION}publish/", revising.publish, name="revision_publish"),
    path(f"{REVISION}undo/", revising.undo, name="revision_undo"),
    path(f"{REVISION}leave-out/<int:row_id>/", revising.leave_out, name="revision_leave_out"),
    path("matters/<str:code>/steps.bpmn", diagram.steps, name="steps"),
    path("catalogue/power-list.json", listing.power_list_json, name="power_list_json"),
    path("catalogue/power-list.csv", listing.power_list_csv, name="power_list_csv"),
]
