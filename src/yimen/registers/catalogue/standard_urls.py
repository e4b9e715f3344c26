"""Addresses of the desk of standards and of the quality report."""

from django.urls import path

from yimen.registers.catalogue import field_pages, quality_pages, standard_pages

patterns = [
    path("desk/catalogue/base/", standard_pages.items, name="base_items"),
    path("desk/catalogue/base/<str:code>/", standard_pages.item, name="base_item"),
    path("desk/catalogue/base/<str:code>/standard/", standard_pages.standard, name="standard"),
    path("desk/catalogue/base/<str:code>/implement/", standard_pages.implement, name="implement"),
    path("desk/catalogue/base/<str:code>/follow/", standard_pages.follow, name="follow"),
    path("desk/catalogue/base/<str:code>/compare/", standard_pages.compare_item, name="compare_item"),
    path(
        "desk/catalogue/base/<str:code>/justify/<str:matter>/<str:field>/<str:difference>/",
        standard_pages.justify,
        name="justify",
    ),
    path("desk/catalogue/base/<str:code>/adopt/", standard_pages.adopt, name="adopt"),
    path("desk/catalogue/compare/", standard_pages.compare_name, name="compare_name"),
    path("desk/catalogue/versions/<int:version_id>/fields/", field_pages.fields, name="fields"),
    path("desk/catalogue/quality/", quality_pages.overview, name="quality"),
    path("desk/catalogue/quality/export/", quality_pages.export, name="quality_export"),
    path("desk/catalogue/quality/rules/<str:rule>/", quality_pages.rule, name="quality_rule"),
]
