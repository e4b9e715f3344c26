"""On which law a document rests: licences on the Licensing Law, other powers never. Pure."""

from collections.abc import Mapping
from typing import Any


def under(data: Mapping[str, Any], article: str) -> str:
    """Return the article of the Licensing Law that an act rests on, for licences only."""
    return f"根据《中华人民共和国行政许可法》{article}，" if data.get("licensing") else ""
