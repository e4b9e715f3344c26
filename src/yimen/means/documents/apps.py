"""Mount documents."""

from importlib import import_module

from yimen.ground.modules import ModuleConfig


class DocumentsConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.means.documents"
    label = "documents"

    def ready(self) -> None:
        """Listen, and learn the kinds of documents that other files describe."""
        super().ready()
        for part in ("permits", "promises"):
            import_module(f"yimen.means.documents.{part}")
