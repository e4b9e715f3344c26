"""The database refuses to change what is archived (G-311); the schedule of retention has its first lines (G-307)."""

from datetime import UTC, datetime

from django.db import migrations

GUARD = """
CREATE FUNCTION archives_package_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := ARRAY['state'];
BEGIN
    IF OLD.state NOT IN ('archived', 'handed_over', 'destroyed') THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'an entry of the archive stays' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state = 'destroyed' AND OLD.state = 'archived' THEN
        free := free || ARRAY['person_id', 'holder_index'];
    END IF;
    IF (to_jsonb(NEW) - free) IS DISTINCT FROM (to_jsonb(OLD) - free)
        OR (NEW.state <> OLD.state AND NOT (OLD.state = 'archived' AND NEW.state IN ('handed_over', 'destroyed'))) THEN
        RAISE EXCEPTION 'an archived record is never changed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER package_immutable BEFORE UPDATE OR DELETE ON archives_package
    FOR EACH ROW EXECUTE FUNCTION archives_package_refuses();
CREATE FUNCTION archives_log_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR TG_TABLE_NAME IN ('archives_viewing', 'archives_destructionline') OR to_jsonb(OLD)->>'state' = 'done' THEN
        RAISE EXCEPTION 'the logs of the archive stay as they were written' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER viewing_stays BEFORE UPDATE OR DELETE ON archives_viewing
    FOR EACH ROW EXECUTE FUNCTION archives_log_refuses();
CREATE TRIGGER destruction_stays BEFORE UPDATE OR DELETE ON archives_destruction
    FOR EACH ROW EXECUTE FUNCTION archives_log_refuses();
CREATE TRIGGER destruction_line_stays BEFORE UPDATE OR DELETE ON archives_destructionline
    FOR EACH ROW EXECUTE FUNCTION archives_log_refuses();
"""
UNDO = """
DROP TRIGGER package_immutable ON archives_package;
DROP TRIGGER viewing_stays ON archives_viewing;
DROP TRIGGER destruction_stays ON archives_destruction;
DROP TRIGGER destruction_line_stays ON archives_destructionline;
DROP FUNCTION archives_package_refuses();
DROP FUNCTION archives_log_refuses();
"""
BASIS = "《机关文件材料归档范围和文书档案保管期限规定》（国家档案局令第8号）"
LINES = [  # the mark of this schedule is M: a city's archive approves its own before it counts
    ("kind:01", "行政许可", "30"),
    ("kind:05", "行政给付", "30"),
    ("kind:06", "行政检查", "10"),
    ("kind:07", "行政确认", "permanent"),
    ("kind:08", "行政奖励", "30"),
    ("kind:09", "行政裁决", "permanent"),
    ("kind:10", "其他行政权力", "10"),
    ("kind:20", "公共服务", "10"),
    ("result:refused", "不予决定", "30"),
    ("result:declined", "不予受理", "10"),
    ("result:returned", "退回", "10"),
    ("result:withdrawn", "撤回", "10"),
]


def fill(apps, schema_editor):
    """Enter the lines with which a city begins."""
    rule = apps.get_model("archives", "RetentionRule")
    first = datetime(2026, 1, 1, tzinfo=UTC)
    for scope, words, retention in LINES:
        rule.objects.create(
            scope=scope,
            words=words,
            retention=retention,
            openness="controlled",
            secrecy="none",
            basis=BASIS,
            state="valid",
            proposed_by="system",
            proposed_at=first,
            decided_by="system",
            decided_at=first,
        )


class Migration(migrations.Migration):
    dependencies = [("archives", "0001_the_archive")]
    operations = [
        migrations.RunSQL(GUARD, UNDO),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
