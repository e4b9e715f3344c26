"""Mount powers."""

from yimen.ground.modules import ModuleConfig


class PowersConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.registers.powers"
    label = "powers"
