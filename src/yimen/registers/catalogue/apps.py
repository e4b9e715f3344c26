"""Mount catalogue."""

from django.utils.translation import gettext_lazy as _

from yimen.ground.modules import MenuItem, ModuleConfig

EDITORS = frozenset({"catalogue_editor", "establishment", "legal", "operator"})


class CatalogueConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.registers.catalogue"
    label = "catalogue"
    menu = (
        MenuItem(_("Drafts and approvals"), "catalogue:matters", "operator", EDITORS, order=50),
        MenuItem(_("Base directory"), "catalogue:base_items", "operator", EDITORS, order=49),
        MenuItem(_("Quality of the catalogue"), "catalogue:quality", "operator", EDITORS, order=51),
    )
