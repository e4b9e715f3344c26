"""Mount agencies."""

from django.contrib.auth.signals import user_logged_in

from yimen.ground.modules import ModuleConfig


class AgenciesConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.registers.agencies"
    label = "agencies"

    def ready(self) -> None:
        """Note of whoever signs in whether they hold a post."""
        super().ready()
        from yimen.registers.agencies.gates import note_officer

        user_logged_in.connect(note_officer, dispatch_uid="agencies.note_officer")
