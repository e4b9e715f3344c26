"""Mount designer."""

from django.utils.translation import gettext_lazy as _

from yimen.ground.modules import MenuItem, ModuleConfig

EDITORS = frozenset({"catalogue_editor"})


class DesignerConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.registers.designer"
    label = "designer"
    menu = (MenuItem(_("Forms and questions"), "designer:home", "desk", EDITORS, 62, "catalogue"),)
