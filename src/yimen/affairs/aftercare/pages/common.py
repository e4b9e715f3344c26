"""What the pages about permits share."""

from django.http import HttpRequest

from yimen.ground.numbers import read_number


def actor(request: HttpRequest) -> str:
    """Return who acts."""
    return f"account:{request.user.pk}"


def cursor_of(request: HttpRequest) -> str:
    """Return the cursor of an address if it is a number."""
    cursor = request.GET.get("cursor", "")
    return cursor if read_number(cursor) else ""
