"""Mount ratings."""

from importlib import import_module

from yimen.ground.modules import ModuleConfig


class RatingsConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.watch.ratings"
    label = "ratings"

    def ready(self) -> None:
        """Listen, and add ratings to the programming interface."""
        super().ready()
        import_module("yimen.watch.ratings.api")
        from django.utils.translation import gettext_lazy as _

        from yimen.affairs.cases.reads import register_sentences

        register_sentences(
            {
                "ratings.CaseRated": _("The service was rated: %(level)s of 5"),
                "ratings.BadRatingGiven": _("A bad rating came in; it has to be looked into"),
            }
        )
