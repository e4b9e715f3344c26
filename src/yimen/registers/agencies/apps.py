"""Mount agencies."""

from yimen.ground.modules import ModuleConfig


class AgenciesConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.registers.agencies"
    label = "agencies"
