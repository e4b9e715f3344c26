"""Mount desk."""

from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases.apps import READERS
from yimen.ground.modules import MenuItem, ModuleConfig


class DeskConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.doors.desk"
    label = "desk"
    menu = (
        MenuItem(_("Inbox"), "desk:inbox", "desk", READERS, order=10),
        MenuItem(_("Window"), "desk:window", "desk", frozenset({"window", "chief_representative"}), order=20),
        MenuItem(_("Ended"), "desk:ended", "desk", READERS, order=30),
        MenuItem(_("Commitments"), "desk:checks", "desk", frozenset({"inspector"}), 51, "permits"),
        MenuItem(
            _("Limited matters"),
            "desk:orders",
            "desk",
            frozenset({"approver", "organ_head", "chief_representative", "supervisor"}),
            order=40,
        ),
        MenuItem(_("Absence"), "desk:absence", "desk", order=45),
        MenuItem(_("Operation"), "desk:operation", "desk", frozenset({"operator"}), 90, "operation"),
    )
