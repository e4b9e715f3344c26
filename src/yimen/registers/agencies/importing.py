"""The national list of divisions: read, checked and loaded set-wise."""

import csv
import gzip
import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection, transaction

COLUMNS = ("code", "name", "level", "parent_code")
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


@dataclass
class Outcome:
    """What an import did: rows read, rows new or changed, and each rejected line with its reason."""

    read: int = 0
    written: int = 0
    rejected: list[tuple[int, str]] = field(default_factory=list)


def fault(row: dict[str, str | None]) -> str:
    """Return why a row cannot be taken, or ""."""
    code, level = row.get("code") or "", row.get("level") or ""
    if not (code.isascii() and code.isdecimal() and len(code) == 12):
        return "the code is not twelve digits"
    if level not in {"1", "2", "3", "4", "5"}:
        return "the level is not 1 to 5"
    if not (row.get("name") or "").strip():
        return "the name is missing"
    if len(row.get("name") or "") > 80:
        return "the name is longer than 80 characters"
    if level != "1" and not row.get("parent_code"):
        return "the parent is missing"
    return ""


def rows(path: Path, progress: Progress = silent) -> Iterator[dict[str, str | None]]:
    """Yield the rows of a CSV, gzipped or plain. Raises OSError or UnicodeDecodeError for an unreadable file."""
    with path.open("rb") as raw, ExitStack() as opened:
        whole: Any = opened.enter_context(gzip.open(raw)) if path.suffix == ".gz" else raw
        text = opened.enter_context(io.TextIOWrapper(whole, encoding="utf-8-sig", newline=""))
        passed = 0
        for n, row in enumerate(csv.DictReader(text)):
            if n % STRIDE == 0:
                progress(raw.tell() - passed)
                passed = raw.tell()
            yield row
        progress(raw.tell() - passed)


def load(path: Path, *, dry_run: bool = False, progress: Progress = silent) -> Outcome:
    """Load a list of divisions in one transaction: parents before children, the same file twice changes nothing.

    `progress` is told how many bytes of the file were read since it was told last.
    """
    outcome, seen = Outcome(), set()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(TEMPORARY)
        with cursor.copy(f"COPY fresh ({', '.join(COLUMNS)}, line) FROM STDIN") as copy:
            for line, row in enumerate(rows(path, progress), start=2):
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
