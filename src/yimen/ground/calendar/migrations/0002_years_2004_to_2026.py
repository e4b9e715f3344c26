"""Load the exceptional days of 2004 to 2026 as the yearly notices of the State Council's office list them."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

from django.db import migrations

FACTS = Path(__file__).resolve().parents[1] / "data" / "days_2004_2026.csv"


def load(apps, _schema_editor):
    day, year = apps.get_model("calendar", "CalendarDay"), apps.get_model("calendar", "CalendarYear")
    rows = list(csv.DictReader(FACTS.read_text("utf-8").splitlines()))
    day.objects.bulk_create(
        day(day=date.fromisoformat(row["date"]), working=row["working"] == "1", name=row["name"])
        for row in rows
    )
    at = datetime(2025, 11, 4, tzinfo=UTC)
    year.objects.bulk_create(
        year(year=number, notice=f"国务院办公厅关于{number}年部分节假日安排的通知", loaded_at=at)
        for number in range(2004, 2027)
    )


class Migration(migrations.Migration):
    dependencies = [("calendar", "0001_calendar_days")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
