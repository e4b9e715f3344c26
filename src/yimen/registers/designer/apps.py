"""Mount designer."""

from yimen.ground.modules import ModuleConfig


class DesignerConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.registers.designer"
    label = "designer"
