"""Mount permits."""

from yimen.ground.modules import ModuleConfig


class PermitsConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.registers.permits"
    label = "permits"

    def ready(self) -> None:
        """Listen; say in which column a person is named."""
        super().ready()
        from yimen.registers.people.reads import register_column
        from yimen.registers.permits.models import Permit

        register_column(Permit, "person_id")
