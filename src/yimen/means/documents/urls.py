"""Addresses of documents."""

from django.urls import path

from yimen.means.documents import pages

app_name = "documents"
urlpatterns = [
    path("documents/<int:document_id>/", pages.download, name="download"),
    path("verify/", pages.check, name="check"),
    path("verify/issuer.cer", pages.issuer, name="issuer"),
    path("verify/<str:code>/", pages.verify, name="verify"),
]
