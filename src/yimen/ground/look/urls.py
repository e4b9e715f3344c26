"""Addresses of the design system."""

from django.urls import path

from yimen.ground.look import pages

app_name = "look"
urlpatterns = [path("look/", pages.look, name="look")]
