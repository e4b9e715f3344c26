"""What every page's template may use."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from yimen.ground.look.menu import menu_of, own_place


def page(request: HttpRequest) -> dict[str, object]:
    """Return the mode, the languages, the menu of the door, the reader's own place and the identity of the site (J-401)."""
    officer = getattr(request, "officer", None)
    roles = frozenset(officer.all_roles) if officer else frozenset()
    door = "desk" if request.path.startswith("/desk/") else "portal"
    return {
        "mode": getattr(request, "mode", "standard"),
        "languages": settings.LANGUAGES,
        "language": get_language() or settings.LANGUAGE_CODE,
        "menu": menu_of(door, roles, request.path),
        "own_place": SimpleLazyObject(
            lambda: own_place(request)
        ),  # pages for what went wrong ask no database
        "site": settings.SITE_IDENTITY,
        "home": settings.PUBLIC_URL,
        "demonstration": settings.DEMO,
    }
