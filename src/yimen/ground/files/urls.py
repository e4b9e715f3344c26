"""Addresses of files."""

from django.urls import path

from yimen.ground.files import pages

app_name = "files"
urlpatterns = [
    path("files/", pages.begin, name="begin"),
    path("files/<int:file_id>/part/", pages.part, name="part"),
    path("files/<int:file_id>/", pages.download, name="download"),
    path("files/<int:file_id>/preview/", pages.preview, name="preview"),
]
