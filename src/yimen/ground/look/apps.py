"""Mount look."""

from yimen.ground.modules import ModuleConfig


class LookConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.ground.look"
    label = "look"
