"""Words for PostgreSQL's text search: bigrams and single characters, pinyin and initials, everyday words. Pure."""

import json
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Final

from pypinyin import lazy_pinyin

from yimen.ground.languages.texts import to_simplified

RUN: Final = re.compile(r"[\u3007\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]+|[a-z0-9]+")
EVERYDAY: Final = Path(__file__).parent / "data" / "everyday_words.json"
FILLERS: Final = re.compile(  # what people say around the thing they look for
    r"请问|[你您]好|谢谢|我想要?|我要|想要?|打算|准备|帮[我忙]|能不能|可不可以|可以|怎么办理?|怎[么样]|如何|在哪[里儿]?|哪[里儿]|去哪|需要|[哪有]些|什么"
    r"|多少钱|多久|办理|申请|手续|流程|材料|一下|[吗呢呀啊了的]|(?<![网酒茶水])吧|(?<![\u3400-\u9fff])办[个张]?(?=[\u3400-\u9fff]{2})"
)
SMALL: Final = frozenset(  # the like in English and French, as folded
    RUN.findall(
        "a an the i my we our me you your do does can how to for of in at is it what where want would like need get apply s t "
        "un une des le la les l du de d au aux en et je j mon ma mes nous nos vous votre qu que comment ou quel quelle est "
        "pour veux voudrais peux puis faire faut il demander obtenir"
    )
)
MEASURES: Final = re.compile(  # what stands between 开 and 饭馆 in 开了一家小饭馆
    r"(?<=[开办建盖造养买卖生租领换考打挖砍放])(?:[了过]|[一两几][个家间所张本条只头口台辆套栋座]|[个家间张条只台辆套栋])+[小大新]?(?=[\u3400-\u9fff])"
)
LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae"})
LONGEST: Final = 200  # characters of a query that are looked at
MOST: Final = 20_000  # characters of a text that are indexed; a tsvector has an end
SPOKEN: Final = 120  # characters of a text that are indexed by sound too: names are short
SYLLABLES: Final = 12  # of one word of pinyin
WORD: Final = 60  # letters of a Latin word
SHORT: Final = 2  # a run in which one wrong character spoils every bigram
LONG: Final = 4  # bigrams of a run of which two can be asked for in spite of an error
FORGIVEN: Final = 10  # words of a query in which typing errors are looked for
MANY: Final = 9  # bigrams of a run that are paired
TYPED: Final = 5  # letters of a Latin word that may hold a typing error
STRETCHED: Final = 8  # letters of one that may hold it early: restaraunt


@cache
def everyday() -> dict[str, list[str]]:
    """Return everyday words, as `_plainly` writes them, with what offices call them."""
    words: dict[str, list[str]] = json.loads(EVERYDAY.read_text("utf-8"))
    return {_plainly(word): names for word, names in words.items()}


@cache
def _everyday_by_sound() -> dict[str, list[str]]:
    """Return the same by whole pinyin and by initials, for those who type kgs or kaigongsi."""
    found: dict[str, list[str]] = {}
    for word, names in everyday().items():
        syllables = lazy_pinyin(word)
        for spelled in ("".join(syllables), "".join(one[0] for one in syllables)):
            found.setdefault(spelled, []).extend(names)
    return found


