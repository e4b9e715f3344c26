"""A file as it is kept after it was judged: re-encoded, without anything active or hidden."""

from dataclasses import dataclass
from typing import Final

JPEG: Final = "image/jpeg"
PDF: Final = "application/pdf"


@dataclass(frozen=True)
class Clean:
    """The bytes to keep, their kind, how many pages they have, and a small picture (empty if there is none)."""

    data: bytes
    kind: str
    pages: int
    preview: bytes
