"""Mount cases."""

from yimen.ground.modules import ModuleConfig


class CasesConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.affairs.cases"
    label = "cases"
