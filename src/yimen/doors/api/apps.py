"""Mount api."""

from yimen.ground.modules import ModuleConfig


class ApiConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.doors.api"
    label = "api"

    def ready(self) -> None:
        """Tell the operator of webhooks that fail."""
        super().ready()
        from yimen.doors.api import panels
        from yimen.ground.panels import register_panel

        register_panel("operation", "webhooks", panels.PANEL)
