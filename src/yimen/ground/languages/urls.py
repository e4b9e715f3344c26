"""Addresses of the language switch."""

from django.urls import path

from yimen.ground.languages import pages

app_name = "languages"
urlpatterns = [path("language/", pages.switch, name="switch")]
