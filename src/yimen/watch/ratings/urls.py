"""Addresses of ratings."""

from django.urls import path

from yimen.watch.ratings import pages

app_name = "ratings"
urlpatterns = [
    path("my/cases/<int:case_id>/rate/", pages.rate, name="rate"),
    path("my/cases/<int:case_id>/rate/words/", pages.add_words, name="words"),
]
