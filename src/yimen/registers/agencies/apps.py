"""Mount agencies."""

from django.contrib.auth.signals import user_logged_in

from yimen.ground.modules import ModuleConfig


class AgenciesConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.registers.agencies"
    label = "agencies"

    def ready(self) -> None:
        """Note of whoever signs in whether they hold a post, and tell the calendar which places there are."""
        super().ready()
        from yimen.ground.calendar.reads import register_places
        from yimen.registers.agencies.gates import note_officer
        from yimen.registers.agencies.reads import is_key

        register_places(is_key)
        user_logged_in.connect(note_officer, dispatch_uid="agencies.note_officer")
