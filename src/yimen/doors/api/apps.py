"""Mount api."""

from yimen.ground.modules import ModuleConfig


class ApiConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.doors.api"
    label = "api"
