"""Mount notices."""

from yimen.ground.modules import ModuleConfig


class NoticesConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.means.notices"
    label = "notices"

    def ready(self) -> None:
        """Listen; say in which column a person is named."""
        super().ready()
        from yimen.means.notices.models import Message
        from yimen.registers.people.reads import register_column

        register_column(Message, "person_id")
