"""Mount cases."""

from yimen.ground.modules import ModuleConfig


class CasesConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.affairs.cases"
    label = "cases"

    def ready(self) -> None:
        """Listen; say who may read the files and documents of a case, and what cases keep of a person."""
        super().ready()
        from yimen.affairs.cases import gates, panels, reads, records
        from yimen.affairs.cases.models import Case
        from yimen.ground.files.reads import register_keeper
        from yimen.means.documents.reads import register_reader
        from yimen.registers.people.reads import register_affairs, register_column, register_part

        register_keeper("case", gates.may_read_file)
        register_reader(reads.asked_owner, gates.may_read_document)
        register_affairs(records.stays)
        register_part("cases", records.part)
        register_column(Case, "person_id")
        register_column(Case, "agent_id")
        panels.register()
