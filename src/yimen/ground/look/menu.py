"""The menu of a door: what is needed most stands at the top, all of it in groups under one disclosure; on a phone there only."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from django.apps import apps
from django.http import HttpRequest
from django.urls import resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.ground.gates import OFFICER
from yimen.ground.modules import MenuItem, ModuleConfig

AT_THE_TOP: Final = 6
FIRST: Final = 10  # the order up to which a line of the portal stays in large print
KEPT: Final = frozenset({"portal:track", "portal:my"})
GROUPS: Final[dict[str, str | Promise]] = {
    "work": _("Work on cases"),
    "permits": _("Permits and supervision"),
    "catalogue": _("Matters and powers"),
    "records": _("Records and publication"),
    "operation": _("Operation"),
}


@dataclass(frozen=True)
class Line:
    """One line of a menu: where it leads, whether the reader is there, whether it stands at the top or is spared in large print."""

    words: str | Promise
    address: str
    current: bool
    top: bool
    extra: bool


@dataclass(frozen=True)
class Group:
    """Lines of one kind under their heading, if they need one; `also` if all of them stand at the top as well."""

    words: str | Promise
    lines: tuple[Line, ...]
    also: bool


@dataclass(frozen=True)
class Menu:
    """What stands at the top, and everything in groups; `rest` if some lines stand in groups only."""

    top: tuple[Line, ...]
    groups: tuple[Group, ...]
    rest: bool
    current_in_rest: bool


def menu_of(door: str, roles: frozenset[str], path: str) -> Menu:
    """Return the menu of a door for someone with these roles who is at this address."""
    items = _items(door, roles)
    addresses = {item.address: reverse(item.address) for item in items}
    here = _here(path, addresses.values())
    top = _at_the_top(items) if door == "desk" else items
    lines = {
        item: Line(
            item.words, addresses[item.address], addresses[item.address] == here, item in top, _is_extra(item)
        )
        for item in items
    }
    groups = tuple(_groups(lines)) if door == "desk" else (Group("", tuple(lines.values()), also=True),)
    rest = [line for line in lines.values() if not line.top]
    return Menu(
        tuple(line for line in lines.values() if line.top),
        groups,
        bool(rest),
        any(line.current for line in rest),
    )


def own_place(request: HttpRequest) -> Line | None:
    """Return the line that leads whoever is signed in to their own place: an officer to the desk, others to their space."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    if request.session.get(OFFICER):
        return Line(_("Desk"), reverse("desk:inbox"), current=False, top=True, extra=False)
    space = reverse("portal:my")
    return Line(_("My space"), space, request.path.startswith(space), top=True, extra=False)


@cache
def _needed(item: MenuItem) -> frozenset[str]:
    """Return the roles of which one is needed for a line: those it names, else those that its page asks for."""
    return item.roles or getattr(resolve(reverse(item.address)).func, "roles", frozenset())


def first_of(door: str, roles: frozenset[str]) -> str:
    """Return the address of the first line of a menu that is for one of some roles, else of the first for everyone."""
    items = _items(door, roles)
    own = [item for item in items if _needed(item)] or items
    return reverse(own[0].address)


def _items(door: str, roles: frozenset[str]) -> list[MenuItem]:
    found = [
        item
        for config in apps.get_app_configs()
        if isinstance(config, ModuleConfig)
        for item in config.menu
        if item.door == door and (not _needed(item) or _needed(item) & roles)
    ]
    return sorted(found, key=lambda item: item.order)


def _is_extra(item: MenuItem) -> bool:
    """Say whether large print does without a line: people come to find, to apply and to follow (J-205)."""
    return item.door == "portal" and item.order > FIRST and item.address not in KEPT


def _here(path: str, addresses: Iterable[str]) -> str:
    """Return the address of the line under which a page stands: the longest one that begins it."""
    return max(
        (one for one in addresses if path == one or (one != "/" and path.startswith(one))),
        key=len,
        default="",
    )


def _at_the_top(items: list[MenuItem]) -> list[MenuItem]:
    """Return the first line, then those meant for the officer's own roles, then those for everybody."""
    if len(items) <= AT_THE_TOP + 1:
        return items
    return [items[0], *sorted(items[1:], key=lambda item: not item.roles)][:AT_THE_TOP]


def _groups(lines: dict[MenuItem, Line]) -> Iterable[Group]:
    for code, words in GROUPS.items():
        found = tuple(line for item, line in lines.items() if item.group == code)
        if found:
            yield Group(words, found, all(line.top for line in found))
