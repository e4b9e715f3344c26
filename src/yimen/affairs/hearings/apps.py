"""Mount hearings."""

from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _

from yimen.ground.modules import MenuItem, ModuleConfig


class HearingsConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.affairs.hearings"
    label = "hearings"
    menu = (
        MenuItem(_("Hearings"), "hearings:desk", "desk", order=25),
        MenuItem(_("Hearings"), "hearings:announced", "portal", order=34),
    )

    def ready(self) -> None:
        """Listen; hold decisions up, speak on the page of a case and in its decision, say who may read letters."""
        super().ready()
        from yimen.affairs.cases.acts import (
            register_addition,
            register_bar,
            register_belonging,
            register_needs,
            register_pending,
        )
        from yimen.affairs.cases.reads import register_sentences
        from yimen.affairs.hearings import acts, gates, panels, reads, records, words
        from yimen.affairs.hearings.models import Party
        from yimen.ground.panels import register_panel
        from yimen.means.documents.reads import register_reader
        from yimen.registers.people.reads import register_column, register_part

        register_needs(acts.needs)
        register_bar(acts.HEARING, reads.kept_from_review, words.CHAIRS)
        for code, waiting in words.PENDING.items():
            register_pending(code, waiting)
        register_belonging(reads.numbers_of, reads.case_of)
        register_sentences(words.SENTENCES, of_applicant=words.OF_APPLICANT)
        register_addition("hearing", reads.record_words)
        register_panel("case", "hearing", panels.PANEL)
        register_reader(reads.asked_party, gates.may_read_document)
        register_part("hearings", records.part)
        register_column(Party, "person_id")
        user_logged_in.connect(gates.close_letters, dispatch_uid="hearings.close_letters")
