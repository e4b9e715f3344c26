"""Mount catalogue."""

from yimen.ground.modules import ModuleConfig


class CatalogueConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.registers.catalogue"
    label = "catalogue"
