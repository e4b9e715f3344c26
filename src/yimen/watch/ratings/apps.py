"""Mount ratings."""

from importlib import import_module

from yimen.ground.modules import ModuleConfig


class RatingsConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.watch.ratings"
    label = "ratings"

    def ready(self) -> None:
        """Listen, and add ratings to the programming interface."""
        super().ready()
        import_module("yimen.watch.ratings.api")
