"""Addresses of the register of power in public."""

from django.urls import path

from yimen.registers.powers import data_pages, pages

app_name = "powers"
urlpatterns = [
    path("powers/", pages.home, name="home"),
    path("powers/register.json", data_pages.whole, name="register"),
    path("powers/feed.atom", data_pages.feed, name="feed"),
    path("powers/sitemap.xml", data_pages.site_map, name="site_map"),
    path("powers/organs/<int:organ_id>/", pages.organ, name="organ"),
    path("powers/organs/<int:organ_id>/list.csv", data_pages.table, {"kind": "csv"}, name="csv"),
    path("powers/organs/<int:organ_id>/list.xlsx", data_pages.table, {"kind": "xlsx"}, name="xlsx"),
    path("powers/organs/<int:organ_id>/feed.atom", data_pages.feed, name="organ_feed"),
    path("powers/organs/<int:organ_id>/codes/", pages.wall, name="wall"),
    path("powers/booklets/<str:scope>/<str:key>/", pages.booklet, name="booklet"),
    path("powers/booklets/<str:scope>/<str:key>/booklet.pdf", pages.booklet_pdf, name="booklet_pdf"),
    path("powers/matters/<str:code>/", pages.matter, name="matter"),
    path("powers/matters/<str:code>/matter.json", data_pages.one, name="json"),
    path("powers/matters/<str:code>/qr.svg", pages.qr, {"kind": "svg"}, name="qr_svg"),
    path("powers/matters/<str:code>/qr.png", pages.qr, {"kind": "png"}, name="qr_png"),
]
