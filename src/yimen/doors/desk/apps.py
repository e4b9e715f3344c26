"""Mount desk."""

from yimen.ground.modules import ModuleConfig


class DeskConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.doors.desk"
    label = "desk"
