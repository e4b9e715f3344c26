"""Mount people."""

from yimen.ground.modules import ModuleConfig


class PeopleConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.registers.people"
    label = "people"
