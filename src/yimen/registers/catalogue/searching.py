"""Searching what is in force: matters first, and beside them questions, what one receives, and offices."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection

from yimen.ground.search import loosened, meant, query
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue.indexing import MATTER, QUESTION, RESULT, key
from yimen.registers.catalogue.life import ON_APPLICATION, Kind

PAGE: Final = 20
COUNTED: Final = 500  # up to so many matches are all weighed; of more, what is asked for most comes first
LISTED: Final = 10_000  # matters of a list without words that one can page through
MOST_PAGES: Final = LISTED // PAGE
COMMON: Final = 3  # a word that occurs more often than so many times the rarest says little beside it
BESIDE: Final = 3  # questions, results and offices shown beside the matters
COLUMNS: Final = (
    "version_id, matter_id, code, kind, organ_id, promised_days, online, themes, names, notes, what, n"
)
FOUND: Final = ", ".join(f"found.{one}" for one in COLUMNS.split(", "))
TODAY: Final = (
    "effective_from <= (now() AT TIME ZONE 'Asia/Shanghai')::date"
    " AND (effective_until IS NULL OR effective_until >= (now() AT TIME ZONE 'Asia/Shanghai')::date)"
)


@dataclass(frozen=True)
class MatterLine:
    """A matter as a line of a list."""

    version_id: int
    matter_id: int
    code: str
    kind: str
    kind_words: str
    organ_id: int
    organ: str
    name: str
    summary: str
    promised_days: int | None
    online: bool
    themes: tuple[str, ...]
    fallback: bool


@dataclass(frozen=True)
class Beside:
    """A question or a result that was found, and the matter in which it stands."""

    what: str
    n: int
    code: str
    name: str
    note: str
    matter: str


@dataclass(frozen=True)
class Filters:
    """What a search is narrowed to."""

    theme: str = ""
    audience: str = ""
    kind: str = ""
    organ_id: int | None = None
    online: bool = False


@dataclass(frozen=True)
class Found:
    """What a search found: some lines, how many there are (at least, with `more`), and how they spread.

    `loose` says that typing errors were forgiven; `kinds` and `organs` count the matters among the best.
    """

    lines: tuple[MatterLine, ...]
    total: int
    loose: bool
    more: bool = False
    kinds: tuple[tuple[str, str, int], ...] = ()
    organs: tuple[tuple[int, str, int], ...] = ()
    beside: tuple[Beside, ...] = ()


@dataclass
class _Asked:
    """Conditions with their arguments."""

    wheres: list[str] = field(default_factory=list)
    arguments: list[Any] = field(default_factory=list)

    def narrow(self, where: str, *arguments: object) -> None:
        """Add a condition."""
        self.wheres.append(where)
        self.arguments += arguments

    @property
    def where(self) -> str:
        """Return the conditions as one."""
        return " AND ".join(self.wheres)


def _narrowed(filters: Filters) -> _Asked:
    asked = _Asked([TODAY])
    asked.narrow("kind = ANY(%s)", [filters.kind] if filters.kind else sorted(ON_APPLICATION))
    if filters.theme:
        asked.narrow("themes ? %s", filters.theme)
    if filters.audience:
        asked.narrow("audience ? %s", filters.audience)
    if filters.organ_id:
        asked.narrow("organ_id = %s", filters.organ_id)
    if filters.online:
        asked.narrow("online")
    return asked


def search(text: str, *, filters: Filters, language: str, page: int = 1) -> Found:
    """Return what is in force and matches, the best first; everyday words and typing errors are understood.

    Where an everyday word was understood and the city does not offer it, nothing is returned that sounds alike.
    """
    asked, start = _narrowed(filters), (max(page, 1) - 1) * PAGE
    if not text.strip():
        return _popular(asked, language, start)
    names = meant(text)
    queries = [one for one in map(query, [text, *names]) if one]
    if not queries:
        return Found((), 0, loose=False)
    found = _weighed(asked, " | ".join(queries), key(text), language, start, loose=False)
    if found.total or found.beside or names:  # an everyday word that was understood is no typing error
        return found
    rare = _rarest(asked, loosened(text))
    return _weighed(asked, rare, key(text), language, start, loose=True) if rare else Found((), 0, loose=True)


def _rarest(asked: _Asked, words: list[str]) -> str:
    """Return a query for the words that say most: not the "certificate" of a "birth certificate"; "" if none occurs."""
    if len(words) == 1:
        return words[0]
    some = f"SELECT 1 FROM catalogue_entry WHERE words @@ to_tsquery('simple', %s) AND {asked.where} AND what"  # noqa: S608 constants and conditions of this file; what was typed goes beside it
    ways = " UNION ALL ".join(f"({some} {way} LIMIT {COUNTED + 1})" for way in ("= 'matter'", "<> 'matter'"))
    few = f"(SELECT count(*) FROM ({ways}) AS few)"  # noqa: S608 as above: each way has an index of its own
    given = [one for word in words for one in (word, *asked.arguments) * 2]
    (times,) = _rows("SELECT " + ", ".join([few] * len(words)), given)
    least = min((n for n in times if n), default=0)
    return " | ".join(word for word, n in zip(words, times, strict=True) if 0 < n <= least * COMMON)


def _rows(statement: str, arguments: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(arguments))
        return list(cursor.fetchall())


def _weighed(asked: _Asked, tsquery: str, typed: str, language: str, start: int, *, loose: bool) -> Found:
    """Weigh every match if there are few; of many take those whose name begins so, then what is asked for most."""
    taken = f"""SELECT id, what, kind, organ_id, asked, name_key FROM catalogue_entry
      WHERE words @@ to_tsquery('simple', %s) AND {asked.where}"""  # noqa: S608 constants and conditions of this file; what was typed goes beside it
    hits = f"""
    WITH hit AS MATERIALIZED (
      ({taken} AND what = 'matter' LIMIT {COUNTED + 1}) UNION ALL ({taken} AND what <> 'matter' LIMIT {COUNTED})),
    many AS (SELECT count(*) > {COUNTED} AS so FROM hit WHERE what = 'matter'),
    best AS (
      SELECT id, what, row_number() OVER (PARTITION BY what ORDER BY (name_key = %s) DESC, CASE WHEN (SELECT so FROM many) THEN 0
        ELSE (SELECT ts_rank(e.words, to_tsquery('simple', %s), 1) FROM catalogue_entry e WHERE e.id = hit.id) END DESC, asked DESC, id) AS place,
        count(*) OVER (PARTITION BY what) AS total FROM hit)
    SELECT {FOUND}, best.total,
      (SELECT json_object_agg(kind, n) FROM (SELECT kind, count(*) n FROM hit WHERE what = 'matter' GROUP BY kind) k),
      (SELECT json_object_agg(organ_id, n) FROM (SELECT organ_id, count(*) n FROM hit WHERE what = 'matter' GROUP BY organ_id) o),
      CASE WHEN found.what <> 'matter' THEN (SELECT m.names FROM catalogue_entry m WHERE m.version_id = found.version_id AND m.what = 'matter' LIMIT 1) END
    FROM best JOIN catalogue_entry found ON found.id = best.id
    WHERE (best.what = 'matter' AND place > %s AND place <= %s) OR (best.what <> 'matter' AND place <= {BESIDE})
    ORDER BY best.what, place"""  # noqa: S608 constants and conditions of this file; what was typed goes beside it
    once = [tsquery, *asked.arguments]
    rows = _rows(hits, [*once, *once, typed, tsquery, start, start + PAGE])
    matters = [row for row in rows if row[10] == MATTER]
    total = matters[0][12] if matters else _total(asked, tsquery) if rows or start else 0
    beside = _beside(rows, language) if not start else ()
    if start >= COUNTED:
        return Found((), min(total, COUNTED), loose=loose, more=total > COUNTED)
    if total > COUNTED:
        many = _many(asked, tsquery, typed, language, start)
        return Found(many, COUNTED, loose=loose, more=True, beside=beside, **_spread(matters, language))
    lines = tuple(_line(row, language) for row in matters)
    return Found(lines, total, loose=loose, beside=beside, **_spread(matters, language))


def _total(asked: _Asked, tsquery: str) -> int:
    """Count the matters that match where the page shows none of them."""
    counted = f"""SELECT count(*) FROM (SELECT 1 FROM catalogue_entry WHERE what = 'matter'
      AND words @@ to_tsquery('simple', %s) AND {asked.where} LIMIT {COUNTED + 1}) AS few"""  # noqa: S608 constants and conditions of this file; what was typed goes beside it
    return int(_rows(counted, [tsquery, *asked.arguments])[0][0])


def _many(asked: _Asked, tsquery: str, typed: str, language: str, start: int) -> tuple[MatterLine, ...]:
    """Return a page of very many matches without weighing them all: names that begin as typed, then the most asked."""
    exact = f"""SELECT {COLUMNS} FROM catalogue_entry WHERE what = 'matter' AND name_key LIKE %s AND {asked.where}
      ORDER BY name_key <> %s, asked DESC, id LIMIT {PAGE}"""  # noqa: S608 constants and conditions of this file; what was typed goes beside it
    often = f"""SELECT {COLUMNS} FROM catalogue_entry WHERE what = 'matter' AND words @@ to_tsquery('simple', %s)
      AND {asked.where} ORDER BY asked DESC, id LIMIT {PAGE} OFFSET {min(start, COUNTED)}"""  # noqa: S608 constants and conditions of this file; what was typed goes beside it
    begin = _rows(exact, [typed.replace("%", "").replace("_", "") + "%", *asked.arguments, typed])
    rows = begin if not start else []
    if len(rows) < PAGE:
        seen = {row[1] for row in begin}
        rows += [one for one in _rows(often, [tsquery, *asked.arguments]) if one[1] not in seen]
    return tuple(_line(row, language) for row in rows[:PAGE])


def _popular(asked: _Asked, language: str, start: int) -> Found:
    """Return a page of everything, what is asked for most first."""
    listed = f"""SELECT {COLUMNS}, (SELECT count(*) FROM (SELECT 1 FROM catalogue_entry WHERE what = 'matter' AND {asked.where}
        LIMIT {LISTED + 1}) AS few)
      FROM catalogue_entry WHERE what = 'matter' AND {asked.where} ORDER BY asked DESC, id LIMIT {PAGE} OFFSET %s"""  # noqa: S608 constants and conditions of this file; what was typed goes beside it
    rows = _rows(listed, [*asked.arguments, *asked.arguments, min(start, LISTED)])
    if not rows and start:
        rows = _rows(listed, [*asked.arguments, *asked.arguments, 0])
        return Found((), rows[0][12] if rows else 0, loose=False)
    total = rows[0][12] if rows else 0
    lines = tuple(_line(row, language) for row in rows)
    return Found(lines, min(total, LISTED), loose=False, more=total > LISTED)


def most_asked(language: str, *, limit: int) -> list[MatterLine]:
    """Return the matters that one may apply for online and that are asked for most."""
    rows = _rows(
        f"SELECT {COLUMNS} FROM catalogue_entry WHERE what = 'matter' AND online AND {TODAY} ORDER BY asked DESC, id LIMIT %s",  # noqa: S608 constants and conditions of this file; what was typed goes beside it
        [limit],
    )
    return [_line(row, language) for row in rows]


def _spread(rows: Sequence[tuple[Any, ...]], language: str) -> dict[str, Any]:
    """Return how the matches spread over kinds and organs, the most first."""
    if not rows:
        return {}
    tree = agencies.organs()
    kinds = sorted((rows[0][13] or {}).items(), key=lambda one: (-one[1], one[0]))
    organs = sorted((rows[0][14] or {}).items(), key=lambda one: (-one[1], one[0]))
    return {
        "kinds": tuple((code, str(Kind(code).label), n) for code, n in kinds),
        "organs": tuple((int(pk), tree[int(pk)].name(language), n) for pk, n in organs if int(pk) in tree),
    }


def _pick(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or texts.get("zh-hans", "")


def _beside(rows: Sequence[tuple[Any, ...]], language: str) -> tuple[Beside, ...]:
    """Return the questions and results among the rows; the same question of two matters is told apart by their names."""
    return tuple(
        Beside(
            what=row[10],
            n=row[11],
            code=row[2],
            name=_pick(_json(row[8]), language),
            note=_pick(_json(row[9]), language) if row[10] == QUESTION else "",
            matter=_pick(_json(row[15]) or {}, language),
        )
        for row in rows
        if row[10] in {QUESTION, RESULT}
    )


def _json(value: Any) -> Any:  # noqa: ANN401 a JSON value, read or not
    return json.loads(value) if isinstance(value, str) else value


def _line(row: tuple[Any, ...], language: str) -> MatterLine:
    names, notes, tree = _json(row[8]), _json(row[9]), agencies.organs()
    return MatterLine(
        version_id=row[0],
        matter_id=row[1],
        code=row[2],
        kind=row[3],
        kind_words=str(Kind(row[3]).label),
        organ_id=row[4],
        organ=tree[row[4]].name(language) if row[4] in tree else "",
        name=_pick(names, language),
        summary=_pick(notes, language),
        promised_days=row[5],
        online=row[6],
        themes=tuple(_json(row[7])),
        fallback=language not in names,
    )
