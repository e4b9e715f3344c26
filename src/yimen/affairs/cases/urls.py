"""Addresses of the pages beside a case."""

from django.urls import path

from yimen.affairs.cases.pages import checks, fees, own, public, service

app_name = "cases"
urlpatterns = [
    path("desk/service/<int:case_id>/", service.service, name="service"),
    path("desk/service/<int:case_id>/publish/", service.publish, name="publish"),
    path("desk/service/<int:case_id>/<int:n>/", service.conclude, name="conclude"),
    path("desk/service/<int:case_id>/<int:n>/paper/", service.give_paper, name="give_paper"),
    path("desk/checks/<int:case_id>/", checks.checks, name="checks"),
    path("desk/checks/<int:case_id>/<int:n>/", checks.record, name="record"),
    path("desk/checks/<int:case_id>/<int:n>/sign/", checks.sign, name="sign"),
    path("desk/fees/<int:case_id>/", fees.fees, name="fees"),
    path("desk/fees/<int:case_id>/<int:n>/<str:name>/", fees.act, name="fee"),
    path("my/cases/<int:case_id>/served/", own.served, name="served"),
    path("my/cases/<int:case_id>/consent/", own.consent, name="consent"),
    path("my/cases/<int:case_id>/served/<int:n>/<str:name>/", own.answer, name="answer"),
    path("notices/", public.notices, name="notices"),
    path("overdue/", public.overdue, name="overdue"),
]
