"""Mount portal."""

from yimen.ground.modules import ModuleConfig


class PortalConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.doors.portal"
    label = "portal"
