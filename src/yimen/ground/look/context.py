"""What every page's template may use."""

from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, object]:
    """Return the words that every page needs."""
    return {"mode": getattr(request, "mode", "")}
