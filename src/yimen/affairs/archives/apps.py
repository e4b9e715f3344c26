"""Mount archives."""

from yimen.ground.modules import ModuleConfig


class ArchivesConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.affairs.archives"
    label = "archives"
