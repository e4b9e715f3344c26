"""Addresses of the designer."""

from django.urls import path

from yimen.registers.designer.pages import form, preview, situations

app_name = "designer"
urlpatterns = [
    path("desk/designer/", form.home, name="home"),
    path("desk/designer/<int:version_id>/form/", form.overview, name="form"),
    path("desk/designer/<int:version_id>/form/change/", form.change, name="change"),
    path("desk/designer/<int:version_id>/form/take-over/", form.take_over, name="take_over"),
    path("desk/designer/<int:version_id>/form/<str:place>/", form.question, name="question"),
    path("desk/designer/<int:version_id>/undo/", form.undo, name="undo"),
    path("desk/designer/<int:version_id>/preview/", preview.preview, name="preview"),
    path("desk/designer/<int:version_id>/schema.json", preview.schema, name="schema"),
    path("desk/designer/<int:version_id>/situations/", situations.overview, name="situations"),
    path("desk/designer/<int:version_id>/situations/begin/", situations.begin, name="begin"),
    path("desk/designer/<int:version_id>/situations/change/", situations.change, name="change_situations"),
    path("desk/designer/<int:version_id>/situations/questions/<int:n>/", situations.ask, name="ask"),
    path("desk/designer/<int:version_id>/situations/rows/<int:n>/", situations.row, name="row"),
]
