"""Mount powers."""

from django.utils.translation import gettext_lazy as _

from yimen.ground.modules import MenuItem, ModuleConfig


class PowersConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.registers.powers"
    label = "powers"
    menu = (MenuItem(_("Power lists"), "powers:home", "portal", order=25),)
