"""Server time, queries and size of each portal and desk page.

    python bench/pages.py [--stored 10000] [--rounds 40]

Pages are asked in-process through the whole stack of middleware, signed in where the page needs it; the figures are of the
server's own time, without the network.
"""

import argparse
import gzip
import statistics
import time

import stage


def accounts(organ: int) -> dict[str, int]:
    """Return a citizen with a case and an officer of the organ, made once."""
    from datetime import datetime

    from yimen.registers.agencies import acts as agencies
    from yimen.registers.agencies import reads as agency_reads
    from yimen.registers.people import acts as people
    from yimen.registers.people import reads as people_reads

    at = datetime.now(stage.SHANGHAI)
    person = people_reads.find("resident", "440981199001010017")
    citizen = people_reads.account_named("bench-citizen") or people.open_account(
        "bench-citizen",
        "bench-password-1",
        person_id=person.id if person else None,
        by="system:bench",
        at=at,
    )
    officer = people_reads.account_named("bench-officer")
    if officer is None:
        officer = people.open_account("bench-officer", "bench-password-1", by="system:bench", at=at)
        for role in ("window", "reviewer"):
            post = agencies.create_post(organ, role, role, by="system:bench", at=at)
            agencies.appoint(post, officer, "李", letter="A", on=at.date(), by="system:bench", at=at)
    agency_reads.forget()
    return {"citizen": citizen, "officer": officer}


def main() -> None:
    """Measure and print a row a page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stored", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=40)
    given = parser.parse_args()
    ready = stage.prepare(given.stored)
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client

    from yimen.affairs.cases import acts, reads
    from yimen.affairs.cases.acts import Application, Paper
    from yimen.ground.calendar.reads import calendar
    from yimen.registers.catalogue import reads as catalogue
    from yimen.registers.people import reads as people

    settings.STAFF_MFA = False
    settings.ALLOWED_HOSTS = ["testserver"]
    who = accounts(int(ready["organ"]))
    from datetime import date, datetime

    matter = catalogue.published(ready["matter"], on=date.today())
    person = people.find("resident", "440981199001010017")
    application = Application(
        matter=matter,
        person=person,
        facts={"shop": "x", "area": "80", "kind": "cold"},
        papers=[Paper(1, reference="r")],
    )
    case = acts.submit(application, by="system:bench", at=datetime.now(stage.SHANGHAI), calendar=calendar())
    number, code = reads.sheet(case).line.number, reads.code_of(case)
    pages = [
        ("home", "", "/"),
        ("search", "", "/matters/?q=开饭店"),
        ("guide", "", f"/matters/{ready['matter']}/"),
        ("organs", "", "/organs/"),
        ("track", "", f"/track/?number={number.replace(' ', '')}&code={code}"),
        ("my space", "citizen", "/my/"),
        ("my case", "citizen", f"/my/cases/{case}/"),
        ("inbox", "officer", "/desk/"),
        ("inbox, all", "officer", "/desk/?all=1"),
        ("desk case", "officer", f"/desk/cases/{case}/"),
        ("ended", "officer", "/desk/ended/"),
    ]
    rows = []
    for name, account, address in pages:
        client = Client()
        if account:
            client.force_login(get_user_model().objects.get(pk=who[account]))
        for _warm in range(3):
            answer = client.get(address)
        asked: list[str] = []
        with connection.execute_wrapper(
            lambda execute, sql, params, many, context: (
                asked.append(sql),
                execute(sql, params, many, context),
            )[1]
        ):
            client.get(address)
        times = []
        for _round in range(given.rounds):
            began = time.perf_counter()
            answer = client.get(address)
            times.append((time.perf_counter() - began) * 1000)
        body = answer.getvalue() if answer.streaming else answer.content
        rows.append(
            {
                "page": name,
                "status": answer.status_code,
                "queries": len(asked),
                "median_ms": round(statistics.median(times), 1),
                "p95_ms": round(sorted(times)[int(len(times) * 0.95) - 1], 1),
                "kB": round(len(body) / 1024, 1),
                "kB_gzip": round(len(gzip.compress(body)) / 1024, 1),
            }
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_case")
        stored = cursor.fetchone()[0]
    stage.say({"pages": rows, "stored_cases": stored, "machine": stage.machine()})


if __name__ == "__main__":
    main()
