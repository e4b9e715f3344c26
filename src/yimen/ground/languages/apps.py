"""Mount languages."""

from yimen.ground.modules import ModuleConfig


class LanguagesConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.ground.languages"
    label = "languages"
