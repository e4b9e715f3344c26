"""Addresses of hearings."""

from django.urls import path

from yimen.affairs.hearings import pages

app_name = "hearings"
urlpatterns = [
    path("desk/hearings/", pages.desk, name="desk"),
    path("desk/hearings/<int:case_id>/", pages.hearing, name="hearing"),
    path("desk/hearings/<int:case_id>/<str:name>/", pages.act, name="act"),
    path("hearings/", pages.announced, name="announced"),
    path("hearings/<int:case_id>/", pages.announcement, name="announcement"),
    path("hearings/say/", pages.letter, name="letter"),
    path("hearings/say/<int:number>/", pages.say, name="say"),
    path("hearings/say/<int:number>/<str:name>/", pages.say, name="do"),
    path("my/cases/<int:case_id>/hearing/", pages.mine, name="mine"),
]
