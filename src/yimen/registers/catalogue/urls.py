"""Addresses of the catalogue's desk and of the power lists."""

from django.urls import path

from yimen.registers.catalogue import pages
from yimen.registers.catalogue.standard_urls import patterns

app_name = "catalogue"
urlpatterns = [
    *patterns,
    path("desk/catalogue/", pages.home, name="home"),
    path("desk/catalogue/versions/", pages.matters, name="matters"),
    path("desk/catalogue/import/", pages.upload, name="upload"),
    path("desk/catalogue/import/<int:list_id>/", pages.list_report, name="list_report"),
    path("desk/catalogue/versions/<int:version_id>/", pages.version, name="version"),
    path("desk/catalogue/versions/<int:version_id>/edit/", pages.edit, name="edit"),
    path("desk/catalogue/versions/<int:version_id>/renew/", pages.renew, name="renew"),
    path("desk/catalogue/versions/<int:version_id>/approve/", pages.approve, name="approve"),
    path("desk/catalogue/versions/<int:version_id>/publish/", pages.publish, name="publish"),
    path("desk/catalogue/versions/<int:version_id>/suspend/", pages.stop, {"act": "suspend"}, name="suspend"),
    path(
        "desk/catalogue/versions/<int:version_id>/withdraw/", pages.stop, {"act": "withdraw"}, name="withdraw"
    ),
    path("desk/catalogue/versions/<int:version_id>/resume/", pages.resume, name="resume"),
    path("catalogue/power-list.json", pages.power_list_json, name="power_list_json"),
    path("catalogue/power-list.csv", pages.power_list_csv, name="power_list_csv"),
]
