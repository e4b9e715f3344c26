"""How long a district's list of matters takes to load, to judge and to hand out.

    python bench/catalogue.py [--rows 1135] [--broken 153]

The list is made up in the shape of a real one: a row a matter with code, name, kind, department and credit code, many of them
without a valid code and none with a legal basis. Prints JSON.
"""

import argparse
import csv
import io
import resource
import time
from datetime import date, datetime

import stage

HEAD = (
    "impl_code",
    "base_code",
    "name",
    "type_code",
    "type_name_inferred",
    "department",
    "org_uscc",
    "dept_code_raw",
    "area_code",
    "main_item",
    "source_link",
)
KINDS = (("1", "行政许可"), ("5", "行政给付"), ("7", "行政确认"), ("10", "其他行政权力"), ("20", "公共服务"))


def credit_code(n: int) -> str:
    """Return a valid unified social credit code."""
    from yimen.ground.codes import uscc_valid

    body = f"11511602{n:09d}"
    return next(body + last for last in "0123456789ABCDEFGHJKLMNPQRTUWXY" if uscc_valid(body + last))


def a_list(rows: int, broken: int) -> bytes:
    """Return a list of matters of forty departments as CSV; some rows carry a code that is not valid."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    organs = [(f"区第{n}局", credit_code(n)) for n in range(40)]
    for n in range(rows):
        kind, words = KINDS[n % len(KINDS)]
        name, code = organs[n % len(organs)]
        code = code if n >= broken else code[:9]
        base = f"511Z{n:08d}"
        full = f"{base}-511602000000-000-{code}-1-00"
        link = f"https://example.invalid/item?itemCode={full}"
        writer.writerow(
            (full, base, f"第{n}项{words}事项办理", kind, words, name, code, code, "511602000000", "", link)
        )
    return out.getvalue().encode()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1135)
    parser.add_argument("--broken", type=int, default=153)
    given = parser.parse_args()
    stage.prepare(0)
    from yimen.registers.catalogue import import_files, importing, quality, reads
    from yimen.registers.catalogue.models import Matter

    at, took = datetime.now(stage.SHANGHAI), {}

    def timed(name: str, work: object) -> object:
        started = time.perf_counter()
        found = work()  # type: ignore[operator]
        took[name] = round(time.perf_counter() - started, 2)
        return found

    rows = timed("read", lambda: import_files.rows("list.csv", a_list(given.rows, given.broken)))
    orders = importing.Orders()
    first = timed("load", lambda: importing.load(rows, orders, by="system:bench", at=at))
    again = timed("load_again", lambda: importing.load(rows, orders, by="system:bench", at=at))
    judged = timed("judge", quality.report)
    timed("register_page", lambda: reads.register.entries(on=date.today(), limit=100))
    stage.say(
        {
            "machine": stage.machine(),
            "settings": {"rows": given.rows, "broken": given.broken, "in_register": Matter.objects.count()},
            "seconds": took,
            "first": {"new": first.new, "rejected": len(first.rejected), "incomplete": len(first.incomplete)},
            "again": {"new": again.new, "unchanged": again.unchanged},
            "judged": {"total": judged.total, "whole": judged.whole, "score": judged.score},
            "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }
    )


if __name__ == "__main__":
    main()
