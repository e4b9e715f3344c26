"""Settings that come from outside, each read once; nonsense is refused with a sentence."""

import os
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def flag(name: str, *, default: bool) -> bool:
    """Read yes or no."""
    value = os.environ.get(name, "").strip().lower()
    if value in {"", *(["1", "yes", "true", "on", "0", "no", "false", "off"])}:
        return default if not value else value in {"1", "yes", "true", "on"}
    message = f"{name} must be yes or no, not {value!r}."
    raise ImproperlyConfigured(message)


def number(name: str, *, default: int, least: int = 0) -> int:
    """Read a whole number."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.isdecimal() or int(value) < least:
        message = f"{name} must be a whole number{f' from {least} on' if least else ''}, not {value!r}."
        raise ImproperlyConfigured(message)
    return int(value)


def words(name: str, *, default: str = "") -> list[str]:
    """Read a list separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def numbers(name: str, *, default: tuple[int, ...]) -> tuple[int, ...]:
    """Read whole numbers separated by commas."""
    found = words(name)
    if not all(one.isdecimal() for one in found):
        message = f"{name} must be whole numbers with commas between them, not {os.environ[name]!r}."
        raise ImproperlyConfigured(message)
    return tuple(map(int, found)) or default


def days_of(name: str, *, default: dict[str, int]) -> dict[str, int]:
    """Read one number of days for each part, separated by commas, in the order of the parts."""
    found = numbers(name, default=tuple(default.values()))
    if len(found) != len(default) or not all(found):
        message = (
            f"{name} must be {len(default)} numbers of days ({', '.join(default)}), not {os.environ[name]!r}."
        )
        raise ImproperlyConfigured(message)
    return dict(zip(default, found, strict=True))


def web_address(name: str) -> str:
    """Read an address on the web, "" if nothing is said."""
    value = os.environ.get(name, "").strip()
    if value and not (urlsplit(value).scheme in {"http", "https"} and urlsplit(value).hostname):
        message = f"{name} must be an address that begins with http:// or https://, not {value!r}."
        raise ImproperlyConfigured(message)
    return value


def one_of(name: str, choices: list[str]) -> str:
    """Read one of some words; the first one if nothing is said."""
    value = os.environ.get(name, "").strip().lower() or choices[0]
    if value not in choices:
        message = f"{name} must be one of {', '.join(choices)}, not {value!r}."
        raise ImproperlyConfigured(message)
    return value


def emblem(name: str, run_by: str) -> str:
    """Read the address of the national emblem, which only a people's government may show on its home page (J-403)."""
    address = os.environ.get(name, "").strip()
    if not address:
        return ""
    if os.environ.get(run_by, "").strip() != "government":
        message = f"{name}: only a people's government may show the national emblem ({run_by}=government)."
        raise ImproperlyConfigured(message)
    if not address.startswith("/") or address.startswith("//"):
        message = f"{name} must be an address of this site, as /static/emblem.svg, not {address!r}."
        raise ImproperlyConfigured(message)
    return address


def days_at_least(name: str, *, least: int, default: int) -> int:
    """Read a number of days that the law does not let be smaller (L-32)."""
    days = number(name, default=default)
    if days < least:
        message = f"{name} must be at least {least} days, not {days}: the law wants logs kept so long."
        raise ImproperlyConfigured(message)
    return days


def copies(name: str, *, folder: Path) -> list[tuple[str, str]]:
    """Read where the copies of the archive lie and on what: FOLDER=MEDIUM, separated by commas (G-308)."""
    said = words(name)
    if not said:
        return [(str(folder / one), "disk") for one in ("online", "backup-1", "backup-2")]
    found = []
    for one in said:
        place, _equals, medium = one.rpartition("=")
        if not place or not medium.strip() or not Path(place).is_absolute():
            message = f"{name} must list FOLDER=MEDIUM with whole paths, as /srv/archive=disk, not {one!r}."
            raise ImproperlyConfigured(message)
        found.append((place, medium.strip()))
    return found


def data_folder() -> Path:
    """Return where this installation keeps what it makes: DATA_DIR, or .data here. It must be a folder that takes files."""
    folder = Path(os.environ.get("DATA_DIR") or ".data").resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            return folder
    except OSError as error:
        message = f"DATA_DIR: nothing can be kept in {folder}: {error.strerror}"
        raise ImproperlyConfigured(message) from error


def database(url: str) -> dict[str, Any]:
    """Turn DATABASE_URL into Django's words. Only PostgreSQL is spoken."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        message = "DATABASE_URL must begin with postgresql://"
        raise ImproperlyConfigured(message)
    try:
        port = parts.port
    except ValueError as error:
        message = f"DATABASE_URL: {error}"
        raise ImproperlyConfigured(message) from error
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "yimen.site.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "yimen",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": options,
    }
