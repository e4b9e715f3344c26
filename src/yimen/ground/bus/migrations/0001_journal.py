"""The journal: append-only, partitioned by month, read behind a snapshot horizon."""

from datetime import date

from django.db import migrations, models

JOURNAL = """
CREATE TABLE journal (
    position bigint GENERATED ALWAYS AS IDENTITY,
    xid bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    type varchar(80) NOT NULL,
    subject bigint NOT NULL,
    organ bigint NOT NULL DEFAULT 0,
    actor varchar(80) NOT NULL,
    at timestamptz NOT NULL,
    data jsonb NOT NULL,
    PRIMARY KEY (recorded_at, position)
) PARTITION BY RANGE (recorded_at);
COMMENT ON TABLE journal IS 'Event, history, audit and outbox in one row; never changed after it is written';
COMMENT ON COLUMN journal.xid IS 'The writing transaction: readers stay behind the oldest one still open, so no row is ever skipped';
COMMENT ON COLUMN journal.at IS 'The legal moment of the act, which may differ from the moment of recording';
CREATE INDEX journal_in_order ON journal (xid, position);
CREATE INDEX journal_of_subject ON journal (subject, position);
CREATE TABLE journal_rest PARTITION OF journal DEFAULT;

CREATE FUNCTION journal_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON journal
    FOR EACH ROW EXECUTE FUNCTION journal_refuses();
CREATE TRIGGER journal_not_emptied BEFORE TRUNCATE ON journal
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuses();
"""

UNDO = "DROP TABLE journal; DROP FUNCTION journal_refuses();"


def months(apps, schema_editor):
    """Make the partitions of this year and the next; the worker makes those that follow."""
    year = date.today().year
    for number in range(24):
        first = date(year + number // 12, number % 12 + 1, 1)
        after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        schema_editor.execute(
            f"CREATE TABLE journal_{first:%Y_%m} PARTITION OF journal "
            f"FOR VALUES FROM ('{first} 00:00+08') TO ('{after} 00:00+08')"
        )


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(JOURNAL, UNDO),
        migrations.RunPython(months, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("pk", models.CompositePrimaryKey("recorded_at", "position")),
                ("position", models.BigIntegerField(verbose_name="position")),
                ("xid", models.BigIntegerField(verbose_name="transaction")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                ("type", models.CharField(max_length=80, verbose_name="event")),
                ("subject", models.BigIntegerField(verbose_name="subject")),
                ("organ", models.BigIntegerField(verbose_name="organ")),
                ("actor", models.CharField(max_length=80, verbose_name="actor")),
                ("at", models.DateTimeField(verbose_name="moment")),
                ("data", models.JSONField(verbose_name="what was said")),
            ],
            options={"db_table": "journal", "managed": False},
        ),
    ]
