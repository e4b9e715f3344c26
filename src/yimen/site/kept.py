"""Small files that are made once, whoever asks first: keys, passwords, tokens."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def kept(path: Path, make: Callable[[], str]) -> str:
    """Return the text of a file, made if there is none; of several processes the first one wins, and none reads half of it.

    Raises ImproperlyConfigured, naming the file, if it can be neither read nor made.
    """
    try:
        if not path.exists():
            _write(path, make())
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path} can be neither read nor made: {error}"
        raise ImproperlyConfigured(message) from error


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
