"""Addresses of publication."""

from django.urls import path

from yimen.affairs.publication import pages

app_name = "publication"
urlpatterns = [
    path("decisions/", pages.decisions, name="decisions"),
    path("decisions/<int:case_id>/", pages.decision, name="decision"),
    path("decisions.json", pages.feed_json, name="json"),
    path("decisions.csv", pages.feed_csv, name="csv"),
    path("my/cases/<int:case_id>/publication/", pages.mine, name="mine"),
    path("desk/publication/", pages.waiting, name="waiting"),
    path("desk/publication/<int:case_id>/", pages.entry, name="entry"),
    path("desk/publication/<int:case_id>/<str:name>/", pages.act, name="act"),
]
