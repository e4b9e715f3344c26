"""Compile a catalogue without outside programs; the build of the package does it too, before Django is there."""

import os
from pathlib import Path

from babel.messages import mofile, pofile


def compile_file(source: Path, target: Path) -> bool:
    """Compile a catalogue if it changed since it was compiled; say whether it had."""
    if not source.exists() or (target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns):
        return False
    with source.open("rb") as file:
        words = pofile.read_po(file, locale=source.parents[1].name)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(f".{os.getpid()}")
    with fresh.open("wb") as file:
        mofile.write_mo(file, words)
    fresh.replace(target)  # whole or not at all: other processes read it meanwhile
    return True
