"""What every page's template may use."""

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from yimen.ground.modules import MenuItem, ModuleConfig


def _menu(door: str, roles: frozenset[str]) -> list[MenuItem]:
    items = [
        item
        for config in apps.get_app_configs()
        if isinstance(config, ModuleConfig)
        for item in config.menu
        if item.door == door and (not item.roles or item.roles & roles)
    ]
    return sorted(items, key=lambda item: item.order)


def page(request: HttpRequest) -> dict[str, object]:
    """Return the mode, the languages, the menu of the door and the identity of the site (J-401)."""
    officer = getattr(request, "officer", None)
    roles = frozenset(officer.all_roles) if officer else frozenset()
    door = "desk" if request.path.startswith(("/desk/", "/ops/")) else "portal"
    return {
        "mode": getattr(request, "mode", "standard"),
        "languages": settings.LANGUAGES,
        "language": get_language() or settings.LANGUAGE_CODE,
        "menu": _menu(door, roles),
        "operator_menu": _menu("operator", roles) if door == "desk" else [],
        "site": settings.SITE_IDENTITY,
        "home": settings.PUBLIC_URL,
        "demonstration": settings.DEMO,
    }
