"""Addresses of hearings."""

from django.urls import path

from yimen.affairs.hearings.pages import desk, public

app_name = "hearings"
urlpatterns = [
    path("desk/hearings/", desk.desk, name="desk"),
    path("desk/hearings/<int:case_id>/", desk.hearing, name="hearing"),
    path("desk/hearings/<int:case_id>/<str:name>/", desk.act, name="act"),
    path("hearings/", public.announced, name="announced"),
    path("hearings/<int:case_id>/", public.announcement, name="announcement"),
    path("hearings/say/", public.letter, name="letter"),
    path("hearings/say/<int:number>/", public.say, name="say"),
    path("hearings/say/<int:number>/<str:name>/", public.say, name="do"),
    path("my/cases/<int:case_id>/hearing/", public.mine, name="mine"),
]
