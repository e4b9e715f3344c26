"""Load table L, the statutory deadlines with their sources, as data/deadlines.json lists them."""

import json
from datetime import date
from pathlib import Path

from django.db import migrations

FACTS = Path(__file__).resolve().parents[1] / "data" / "deadlines.json"


def load(apps, _schema_editor):
    rule = apps.get_model("calendar", "DeadlineRule")
    rows = json.loads(FACTS.read_text("utf-8"))
    rule.objects.bulk_create(rule(**{"since": date(2004, 7, 1), **row}) for row in rows)


class Migration(migrations.Migration):
    dependencies = [("calendar", "0004_deadlines")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
