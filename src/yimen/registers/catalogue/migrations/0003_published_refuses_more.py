"""Tighten the guard: no column of a published version changes but its state and its end, no word is added, nothing becomes a draft again (H-412)."""

from django.db import migrations

GUARD = """
CREATE OR REPLACE FUNCTION catalogue_published_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    version bigint;
    refused boolean := false;
BEGIN
    IF TG_TABLE_NAME = 'catalogue_version' THEN
        IF OLD.state <> 'draft' THEN
            refused := TG_OP = 'DELETE' OR NEW.state = 'draft'
                OR (OLD.matter_id, OLD.n, OLD.effective_from, OLD.themes, OLD.audience, OLD.online,
                    OLD.promised_days, OLD.content, OLD.made_at, OLD.made_by)
                IS DISTINCT FROM (NEW.matter_id, NEW.n, NEW.effective_from, NEW.themes, NEW.audience, NEW.online,
                    NEW.promised_days, NEW.content, NEW.made_at, NEW.made_by);
        END IF;
    ELSE
        version := CASE WHEN TG_OP = 'INSERT' THEN NEW.version_id ELSE OLD.version_id END;
        refused := EXISTS (SELECT 1 FROM catalogue_version v WHERE v.id = version AND v.state <> 'draft');
    END IF;
    IF refused THEN
        RAISE EXCEPTION 'a published version is never edited' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
DROP TRIGGER wording_immutable ON catalogue_wording;
CREATE TRIGGER wording_immutable BEFORE INSERT OR UPDATE OR DELETE ON catalogue_wording
    FOR EACH ROW EXECUTE FUNCTION catalogue_published_refuses();
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_published_is_immutable")]
    operations = [migrations.RunSQL(GUARD, migrations.RunSQL.noop)]
