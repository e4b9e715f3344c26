"""Mount documents."""

from yimen.ground.modules import ModuleConfig


class DocumentsConfig(ModuleConfig):
    """The module as the site sees it."""

    name = "yimen.means.documents"
    label = "documents"
