"""What a module tells the site about itself when it is mounted."""

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig
from django.utils.functional import Promise


@dataclass(frozen=True)
class MenuItem:
    """One line of the navigation: its words, where it leads, and who may see it.

    `address` is the name of a URL pattern; `roles` empty means everyone whom the page's gate lets in;
    `door` is "portal" or "desk"; `group` is the heading on the desk: work, permits, catalogue, records or operation.
    """

    words: str | Promise
    address: str
    door: str
    roles: frozenset[str] = frozenset()
    order: int = 100
    group: str = "work"


class ModuleConfig(AppConfig):
    """A mounted module: its menu, its addresses and its listeners are found by their fixed names."""

    prefix = ""
    menu: tuple[MenuItem, ...] = ()

    def __init_subclass__(cls, **words: Any) -> None:  # noqa: ANN401 passed on as they come
        """Let Django take the module's own class and not this one, which its file imports."""
        super().__init_subclass__(**words)
        cls.default = True

    def ready(self) -> None:
        """Register the events and the listeners of the module, so that every process knows them."""
        for part in ("events", "listeners"):
            if find_spec(f"{self.name}.{part}"):
                import_module(f"{self.name}.{part}")
