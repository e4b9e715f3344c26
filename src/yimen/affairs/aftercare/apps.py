"""Mount aftercare."""

from importlib import import_module

from django.utils.translation import gettext_lazy as _

from yimen.ground.modules import MenuItem, ModuleConfig


class AftercareConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.affairs.aftercare"
    label = "aftercare"
    menu = (
        MenuItem(_("Check a permit"), "aftercare:check", "portal", order=35),
        MenuItem(_("Permits"), "aftercare:desk", "desk", order=50, group="permits"),
    )

    def ready(self) -> None:
        """Listen; say what permits have to say on the page of a case, and who may read their papers."""
        super().ready()
        from yimen.affairs.aftercare import gates, panel, reads, words
        from yimen.affairs.aftercare.models import Proceeding
        from yimen.affairs.cases.reads import register_notices, register_sentences
        from yimen.ground.files.reads import register_keeper
        from yimen.ground.panels import register_panel
        from yimen.means.documents.reads import register_reader
        from yimen.registers.people.reads import register_column
        from yimen.registers.permits import reads as permits

        import_module("yimen.registers.permits.events")
        register_sentences(words.SENTENCES)
        register_notices(reads.notices)
        register_panel("case", "permit", panel.PANEL)
        register_reader(permits.asked_owner, gates.may_read_document)
        register_keeper("permit", gates.may_read_photo)
        register_column(Proceeding, "person_id")
