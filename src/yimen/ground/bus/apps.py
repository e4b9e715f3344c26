"""Mount bus."""

from yimen.ground.modules import ModuleConfig


class BusConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.ground.bus"
    label = "bus"
