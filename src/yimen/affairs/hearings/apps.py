"""Mount hearings."""

from yimen.ground.modules import ModuleConfig


class HearingsConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.affairs.hearings"
    label = "hearings"
