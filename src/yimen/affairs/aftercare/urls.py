"""Addresses of aftercare: holders under /my/, everyone under /permits/, officers under /desk/."""

from django.urls import path

from yimen.affairs.aftercare.pages import checks, desk, holder, proceedings, public

app_name = "aftercare"
urlpatterns = [
    path("my/permits/", holder.mine, name="mine"),
    path("my/permits/<int:permit_id>/", holder.permit, name="permit"),
    path("my/permits/<int:permit_id>/qr.svg", holder.picture, name="picture"),
    path("my/permits/<int:permit_id>/apply/<str:purpose>/", holder.apply, name="apply"),
    path("my/endings/<int:proceeding_id>/", holder.proceeding, name="proceeding"),
    path("permits/", public.check, name="check"),
    path("permits/checks/", public.checks, name="checks"),
    path("permits/<str:code>/", public.genuine, name="genuine"),
    path("desk/permits/", desk.listing, name="desk"),
    path("desk/permits/<int:permit_id>/", desk.permit, name="desk_permit"),
    path("desk/permits/<int:permit_id>/propose/", desk.propose, name="propose"),
    path("desk/permits/<int:permit_id>/visit/", checks.visit, name="visit"),
    path("desk/permits/<int:permit_id>/resume/", desk.resume, name="resume"),
    path("desk/endings/<int:proceeding_id>/", proceedings.proceeding, name="desk_proceeding"),
    path("desk/endings/<int:proceeding_id>/<str:name>/", proceedings.act, name="act"),
    path("desk/checks/<int:check_id>/sign/", checks.sign, name="sign"),
    path("desk/checks/<int:check_id>/mended/", checks.mended, name="mended"),
    path("desk/bars/", checks.bars, name="bars"),
    path("desk/bars/<int:bar_id>/lift/", checks.lift, name="lift"),
]
