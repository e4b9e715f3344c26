"""Whole lives of cases per second, beside what the bare database does with the same statements in the same minute.

    python bench/lives.py [--stored 10000] [--seconds 20] [--turns 4] [--lanes 8] [--workers 2] [--threads 3]

Six authenticated API calls a life: submit with form data and two papers, accept, review, decide, deliver, rate. The load
comes from Node.js; the bare database is driven by pgbench with prepared statements. The two take turns. Prints lives per
second of both (mean of the turns, and each turn), their ratio, the median time of a call and the worst turn's 99 %.
"""

import argparse
import json
import os
import re
import subprocess
import tempfile
from pathlib import Path
from statistics import mean, median
from typing import Any

import stage

SUBMIT = r"""
\set id random(1, 900000000000000)
BEGIN;
SELECT * FROM people_person WHERE id_kind = 'resident' AND id_index = decode('00', 'hex') LIMIT 1;
SELECT until_on FROM people_bar WHERE person_id = 1 AND matter_id = 1 AND from_on <= current_date LIMIT 1;
WITH a AS (INSERT INTO cases_case ({columns}) VALUES (:id, 1, 1, '食品经营许可', 1, '高州市市场监督管理局', 'submitted', 0, 'window', 'api', 'zh-hans',
  5, NULL, decode(repeat('ab', 150), 'hex'), decode(repeat('ef', 32), 'hex'), decode(repeat('cd', 90), 'hex'), now(), now(), now(),
  current_date + 7, NULL, '', false, 20, 'working_days', 5, NULL, NULL, false, NULL, '', '', '', '', NULL, NULL, '', '', '', NULL)),
b AS (INSERT INTO cases_material (case_id, n, material, name, via, reference, round, added_at)
  VALUES (:id, 1, 1, '申请书', 'reference', 'R-1', 0, now()), (:id, 2, 2, '平面图', 'reference', 'R-2', 0, now())),
c AS ({journal}) {answer};
COMMIT;
"""
JOURNAL = "INSERT INTO journal (type, subject, organ, actor, at, data) VALUES {rows}"
SAID = """('bare.{name}', :id, 1, 'client-bare', now(), '{{"a": 1, "person": 5, "due_on": "2026-03-09"}}')"""
ANSWER = """INSERT INTO api_answer (client_id, key, digest, status, body, at) VALUES ('bare', gen_random_uuid()::text, decode(repeat('ab', 32), 'hex'), 200, '{"id": "1", "number": "1", "state": "x"}', now())"""
STEP = r"""
BEGIN;
{more}SELECT * FROM cases_case WHERE id = :id FOR UPDATE;
WITH {beside}a AS (UPDATE cases_case SET {change} WHERE id = :id RETURNING 1), b AS ({journal}), c AS ({answer}) SELECT 1 FROM a;
COMMIT;
"""
RATE = r"""
SELECT * FROM cases_case WHERE id = :id;
BEGIN;
WITH a AS (INSERT INTO ratings_rating (case_id, organ_id, matter_id, channel, level, words, added_words, by, at) VALUES (:id, 1, 1, 'api', 5, '', '', 'client-bare', now()))
  , b AS ({journal}) {answer};
COMMIT;
"""
REVIEWS = "SELECT n, step, stage, void FROM cases_review WHERE case_id = :id;\n"
REVIEW = "INSERT INTO cases_review (case_id, n, step, stage, verdict, opinion, by, second, at, void) VALUES (:id, 1, 2, 0, 'agree', '', 'x', '', now(), false)"
PERMIT = r"""INSERT INTO permits_permit (id, kind, matter_id, version_id, title, organ_id, organ_name, person_id, holder, holder_index,
  scope, conditions, case_id, granted_at, valid_from, term_from, state, deemed, next_by, reminded) VALUES (:id, 'licence', 1, 1, '食品经营许可证', 1,
  '高州市市场监督管理局', 5, decode(repeat('ab', 150), 'hex'), decode(repeat('ef', 32), 'hex'), decode(repeat('cd', 200), 'hex'), '', :id, now(),
  current_date, current_date, 'valid', false, '', '{}')"""
SERVICE = """INSERT INTO cases_service (case_id, n, document, way, outcome, address, "on", served_on, receiver, witnesses, number, proof, reason, files, by, at)
  VALUES (:id, 1, 'grant', 'personal', 'served', '', current_date, current_date, '', '', '', 'x', '', '{}', 'x', now())"""
STEPS = [
    (
        ["Accepted"],
        "SELECT organ_id FROM cases_case WHERE id = :id AND state <> 'draft';\n",
        "",
        "state = 'accepted', accepted_at = now(), accepted_by = 'x', waiting_role = 'reviewer', statutory_due_on = current_date + 28, promised_due_on = current_date + 7, provisional = false",
    ),
    (["Reviewed"], REVIEWS, REVIEW, "stage = 1, waiting_role = 'approver'"),
    (
        ["PermitIssued", "Granted"],
        "",
        PERMIT,
        "state = 'granted', stage = 2, waiting_role = 'window', decided_at = now(), decided_by = 'x', decision_reason = '', deliver_due_on = current_date + 14",
    ),
    (
        ["Delivered"],
        "",
        SERVICE,
        "state = 'delivered', delivered_at = now(), delivery_method = 'personal', delivery_proof = 'x', waiting_role = ''",
    ),
]


