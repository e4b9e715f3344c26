"""Addresses of the desk."""

from django.urls import path

from yimen.doors.desk.pages import (
    absence,
    access,
    asking,
    batch,
    cases,
    correction,
    deadlines,
    operation,
    promises,
    situation,
    supplement,
    window,
)

app_name = "desk"
urlpatterns = [
    path("desk/", cases.inbox, name="inbox"),
    path("desk/ended/", cases.ended, name="ended"),
    path("desk/accept/", batch.accept_many, name="accept_many"),
    path("desk/cases/<int:case_id>/", cases.case, name="case"),
    path("desk/cases/<int:case_id>/ask/", asking.ask, name="ask"),
    path("desk/cases/<int:case_id>/gaps/", promises.gaps, name="gaps"),
    path("desk/commitments/", promises.checks, name="checks"),
    path("desk/commitments/<int:case_id>/", promises.check, name="check"),
    path("desk/commitments/<int:case_id>/repair/", promises.repair, name="repair"),
    path("desk/orders/", promises.orders, name="orders"),
    path("desk/cases/<int:case_id>/reveal/", cases.reveal, name="reveal"),
    path("desk/cases/<int:case_id>/receipt/", window.receipt, name="receipt"),
    path("desk/cases/<int:case_id>/situation/", situation.situation, name="situation"),
    path("desk/cases/<int:case_id>/correct/", correction.correct, name="correct"),
    path("desk/cases/<int:case_id>/supplement/", supplement.supplement, name="supplement"),
    path("desk/cases/<int:case_id>/<str:name>/", cases.act, name="act"),
    path("desk/window/", window.window, name="window"),
    path("desk/absence/", absence.absence, name="absence"),
    path("desk/absence/end/", absence.present, name="present"),
    path("desk/operation/", operation.operation, name="operation"),
    path("desk/operation/access/", access.access, name="access"),
    path("desk/operation/messages/", operation.send_again, name="send_again"),
    path("desk/operation/parked/<int:parked_id>/", operation.retry, name="retry"),
    path("desk/deadlines/", deadlines.deadlines, name="deadlines"),
    path("desk/organs/", operation.organs, name="organs"),
    path("desk/organs/<int:organ_id>/", operation.organ, name="organ"),
]
