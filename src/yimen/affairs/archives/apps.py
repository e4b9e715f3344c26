"""Mount archives."""

from django.utils.translation import gettext_lazy as _

from yimen.ground.modules import MenuItem, ModuleConfig


class ArchivesConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.affairs.archives"
    label = "archives"
    menu = (
        MenuItem(
            _("Archive"), "archives:home", "desk", frozenset({"archivist", "organ_head"}), 70, "records"
        ),
    )

    def ready(self) -> None:
        """Listen; speak on the page of a case; say what stays of a person, and what happened to a record."""
        super().ready()
        from yimen.affairs.archives import records, speaking
        from yimen.affairs.cases.acts import register_belonging
        from yimen.affairs.cases.reads import register_sentences
        from yimen.ground.panels import register_panel
        from yimen.registers.people.reads import register_affairs, register_part
        from yimen.registers.permits import reads as permits

        register_belonging(permits.granted_by, permits.case_of)
        register_panel("case", "archive", speaking.PANEL)
        register_affairs(records.stays)
        register_part("archive", records.part)
        register_sentences(
            {
                "archives.RecordArchived": _("Archived under %(number)s"),
                "archives.RecordReturned": _("The record did not pass a check and is being put right"),
                "archives.RecordSupplemented": _("Added to the archived record: %(note)s"),
                "archives.RecordViewed": _("The archived record was opened: %(purpose)s"),
                "archives.HoldSet": _("The archived record must not be destroyed for the time being"),
                "archives.HoldLifted": _("The archived record is no longer held"),
            }
        )
