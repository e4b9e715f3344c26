"""Mount permits."""

from yimen.ground.modules import ModuleConfig


class PermitsConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.registers.permits"
    label = "permits"
