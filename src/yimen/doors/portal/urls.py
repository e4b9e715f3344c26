"""Addresses of the online hall."""

from django.urls import path

from yimen.doors.portal.pages import (
    answering,
    applying,
    finding,
    mine,
    papers,
    promises,
    reports,
    site,
    situation,
    supplement,
)

app_name = "portal"
urlpatterns = [
    path("", finding.home, name="home"),
    path("matters/", finding.matters, name="matters"),
    path("matters/<str:code>/", finding.guide, name="guide"),
    path("matters/<str:code>/offices/", finding.offices, name="offices"),
    path("matters/<str:code>/situation/", situation.situation, name="situation"),
    path("organs/", finding.organs, name="organs"),
    path("organs/<int:organ_id>/", finding.organ, name="organ"),
    path("apply/<int:case_id>/form/", answering.form, name="form"),
    path("apply/<int:case_id>/papers/", papers.papers, name="papers"),
    path("apply/<int:case_id>/check/", applying.check, name="check"),
    path("apply/<int:case_id>/done/", applying.done, name="done"),
    path("apply/<int:case_id>/discard/", applying.discard, name="discard"),
    path("apply/<str:code>/", applying.start, name="start"),
    path("my/", mine.my, name="my"),
    path("my/cases/<int:case_id>/", mine.case, name="case"),
    path("my/cases/<int:case_id>/supplement/", supplement.supplement, name="supplement"),
    path("my/cases/<int:case_id>/gaps/", promises.gaps, name="gaps"),
    path("my/cases/<int:case_id>/commitment/", promises.take_back, name="take_back"),
    path("my/cases/<int:case_id>/withdraw/", mine.withdraw, name="withdraw"),
    path("my/messages/", mine.inbox, name="messages"),
    path("track/", mine.track, name="track"),
    path("help/", site.help_page, name="help"),
    path("accessibility/", site.plain, {"name": "accessibility"}, name="accessibility"),
    path("privacy/", site.plain, {"name": "privacy"}, name="privacy"),
    path("sitemap/", site.plain, {"name": "sitemap"}, name="sitemap"),
    path("feedback/", site.feedback, name="feedback"),
    path("desk/operation/reports/", reports.reports, name="reports"),
    path("desk/operation/reports/<int:report_id>/", reports.report, name="report"),
    path("desk/operation/reports/<int:report_id>/contact/", reports.contact, name="report_contact"),
    path("desk/operation/reports/<int:report_id>/answer/", reports.answer, name="report_answer"),
    path("robots.txt", site.robots, name="robots"),
    path(".well-known/security.txt", site.security, name="security"),
]
