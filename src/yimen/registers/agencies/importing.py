"""The national list of divisions: read, checked and loaded set-wise."""

import csv
import gzip
import io
import re
from codecs import getincrementaldecoder
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from django.db import connection, transaction

COLUMNS = ("code", "name", "level", "parent_code")
HEADINGS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("代码", "区划代码", "行政区划代码", "统计用区划代码"), "code"),
    **dict.fromkeys(("名称", "单位名称", "区划名称", "行政区划名称"), "name"),
    **dict.fromkeys(("级别", "层级", "级次"), "level"),
    **dict.fromkeys(("上级代码", "父级代码", "上级区划代码"), "parent_code"),
}
SIX: Final = re.compile(r"\d{6}", re.ASCII)
HEAD: Final = 64 * 1024  # bytes by which the encoding of a file is told
Raw = dict[str, str | None]
TEMPORARY = "CREATE TEMP TABLE fresh (code text, name text, level int, parent_code text, line int)"
ORPHANS = """
DELETE FROM fresh f WHERE f.level = %s AND f.level > 1 AND NOT EXISTS
    (SELECT 1 FROM agencies_division p WHERE p.code = f.parent_code AND p.level < f.level)
RETURNING f.line
"""
INSERT = """
INSERT INTO agencies_division (code, level, name, parent_code, path, successor)
SELECT f.code, f.level, f.name, f.parent_code,
       coalesce((SELECT p.path FROM agencies_division p WHERE p.code = f.parent_code AND p.level < f.level
                 ORDER BY p.level DESC LIMIT 1), '') || '/' || f.code, ''
FROM fresh f WHERE f.level = %s
ON CONFLICT (code, level) DO UPDATE SET name = excluded.name, parent_code = excluded.parent_code, path = excluded.path
WHERE (agencies_division.name, agencies_division.parent_code, agencies_division.path)
      IS DISTINCT FROM (excluded.name, excluded.parent_code, excluded.path)
"""


Progress = Callable[[int], None]
STRIDE = 5_000  # rows after which the progress is told


def silent(_step: int) -> None:
    """Tell nobody."""


class Unreadable(Exception):
    """The file is no list of divisions; the words say why."""


@dataclass
class Outcome:
    """What an import did: rows read, rows new or changed, and each rejected line with its reason."""

    read: int = 0
    written: int = 0
    rejected: list[tuple[int, str]] = field(default_factory=list)


def fault(row: Raw) -> str:
    """Return why a row cannot be taken, or ""."""
    code, level = row.get("code") or "", row.get("level") or ""
    if any("\0" in (row.get(name) or "") for name in COLUMNS):
        return "it holds a sign that cannot be kept"
    if not (code.isascii() and code.isdecimal() and len(code) == 12):
        return "the code is not six or twelve digits"
    if level not in {"1", "2", "3", "4", "5"}:
        return "the level is not 1 to 5"
    if not (row.get("name") or "").strip():
        return "the name is missing"
    if len(row.get("name") or "") > 80:
        return "the name is longer than 80 characters"
    if level != "1" and not row.get("parent_code"):
        return "the parent is missing"
    return ""


def completed(row: Raw, seen: Collection[tuple[str | None, str | None]]) -> Raw:
    """Return a row of the civil-affairs list, whose codes have six digits, as one of twelve, with its level and parent.

    Under a municipality or a province without prefectures in between, the parent is the province; the list is in order.
    """
    code = (row.get("code") or "").strip()
    if not SIX.fullmatch(code):
        return row
    province, prefecture = f"{code[:2]:0<12}", f"{code[:4]:0<12}"
    level = "1" if code.endswith("0000") else "2" if code.endswith("00") else "3"
    above = {"1": "", "2": province, "3": prefecture if (prefecture, "2") in seen else province}
    parent = (row.get("parent_code") or "").strip()
    return {
        **row,
        "code": f"{code:0<12}",
        "level": row.get("level") or level,
        "parent_code": f"{parent:0<12}" if parent else above[level],
    }


def _opened(path: Path, raw: Any, opened: ExitStack) -> Any:  # noqa: ANN401 a file, packed or not
    return opened.enter_context(gzip.open(raw)) if path.suffix == ".gz" else raw


def _encoding(path: Path) -> str:
    """Return how a file is written: UTF-8, or the older GB 18030 in which lists are handed round."""
    with path.open("rb") as raw, ExitStack() as opened:
        head = _opened(path, raw, opened).read(HEAD)
    try:
        getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"


def _reader(text: io.TextIOWrapper) -> Iterator[Raw]:
    """Return the rows under our names for the columns. Raises Unreadable, naming the columns that are missing."""
    first = text.readline()
    if not first.strip():
        raise Unreadable("it is empty")
    mark = max(",;\t", key=first.count)
    names = [HEADINGS.get(one.strip(), one.strip()) for one in next(csv.reader([first], delimiter=mark))]
    reader = csv.DictReader(text, names, delimiter=mark)
    row = next(reader, None)
    if row is None:
        raise Unreadable("it holds no division")
    short = SIX.fullmatch((row.get("code") or "").strip())
    needed = COLUMNS[:2] if short else COLUMNS
    if missing := [one for one in needed if one not in names]:
        raise Unreadable(f"it has no column {', '.join(missing)}; its columns are {', '.join(names)}")
    yield row
    yield from reader


def rows(path: Path, progress: Progress = silent) -> Iterator[Raw]:
    """Yield the rows of a CSV, gzipped or plain. Raises OSError, UnicodeDecodeError or Unreadable for an unreadable file."""
    encoding = _encoding(path)
    with path.open("rb") as raw, ExitStack() as opened:
        whole = _opened(path, raw, opened)
        text = opened.enter_context(io.TextIOWrapper(whole, encoding=encoding, newline=""))
        passed = 0
        for n, row in enumerate(_reader(text)):
            if n % STRIDE == 0:
                progress(raw.tell() - passed)
                passed = raw.tell()
            yield row
        progress(raw.tell() - passed)


def load(path: Path, *, dry_run: bool = False, progress: Progress = silent) -> Outcome:
    """Load a list of divisions in one transaction: parents before children, the same file twice changes nothing.

    `progress` is told how many bytes of the file were read since it was told last.
    """
    outcome, seen = Outcome(), set[tuple[str | None, str | None]]()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(TEMPORARY)
        with cursor.copy(f"COPY fresh ({', '.join(COLUMNS)}, line) FROM STDIN") as copy:
            for line, read in enumerate(rows(path, progress), start=2):
                row = completed(read, seen)
                outcome.read += 1
                key = (row.get("code"), row.get("level"))
                reason = fault(row) or ("the same code and level stood before" if key in seen else "")
                if reason:
                    outcome.rejected.append((line, reason))
                    continue
                seen.add(key)
                copy.write_row([*(row[name] or "" for name in COLUMNS), line])
        cursor.execute("CREATE INDEX ON fresh (level)")
        cursor.execute("ANALYZE fresh")
        for level in range(1, 6):
            cursor.execute(ORPHANS, [level])
            orphans = sorted(line for (line,) in cursor.fetchall())
            outcome.rejected += [(line, "the parent is not in the list") for line in orphans]
            cursor.execute(INSERT, [level])
            outcome.written += cursor.rowcount
        cursor.execute("DROP TABLE fresh")
        outcome.rejected.sort()
        if dry_run:
            transaction.set_rollback(True)
    return outcome
