"""Mount desk."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from yimen.ground.modules import MenuItem, ModuleConfig

# The roles of cases' `gates.READERS`: the inbox lets everyone in, and leads others on.
FRONT: Final = frozenset({"window", "chief_representative", "village_agent"})
READERS: Final = FRONT | {"reviewer", "approver", "organ_head", "legal", "supervisor"}


class DeskConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.doors.desk"
    label = "desk"
    menu = (
        MenuItem(_("Inbox"), "desk:inbox", "desk", READERS, order=10),
        MenuItem(_("Operation"), "desk:operation", "desk", frozenset({"operator"}), 15, "operation"),
        MenuItem(_("Window"), "desk:window", "desk", frozenset({"window", "chief_representative"}), order=20),
        MenuItem(_("Ended"), "desk:ended", "desk", order=30),
        MenuItem(_("Commitments"), "desk:checks", "desk", frozenset({"inspector"}), 51, "permits"),
        MenuItem(
            _("Limited matters"),
            "desk:orders",
            "desk",
            frozenset({"approver", "organ_head", "chief_representative", "supervisor"}),
            order=40,
        ),
        MenuItem(_("Absence"), "desk:absence", "desk", order=45),
    )
