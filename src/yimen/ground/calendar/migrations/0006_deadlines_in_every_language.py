"""Name the seeded deadlines of table L in the languages that data/deadlines.json has learnt since they were loaded."""

import json
from datetime import date
from pathlib import Path

from django.db import migrations

FACTS = Path(__file__).resolve().parents[1] / "data" / "deadlines.json"
WORDS = ("what", "start", "approver")


def name(apps, _schema_editor):
    rule = apps.get_model("calendar", "DeadlineRule")
    for row in json.loads(FACTS.read_text("utf-8")):
        since = row.get("since", date(2004, 7, 1))
        seeded = rule.objects.filter(code=row["code"], part=row.get("part", ""), local=False, since=since)
        seeded.update(**{one: row[one] for one in WORDS if one in row})


class Migration(migrations.Migration):
    dependencies = [("calendar", "0005_table_of_deadlines")]
    operations = [migrations.RunPython(name, migrations.RunPython.noop)]
