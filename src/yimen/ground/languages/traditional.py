"""Traditional characters: the general dictionaries of OpenCC under this house's own table of administrative words."""

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import opencc

TABLE: Final = Path(__file__).with_name("traditional.txt")
SHARE: Final = Path(opencc.__file__).parent / "clib" / "share" / "opencc"
# Of the forms in use in Hong Kong, Macau and Taiwan, those that every one of them reads without a second look.
FORMS: Final = dict(zip("臺檯汙菸洩賬溼巖", "台台污煙泄帳濕岩", strict=True))


def table() -> tuple[dict[str, str], dict[str, str]]:
    """Return the house's own words, simplified to traditional, and the words that are never taken apart."""
    own: dict[str, str] = {}
    whole: dict[str, str] = {}
    for line in TABLE.read_text("utf-8").splitlines():
        words = line.split()
        if words and words[0] == "=":
            whole |= {word: word for word in words[1:]}
        elif words and words[0] != "#":
            own[words[0]] = words[1]
    return own, whole


def _configuration() -> dict[str, Any]:
    """Return OpenCC's configuration for Taiwan with the house's words beside its phrases and the house's forms last."""

    def standard(name: str) -> dict[str, Any]:
        return {"type": "ocd2", "file": str(SHARE / f"{name}.ocd2")}

    def inline(entries: dict[str, str]) -> dict[str, Any]:
        return {"type": "inline", "entries": entries}

    def group(policy: str, *dicts: dict[str, Any]) -> dict[str, Any]:
        return {"type": "group", "match_policy": policy, "dicts": list(dicts)}

    own, whole = table()
    words = group(
        "union",
        inline(own),
        standard("STPhrases"),
        standard("STPhrases_GeneratedFromRegionalPhrases"),
    )
    chain = (
        group("short_circuit", words, standard("STCharacters")),
        group("short_circuit", standard("TWVariantsPhrases"), standard("TWVariants")),
        inline(FORMS),
    )
    return {
        "name": "Simplified to the traditional characters of the house",
        "normalization": [{"dict": standard("CJK_Compatibility_Ideographs")}],
        "segmentation": {"type": "mmseg", "dict": inline(whole)},
        "conversion_chain": [{"dict": one} for one in chain],
    }


@cache
def converter() -> opencc.OpenCC:
    """Return the converter; OpenCC reads a configuration from a file only."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "traditional.json"
        path.write_text(json.dumps(_configuration(), ensure_ascii=False), "utf-8")
        return opencc.OpenCC(str(path))
