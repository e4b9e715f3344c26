"""Mount files."""

from yimen.ground.modules import ModuleConfig


class FilesConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.ground.files"
    label = "files"