def folded(text: str) -> str:
    """Return the text as it is compared: simplified, lower case, narrow letters without accents."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return to_simplified(plain).casefold().translate(LIGATURES)


def _plainly(text: str) -> str:
    """Return a text without marks and small words; a blank stands before every word of Latin letters."""
    runs = [run for run in RUN.findall(folded(text)) if run not in SMALL]
    return "".join(run if _is_chinese(run) else f" {run}" for run in runs)


def _runs(text: str) -> list[str]:
    return list(dict.fromkeys(RUN.findall(folded(text))))


def _is_chinese(run: str) -> bool:
    return run[0] > "z"


def _bigrams(run: str) -> list[str]:
    return [run[n : n + 2] for n in range(len(run) - 1)]


def _syllables(run: str) -> list[str]:
    return [one for one in lazy_pinyin(run) if one.isascii()]


def _sounds(run: str) -> Iterable[str]:
    """Yield pinyin and initials from every syllable on, so that a part of a name is found by its beginning."""
    syllables = _syllables(run)
    for n in range(len(syllables)):
        some = syllables[n : n + SYLLABLES]
        yield "".join(some)
        yield "".join(one[0] for one in some)


def index_text(text: str, *, pinyin: bool = True) -> str:
    """Return the words under which a text is found, separated by blanks, for to_tsvector('simple', …).

    Only the beginning of a text is indexed by its sound; with `pinyin` False nothing is.
    """
    words: dict[str, None] = {}
    spoken = SPOKEN if pinyin else 0
    for run in _runs(text[:MOST]):
        if not _is_chinese(run):
            words[run[:WORD]] = None
            continue
        words.update(dict.fromkeys([*run, *_bigrams(run)]))
        words.update(dict.fromkeys(_sounds(run[:spoken])))
        spoken = max(0, spoken - len(run))
    return " ".join(words)


def _asked(text: str) -> list[str]:
    """Return the runs of a query without what people say around it, unless nothing else is said."""
    plain = folded(text[:LONGEST])
    runs = RUN.findall(FILLERS.sub(" ", plain))
    return [run for run in runs if run not in SMALL] or runs or RUN.findall(plain)


def _strict(run: str) -> str:
    if not _is_chinese(run):
        return f"{run[:WORD]}:*"
    return " & ".join(_bigrams(run) or [run])


def _some_of(bigrams: list[str]) -> list[str]:
    """Return what of a run has to occur: any bigram of a short one, two or three of a longer one; an error spoils two."""
    known = list(dict.fromkeys(bigrams[:MANY]))
    if len(known) < LONG:
        return bigrams
    few = 2 if len(known) < LONG + 2 else 3
    return [f"({' & '.join(some)})" for some in combinations(known, few)]


def _loose(run: str) -> str:
    """Any bigram will do, the characters of a short run in any order, its sound, or the beginning of a Latin word."""
    if not _is_chinese(run):
        kept = len(run) // 2 if len(run) >= STRETCHED else len(run) * 2 // 3
        shorter = [f"{run[:kept]}:*"] if len(run) >= TYPED else []
        return " | ".join([f"{run[:WORD]}:*", *shorter])
    words = [f"({' & '.join(run)})"] if len(run) <= SHORT else _some_of(_bigrams(run))
    syllables = _syllables(run)[:SYLLABLES]
    if len(syllables) > 1:
        words.append("".join(syllables) + ":*")
    return " | ".join(words)


def query(text: str) -> str:
    """Return a tsquery in which every word must occur, "" if nothing can be asked.

    Only letters, digits and Chinese characters survive, so nothing typed can break the query. A word of
    Latin letters also matches as a beginning.
    """
    return " & ".join(f"({_strict(run)})" for run in dict.fromkeys(_asked(text)))


def loosened(text: str) -> list[str]:
    """Return a tsquery for each word that forgives typing errors; any of them may be asked for."""
    return [f"({_loose(run)})" for run in [*dict.fromkeys(_asked(text))][:FORGIVEN]]


def _understood(text: str) -> list[str]:
    """Return the everyday words in a text, each with no longer one around it: not 身份证 where 临时身份证 is said."""
    plain = _plainly(text)
    said = f"{plain} {MEASURES.sub('', plain)}"
    words = [word for word in everyday() if word in said]
    return [word for word in words if not any(word != other and word in other for other in words)]


def meant(text: str) -> list[str]:
    """Return what offices call the everyday words in a text, typed in characters or pinyin; [] if there are none."""
    text = text[:LONGEST]
    names = [name for word in _understood(text) for name in everyday()[word]]
    names += _everyday_by_sound().get("".join(RUN.findall(folded(text))), [])
    return list(dict.fromkeys(names))
