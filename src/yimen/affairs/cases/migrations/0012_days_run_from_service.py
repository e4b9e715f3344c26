"""A one-time notice keeps the day on which it was served, promised papers the day from which they are counted."""

from django.db import migrations, models

SERVED = """
    UPDATE cases_supplement s SET served_on = v.served_on FROM (
        SELECT case_id, min(served_on) AS served_on FROM cases_service
        WHERE document = 'supplement' AND served_on IS NOT NULL GROUP BY case_id) v
    WHERE v.case_id = s.case_id AND s.n = 1 AND v.served_on >= (s.asked_at AT TIME ZONE 'Asia/Shanghai')::date;
    UPDATE cases_supplement SET served_on = (asked_at AT TIME ZONE 'Asia/Shanghai')::date
    WHERE served_on IS NULL AND told_by_way = 'window'"""
COUNTED = """
    UPDATE cases_gap g SET since_on = (c.accepted_at AT TIME ZONE 'Asia/Shanghai')::date FROM cases_case c
    WHERE c.id = g.case_id AND g.due_on IS NOT NULL AND NOT c.deemed"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0011_open_to_several_roles"),
    ]

    operations = [
        migrations.AddField(
            model_name="supplement",
            name="served_on",
            field=models.DateField(null=True, verbose_name="served on"),
        ),
        migrations.AddField(
            model_name="gap",
            name="since_on",
            field=models.DateField(null=True, verbose_name="day from which its time is counted"),
        ),
        migrations.RunSQL(SERVED, migrations.RunSQL.noop),
        migrations.RunSQL(COUNTED, migrations.RunSQL.noop),
    ]
