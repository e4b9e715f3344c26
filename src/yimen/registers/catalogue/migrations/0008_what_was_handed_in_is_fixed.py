"""The database refuses to change what was handed in for review or published (H-412)."""

from django.db import migrations

GUARD = """
CREATE OR REPLACE FUNCTION catalogue_published_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    version bigint;
    refused boolean := false;
    waiting text[] := ARRAY['head', 'office', 'legal', 'confirm', 'ready'];
BEGIN
    IF TG_TABLE_NAME = 'catalogue_version' THEN
        IF OLD.state <> 'draft' THEN
            refused := TG_OP = 'DELETE' OR (NEW.state = 'draft' AND OLD.state <> ALL (waiting))
                OR (OLD.effective_from IS DISTINCT FROM NEW.effective_from
                    AND NOT (OLD.state = 'ready' AND NEW.state = 'published'))
                OR (NEW.state = 'published' AND OLD.state = ANY (waiting) AND OLD.state <> 'ready')
                OR (OLD.matter_id, OLD.n, OLD.themes, OLD.audience, OLD.online,
                    OLD.promised_days, OLD.content, OLD.made_at, OLD.made_by, OLD.digest, OLD.round)
                IS DISTINCT FROM (NEW.matter_id, NEW.n, NEW.themes, NEW.audience, NEW.online,
                    NEW.promised_days, NEW.content, NEW.made_at, NEW.made_by, NEW.digest, NEW.round);
        END IF;
    ELSE
        version := CASE WHEN TG_OP = 'INSERT' THEN NEW.version_id ELSE OLD.version_id END;
        refused := EXISTS (SELECT 1 FROM catalogue_version v WHERE v.id = version AND v.state <> 'draft');
    END IF;
    IF refused THEN
        RAISE EXCEPTION 'what was handed in or published is never edited' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0007_the_way_of_a_draft")]
    operations = [migrations.RunSQL(GUARD, migrations.RunSQL.noop)]
