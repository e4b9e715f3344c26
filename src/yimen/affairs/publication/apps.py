"""Mount publication."""

from yimen.ground.modules import ModuleConfig


class PublicationConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.affairs.publication"
    label = "publication"
