"""Mount notices."""

from yimen.ground.modules import ModuleConfig


class NoticesConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.means.notices"
    label = "notices"
