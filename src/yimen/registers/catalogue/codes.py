"""The codes of matters: 12, 31 and 33 characters (H-101 to H-103). Pure."""

import hashlib
import re
from typing import Final

from yimen.ground.codes import uscc_valid

BASE: Final = re.compile(r"\d{12}", re.ASCII)
TEMPORARY: Final = re.compile(r"TE\d{16}", re.ASCII)  # bodies without a code of their own, as town stations
LEVELS: Final = {"nation": "1", "province": "2", "city": "3", "county": "4", "town": "5", "village": "6"}


def implementation_code(uscc: str, level: str, base: str) -> str:
    """Return an implementation code of 31 characters (H-102). Raises ValueError for a part that is wrong."""
    if not uscc_valid(uscc) or level not in LEVELS.values() or not BASE.fullmatch(base):
        message = "an implementation code needs a valid organ code, a level 1 to 6 and a base code"
        raise ValueError(message)
    return f"{uscc}{level}{base}"


def implementation_fault(code: str, *, base: str = "") -> str:
    """Return why an implementation code is wrong, as a word, or "": length, organ, level, base, tail (H-102)."""
    if len(code) != 31:
        return "length"
    if not uscc_valid(code[:18]) and not TEMPORARY.fullmatch(code[:18]):
        return "organ"
    if code[18] not in LEVELS.values():
        return "level"
    if not BASE.fullmatch(code[19:]):
        return "base"
    return "tail" if base and code[19:] != base else ""


def local_code(organ: str, name: str) -> str:
    """Return a code for a matter outside the base directory: the same organ and name give the same code."""
    digest = hashlib.sha256(f"{organ}\n{name}".encode()).hexdigest()
    return f"LOCAL-{digest[:16].upper()}"
