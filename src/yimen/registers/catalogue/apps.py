"""Mount catalogue."""

from django.utils.translation import gettext_lazy as _

from yimen.ground.modules import MenuItem, ModuleConfig

EDITORS = frozenset({"catalogue_editor", "establishment", "legal", "operator", "organ_head"})
OFFICES = frozenset({"establishment", "legal"})


class CatalogueConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.registers.catalogue"
    label = "catalogue"
    menu = (
        MenuItem(_("Drafts and approvals"), "catalogue:waiting", "desk", EDITORS, 60, "catalogue"),
        MenuItem(_("Matters"), "catalogue:matters", "desk", EDITORS, 61, "catalogue"),
        MenuItem(_("Revisions"), "catalogue:revisions", "desk", EDITORS, 63, "catalogue"),
        MenuItem(_("Powers handed down"), "catalogue:delegations", "desk", EDITORS, 65, "catalogue"),
        MenuItem(_("Base directory"), "catalogue:base_items", "desk", EDITORS, 66, "catalogue"),
        MenuItem(_("Quality of the catalogue"), "catalogue:quality", "desk", EDITORS, 67, "catalogue"),
        MenuItem(_("When a law changes"), "catalogue:laws", "desk", OFFICES | {"operator"}, 64, "catalogue"),
    )

    def ready(self) -> None:
        """Listen; say which matters there are."""
        super().ready()
        from yimen.registers.catalogue import named
        from yimen.registers.people.reads import Matters, register_matters

        register_matters(Matters(named.meant, named.titles))
