"""Mount portal."""

from django.utils.translation import gettext_lazy as _

from yimen.ground.modules import MenuItem, ModuleConfig


class PortalConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.doors.portal"
    label = "portal"
    menu = (
        MenuItem(_("Matters"), "portal:matters", "portal", order=10),
        MenuItem(_("Offices"), "portal:organs", "portal", order=20),
        MenuItem(_("Follow a case"), "portal:track", "portal", order=30),
        MenuItem(_("My space"), "portal:my", "portal", order=40),
        MenuItem(_("Reports of errors"), "portal:reports", "desk", frozenset({"operator"}), 95, "operation"),
    )

    def ready(self) -> None:
        """Tell the operator of errors that were reported and wait for an answer."""
        super().ready()
        from yimen.doors.portal import panels
        from yimen.ground.panels import register_panel

        register_panel("operation", "reports", panels.PANEL)
