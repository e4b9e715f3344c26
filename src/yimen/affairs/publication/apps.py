"""Mount publication."""

from django.utils.translation import gettext_lazy as _

from yimen.ground.modules import MenuItem, ModuleConfig


class PublicationConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.affairs.publication"
    label = "publication"
    menu = (
        MenuItem(_("Publication"), "publication:waiting", "desk", order=71, group="records"),
        MenuItem(_("Decisions"), "publication:decisions", "portal", order=35),
    )

    def ready(self) -> None:
        """Listen; speak on the page of a case and in its history."""
        super().ready()
        from yimen.affairs.cases.reads import register_sentences
        from yimen.affairs.publication import panels, words
        from yimen.affairs.publication.models import Entry
        from yimen.ground.panels import register_panel
        from yimen.registers.people.reads import register_column

        register_sentences(words.SENTENCES)
        register_panel("case", "publication", panels.PANEL)
        register_column(Entry, "person_id")
