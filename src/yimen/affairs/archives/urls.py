"""Addresses of the archive."""

from django.urls import path

from yimen.affairs.archives.pages import ending, handing, reading, records

app_name = "archives"
urlpatterns = [
    path("desk/archive/", records.home, name="home"),
    path("desk/archive/packages/", records.packages, name="packages"),
    path("desk/archive/packages/<int:package_id>/", records.package, name="package"),
    path("desk/archive/packages/<int:package_id>/view/", records.view, name="view"),
    path("desk/archive/packages/<int:package_id>/holds/<int:hold_id>/", records.lift, name="lift"),
    path("desk/archive/packages/<int:package_id>/<str:name>/", records.act, name="act"),
    path("desk/archive/reading/<int:viewing_id>/", reading.viewing, name="viewing"),
    path("desk/archive/reading/<int:viewing_id>/<int:n>/", reading.viewed_file, name="viewed_file"),
    path("desk/archive/handovers/", handing.handovers, name="handovers"),
    path("desk/archive/handovers/new/", handing.new, name="handover_new"),
    path("desk/archive/handovers/<int:handover_id>/", handing.handover, name="handover"),
    path("desk/archive/handovers/<int:handover_id>/export/", handing.export, name="export"),
    path("desk/archive/handovers/<int:handover_id>/<str:name>/", handing.step, name="handover_step"),
    path("desk/archive/schedule/", ending.schedule, name="schedule"),
    path("desk/archive/schedule/<int:rule_id>/<str:answer>/", ending.decide, name="decide"),
    path("desk/archive/destruction/", ending.destructions, name="destructions"),
    path("desk/archive/destruction/<int:destruction_id>/", ending.destruction, name="destruction"),
    path("desk/archive/destruction/<int:destruction_id>/<str:name>/", ending.step, name="destruction_step"),
    path("my/cases/<int:case_id>/archive/<int:n>/", reading.own, name="own"),
    path("my/cases/<int:case_id>/archive/<int:n>/sheet/", reading.own_sheet, name="own_sheet"),
]
