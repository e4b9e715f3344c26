"""Mount calendar."""

from yimen.ground.modules import ModuleConfig


class CalendarConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.ground.calendar"
    label = "calendar"
