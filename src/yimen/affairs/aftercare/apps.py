"""Mount aftercare."""

from yimen.ground.modules import ModuleConfig


class AftercareConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.affairs.aftercare"
    label = "aftercare"
