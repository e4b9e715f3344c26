"""Mount ratings."""

from yimen.ground.modules import ModuleConfig


class RatingsConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.watch.ratings"
    label = "ratings"