def said(*names: str) -> str:
    """Return the statement that writes down what happened."""
    return JOURNAL.format(rows=", ".join(SAID.format(name=name) for name in names))


def script() -> str:
    """Return one life as the statements that the application sends, on the same tables with the same indexes and commits."""
    submit = SUBMIT.replace("{columns}", stage.COLUMNS).replace("{journal}", said("Submitted"))
    steps = [
        STEP.format(
            more=more,
            beside=f"d AS ({beside}), " if beside else "",
            change=change,
            journal=said(*names),
            answer=ANSWER,
        )
        for names, more, beside, change in STEPS
    ]
    rate = RATE.format(journal=said("Rated"), answer=ANSWER)
    return submit.replace("{answer}", ANSWER) + "".join(steps) + rate


def bare(lanes: int, seconds: int) -> float:
    """Return lives per second of the bare database."""
    from django.conf import settings

    words = settings.DATABASES["default"]
    environment = {**os.environ, "PGPASSWORD": str(words["PASSWORD"])}
    program = settings.EMBEDDED.program("pgbench") if settings.EMBEDDED else "pgbench"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "life.sql"
        path.write_text(script())
        command = [
            program,
            "-h",
            str(words["HOST"]),
            "-U",
            str(words["USER"]),
            "-n",
            "-M",
            "prepared",
            "-c",
            str(lanes),
            "-j",
            "2",
            "-T",
            str(seconds),
            "-f",
            str(path),
        ]
        if words.get("PORT"):
            command += ["-p", str(words["PORT"])]
        done = subprocess.run(
            [*command, str(words["NAME"])], capture_output=True, text=True, check=False, env=environment
        )
    if done.returncode:
        raise SystemExit(done.stderr)
    return float(re.search(r"tps = ([\d.]+)", done.stdout).group(1))  # type: ignore[union-attr]


def driven(address: str, ready: dict[str, str], lanes: int, seconds: int) -> dict[str, Any]:
    """Return what the client tells of driving the server for some seconds."""
    client = [stage.node(), str(Path(__file__).with_name("client.mjs"))]
    words = [*client, address, ready["token"], ready["matter"], str(lanes), str(seconds)]
    done = subprocess.run(words, check=True, capture_output=True, text=True, timeout=seconds + 120)
    told: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stored", type=int, default=10_000, help="cases stored before")
    parser.add_argument("--seconds", type=int, default=20, help="of load, at most 300")
    parser.add_argument(
        "--turns", type=int, default=4, help="the two take, so that both meet the same machine"
    )
    parser.add_argument("--lanes", type=int, default=8, help="connections of the load")
    parser.add_argument("--workers", type=int, default=2, help="serving processes")
    parser.add_argument("--threads", type=int, default=3, help="requests that each answers at once")
    given = parser.parse_args()
    turns = max(1, given.turns)
    seconds = max(1, min(given.seconds, 300) // turns)
    ready = stage.prepare(given.stored)
    told: list[dict[str, Any]] = []
    bare_told: list[float] = []
    with stage.server(given.workers, given.threads) as address:
        driven(address, ready, given.lanes, 3)
        for _turn in range(turns):
            told.append(driven(address, ready, given.lanes, seconds))
            bare_told.append(bare(given.lanes, max(3, seconds // 2)))
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('fsync'), current_setting('synchronous_commit'), current_setting('server_version'), count(*) FROM cases_case"
        )
        fsync, commit, version, stored = cursor.fetchone()
    lives, bare_lives = mean(one["lives_per_s"] for one in told), mean(bare_told)
    stage.say(
        {
            "lives_per_s": round(lives, 1),
            "bare_lives_per_s": round(bare_lives, 1),
            "ratio": round(lives / bare_lives, 3),
            "p50_ms": median(one["p50_ms"] for one in told),
            "p99_ms": max(one["p99_ms"] for one in told),
            "calls": sum(one["calls"] for one in told),
            "failures": sum(one["failures"] for one in told),
            "first_failure": next((one["first_failure"] for one in told if one["failures"]), ""),
            "turns": [
                [round(one["lives_per_s"], 1), round(other, 1)]
                for one, other in zip(told, bare_told, strict=True)
            ],
            "stored_cases": stored,
            "settings": {
                "fsync": fsync,
                "synchronous_commit": commit,
                "postgresql": version,
                "workers": given.workers,
                "threads": given.threads,
                "lanes": given.lanes,
                "seconds": seconds * turns,
            },
            "machine": stage.machine(),
        }
    )


if __name__ == "__main__":
    main()
