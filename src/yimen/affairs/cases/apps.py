"""Mount cases."""

from yimen.ground.modules import ModuleConfig


class CasesConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.affairs.cases"
    label = "cases"

    def ready(self) -> None:
        """Listen, and say who may read the files and documents of a case."""
        super().ready()
        from yimen.affairs.cases import gates
        from yimen.ground.files.reads import register_keeper
        from yimen.means.documents.reads import register_reader

        register_keeper("case", gates.may_read_file)
        register_reader(gates.may_read_document)
