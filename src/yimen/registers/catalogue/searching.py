"""Searching what is in force: matters first, and beside them questions, what one receives, and offices."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection

from yimen.ground.memory import Memory
from yimen.ground.search import loosened, meant, query
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue.indexing import MATTER, QUESTION, RESULT, key, same
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
OFFICES: Final = (
    COLUMNS.count(",") + 1
)  # where a row tells at how many offices a line is offered, and how many lines there are
TOTAL: Final = OFFICES + 1
KINDS, ORGANS, IN_MATTER = TOTAL + 2, TOTAL + 3, TOTAL + 4
FOUND: Final = ", ".join(f"found.{one}" for one in COLUMNS.split(", "))
FRESH: Final = 10.0  # seconds for which it is kept how many lines a list without words has
_listed: Memory[tuple[str, str, str], int] = Memory(FRESH)
TODAY: Final = (
    "effective_from <= (now() AT TIME ZONE 'Asia/Shanghai')::date"
    " AND (effective_until IS NULL OR effective_until >= (now() AT TIME ZONE 'Asia/Shanghai')::date)"
)


@dataclass(frozen=True)
class MatterLine:
    """A matter as a line of a list; of one that several offices offer, the one asked for most and how many there are."""

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
    offices: int = 1


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
    """What a search is narrowed to; `once` shows a matter that several offices offer as one line."""

    theme: str = ""
    audience: str = ""
    kind: str = ""
    organ_id: int | None = None
    online: bool = False
    once: bool = False


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
    """Conditions with their arguments, and the column by which lines are told apart."""

    wheres: list[str] = field(default_factory=list)
    arguments: list[Any] = field(default_factory=list)
    line: str = "id"

    def narrow(self, where: str, *arguments: object) -> None:
        """Add a condition."""
        self.wheres.append(where)
        self.arguments += arguments

    def also(self, where: str, *arguments: object) -> "_Asked":
        """Return these conditions with one more."""
        return _Asked([*self.wheres, where], [*self.arguments, *arguments], self.line)

    @property
    def where(self) -> str:
        """Return the conditions as one."""
        return " AND ".join(self.wheres)


def _narrowed(filters: Filters) -> _Asked:
    asked = _Asked([TODAY], line="same" if filters.once else "id")
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
    here = f"FROM catalogue_entry WHERE words @@ to_tsquery('simple', %s) AND {asked.where}"
    few = f"""(SELECT count(*) FROM (
      (SELECT 1 {here} AND what = 'matter' LIMIT {COUNTED + 1}) UNION ALL
      (SELECT 1 {here} AND what <> 'matter' LIMIT {COUNTED + 1})) AS few)"""  # noqa: S608 constants and conditions of this file; what was typed goes beside it
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
    asked = asked.also("words @@ to_tsquery('simple', %s)", tsquery)
    taken = f"SELECT id, what, kind, organ_id, asked, name_key, {asked.line} AS line FROM catalogue_entry WHERE {asked.where}"  # noqa: S608 constants and conditions of this file; what was typed goes beside it
    hits = f"""
    WITH hit AS MATERIALIZED (
      ({taken} AND what = 'matter' LIMIT {COUNTED + 1}) UNION ALL ({taken} AND what <> 'matter' LIMIT {COUNTED})),
    many AS (SELECT count(*) > {COUNTED} AS so, count(DISTINCT line) AS lines FROM hit WHERE what = 'matter'),
    weighed AS (
      SELECT id, what, line, asked, name_key = %s AS named, CASE WHEN so THEN 0
        ELSE (SELECT ts_rank(e.words, to_tsquery('simple', %s), 1) FROM catalogue_entry e WHERE e.id = hit.id) END AS weight
      FROM hit, many WHERE what <> 'matter' OR NOT so),
    first AS (
      SELECT DISTINCT ON (what, line) *, count(*) OVER (PARTITION BY what, line) AS offices FROM weighed
      ORDER BY what, line, named DESC, weight DESC, asked DESC, id),
    best AS (
      SELECT id, what, offices, row_number() OVER (PARTITION BY what ORDER BY named DESC, weight DESC, asked DESC, id) AS place FROM first)
    SELECT {FOUND}, best.offices, many.lines, many.so,
      (SELECT json_object_agg(kind, n) FROM (SELECT kind, count(DISTINCT line) n FROM hit WHERE what = 'matter' GROUP BY kind) k),
      (SELECT json_object_agg(organ_id, n) FROM (SELECT organ_id, count(DISTINCT line) n FROM hit WHERE what = 'matter' GROUP BY organ_id) o),
      CASE WHEN found.what <> 'matter' THEN (SELECT m.names FROM catalogue_entry m WHERE m.version_id = found.version_id AND m.what = 'matter' LIMIT 1) END
    FROM many LEFT JOIN best ON (best.what = 'matter' AND place > %s AND place <= %s) OR (best.what <> 'matter' AND place <= {BESIDE})
    LEFT JOIN catalogue_entry found ON found.id = best.id
    ORDER BY best.what, place"""  # noqa: S608 constants and conditions of this file; what was typed goes beside it
    rows = _rows(hits, [*asked.arguments * 2, typed, tsquery, start, start + PAGE])
    matters, (total, many) = [row for row in rows if row[10] == MATTER], rows[0][TOTAL : TOTAL + 2]
    spread, beside = _spread(rows[0], language), () if start else _beside(rows, language)
    if many and total <= COUNTED:
        matters, total = _every(asked, typed, start)
    elif many:
        matters = _many(asked, typed, start)
    lines = tuple(_line(row, language) for row in matters if start < COUNTED)
    return Found(lines, min(total, COUNTED), loose, more=total > COUNTED, beside=beside, **spread)


def _every(asked: _Asked, typed: str, start: int) -> tuple[list[tuple[Any, ...]], int]:
    """Return a page of many matches that may be few lines, and how many lines there are: all are looked at."""
    every = f"""
    WITH first AS (
      SELECT DISTINCT ON ({asked.line}) id, asked, name_key, count(*) OVER (PARTITION BY {asked.line}) AS offices
      FROM catalogue_entry WHERE what = 'matter' AND {asked.where} ORDER BY {asked.line}, asked DESC, id),
    page AS (
      SELECT id, offices, row_number() OVER (ORDER BY name_key <> %s, name_key NOT LIKE %s, asked DESC, id) AS place FROM first)
    SELECT {FOUND}, page.offices, n.total FROM (SELECT count(*) AS total FROM first) n
    LEFT JOIN page ON place > %s AND place <= %s LEFT JOIN catalogue_entry found ON found.id = page.id ORDER BY place"""  # noqa: S608 constants and conditions of this file; what was typed goes beside it
    rows = _rows(every, [*asked.arguments, typed, _beginning(typed), start, start + PAGE])
    return [row for row in rows if row[0]], rows[0][TOTAL]


def _many(asked: _Asked, typed: str, start: int) -> list[tuple[Any, ...]]:
    """Return a page of very many matches without weighing them all: names that begin as typed, then the most asked."""
    named = asked.also("name_key LIKE %s", _beginning(typed))
    exact = f"""SELECT {FOUND}, first.offices FROM (
        SELECT DISTINCT ON ({asked.line}) id, count(*) OVER (PARTITION BY {asked.line}) AS offices FROM catalogue_entry
        WHERE what = 'matter' AND {named.where} ORDER BY {asked.line}, asked DESC, id) AS first
      JOIN catalogue_entry found ON found.id = first.id
      ORDER BY found.name_key <> %s, found.asked DESC, found.id LIMIT {PAGE}"""  # noqa: S608 constants and conditions of this file; what was typed goes beside it
    begin = _rows(exact, [*named.arguments, typed])
    rows = [] if start else begin
    if len(rows) < PAGE:
        seen = {row[0] for row in begin}
        rows = rows + [one for one in _often(asked, min(start, COUNTED), PAGE) if one[0] not in seen]
    return rows[:PAGE]


def _beginning(typed: str) -> str:
    return typed.replace("%", "").replace("_", "").replace("\\", "") + "%"


def _often(asked: _Asked, start: int, limit: int) -> list[tuple[Any, ...]]:
    """Return a page of what matches, what is asked for most first, without looking at all.

    The first so many are looked at, each line once; more of them only if they hold too few lines for the page.
    """
    alike = f"(SELECT count(*) FROM catalogue_entry WHERE what = 'matter' AND {asked.where} AND same = found.same)"  # noqa: S608 constants and conditions of this file
    offices, most = alike if asked.line == "same" else "1", start + limit
    while True:
        often = f"""
        WITH top AS (
          SELECT id, asked, {asked.line} AS line FROM catalogue_entry WHERE what = 'matter' AND {asked.where}
          ORDER BY asked DESC, id LIMIT {most}),
        first AS (SELECT DISTINCT ON (line) id, asked FROM top ORDER BY line, asked DESC, id),
        page AS (SELECT id, asked FROM first ORDER BY asked DESC, id LIMIT {limit} OFFSET {start})
        SELECT {FOUND}, {offices}, n.seen FROM (SELECT count(*) AS seen FROM top) n
        LEFT JOIN page ON TRUE LEFT JOIN catalogue_entry found ON found.id = page.id ORDER BY page.asked DESC, page.id"""  # noqa: S608 constants and conditions of this file; what was typed goes beside it
        rows = _rows(often, asked.arguments * (2 if offices == alike else 1))
        if len(rows) == limit or rows[0][TOTAL] < most:
            return [row for row in rows if row[0]]
        most *= 4


def _popular(asked: _Asked, language: str, start: int) -> Found:
    """Return a page of everything, what is asked for most first."""
    total = _listed.of((asked.where, repr(asked.arguments), asked.line), lambda: _count(asked))
    lines = tuple(_line(row, language) for row in _often(asked, start, PAGE)) if start < LISTED else ()
    return Found(lines, min(total, LISTED), loose=False, more=total > LISTED)


def _count(asked: _Asked) -> int:
    which = "DISTINCT same" if asked.line == "same" else "id"
    counted = f"""SELECT count(*) FROM (SELECT {which} FROM catalogue_entry WHERE what = 'matter' AND {asked.where}
      LIMIT {LISTED + 1}) AS few"""  # noqa: S608 constants and conditions of this file; what was typed goes beside it
    return int(_rows(counted, asked.arguments)[0][0])


def most_asked(language: str, *, limit: int) -> list[MatterLine]:
    """Return the matters that one may apply for online and that are asked for most."""
    rows = _often(_Asked([TODAY, "online"], line="same"), 0, limit)
    return [_line(row, language) for row in rows]


def offices_of(base: str, name: str, language: str) -> list[MatterLine]:
    """Return the same matter at every office where it is in force today: by its base code, or its own, and Chinese name."""
    alike = f"SELECT {COLUMNS}, 1 FROM catalogue_entry WHERE what = 'matter' AND same = %s AND {TODAY}"  # noqa: S608 constants of this file
    return [_line(row, language) for row in _rows(alike, [same(base, name)])]


def _spread(row: tuple[Any, ...], language: str) -> dict[str, Any]:
    """Return how the matches spread over kinds and organs, the most first."""
    tree = agencies.organs()
    kinds = sorted((row[KINDS] or {}).items(), key=lambda one: (-one[1], one[0]))
    organs = sorted((row[ORGANS] or {}).items(), key=lambda one: (-one[1], one[0]))
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
            matter=_pick(_json(row[IN_MATTER]) or {}, language),
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
        offices=row[OFFICES],
    )


def forget() -> None:
    """Drop what is kept of lists."""
    _listed.forget()
