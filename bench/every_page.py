"""Queries, server time and size of every page that each role reaches by links in a loaded city.

    DATA_DIR=... YIMEN_DEMO=1 python bench/every_page.py [--each 3] [--over 6]

Starts at each role's first pages and follows links in-process, at most so many pages of one kind a role. Prints a row a
kind: the most queries, the median time and the largest size that were seen; `--over` keeps the rows that ask so many or more.
"""

import argparse
import re
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urlsplit

import stage

if TYPE_CHECKING:
    from django.test import Client

STARTS = ("/", "/desk/", "/my/")
LINK = re.compile(r'href="(/[^"]*)"')
LEFT_OUT = re.compile(
    r"^/(static|files|api|accounts/logout|live)/|[?&](lang|format)=|\.(pdf|csv|xlsx|json|svg|atom|zip)"
)
OK = 200


@dataclass(frozen=True, order=True)
class Seen:
    """What one page cost: queries, milliseconds, kilobytes; for whom and where."""

    queries: int
    ms: float
    kilobytes: float
    login: str
    address: str


def signed_in(login: str) -> "Client":
    """Return a browser in which an account is signed in; nobody for an empty name."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client()
    if login:
        account = get_user_model().objects.get(username=login)
        client.force_login(account)
    return client


def kind_of(address: str) -> str:
    """Return the name of the page that answers at an address, or ""."""
    from django.urls import Resolver404, resolve

    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def links(page: str) -> list[str]:
    """Return the addresses that a page leads to, as they are asked for."""
    found = (urldefrag(one.replace("&amp;", "&"))[0] for one in LINK.findall(page))
    return [one for one in dict.fromkeys(found) if not LEFT_OUT.search(one)]


def look(client: "Client", login: str, address: str) -> tuple[int, str, Seen]:
    """Ask for a page three times; return status, page and what it cost the second or third time, whichever was less.

    The first time warms what is kept; now and then something kept is looked up anew just in the second.
    """
    client.get(address)
    (answer, first), (_again, second) = counted(client, address), counted(client, address)
    queries, ms = min(first, second)
    body = b"" if answer.streaming else answer.content
    shown = answer.status_code == OK and "html" in answer.headers.get("Content-Type", "")
    page = (
        body.decode() if shown else f'href="{answer.headers.get("Location", "")}"'
    )  # where it leads instead
    return answer.status_code, page, Seen(queries, ms, len(body) / 1024, login, address)


def counted(client: "Client", address: str) -> tuple[Any, tuple[int, float]]:
    """Ask for a page; return the answer, and how many questions it asked the database in how many milliseconds."""
    from django.db import connection

    asked: list[str] = []

    def see(
        execute: Callable[..., object], sql: str, params: object, many: object, context: object
    ) -> object:
        asked.append(sql)
        return execute(sql, params, many, context)

    began = time.perf_counter()
    with connection.execute_wrapper(see):
        answer = client.get(address)
    return answer, (len(asked), (time.perf_counter() - began) * 1000)


def walk(login: str, each: int) -> Iterator[tuple[str, int, Seen]]:
    """Follow the links of one role; yield the kind of each page, its status and what it cost."""
    client, waiting, known, counts = signed_in(login), list(STARTS), set(STARTS), defaultdict[str, int](int)
    for address in waiting:
        kind = kind_of(address)
        if not kind or counts[kind] >= each:
            continue
        counts[kind] += 1
        status, page, cost = look(client, login, address)
        yield kind, status, cost
        new = [one for one in links(page) if one not in known]
        known.update(new)
        waiting += new


def summed(kind: str, found: list[Seen]) -> dict[str, object]:
    """Return the row of a kind of page: where it asked most, its median time and largest size."""
    most = max(found)
    return {
        "page": kind,
        "queries": most.queries,
        "median_ms": round(statistics.median(one.ms for one in found), 1),
        "kB": round(max(one.kilobytes for one in found), 1),
        "most_for": most.login,
        "most_at": most.address,
    }


def main() -> None:
    """Walk, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=3)
    parser.add_argument("--over", type=int, default=0)
    given = parser.parse_args()
    import django

    django.setup()
    from django.conf import settings

    from yimen.demo.city import LOGINS
    from yimen.site import database

    database.up()
    settings.STAFF_MFA, settings.ALLOWED_HOSTS = False, ["testserver"]
    costs, statuses = defaultdict[str, list[Seen]](list), defaultdict[str, set[int]](set)
    for login in ("", *(one[1] for one in LOGINS)):
        for kind, status, cost in walk(login, given.each):
            statuses[kind].add(status)
            costs[kind] += [cost] if status == OK else []
    rows = [summed(kind, found) for kind, found in sorted(costs.items()) if found]
    stage.say(
        {
            "pages": [one for one in rows if one["queries"] >= given.over],
            "kinds": len(rows),
            "refused": {
                kind: sorted(found) for kind, found in statuses.items() if not found <= {OK, 301, 302}
            },
            "machine": stage.machine(),
        }
    )


if __name__ == "__main__":
    main()
