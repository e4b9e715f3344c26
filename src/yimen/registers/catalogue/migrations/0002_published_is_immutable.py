"""The database refuses to change the content or the words of a version that was published (H-412)."""

from django.db import migrations

GUARD = """
CREATE FUNCTION catalogue_published_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'catalogue_version' THEN
        IF OLD.state <> 'draft' AND (TG_OP = 'DELETE' OR (OLD.content, OLD.matter_id, OLD.n, OLD.effective_from)
            IS DISTINCT FROM (NEW.content, NEW.matter_id, NEW.n, NEW.effective_from)) THEN
            RAISE EXCEPTION 'a published version is never edited' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    ELSIF EXISTS (SELECT 1 FROM catalogue_version v WHERE v.id = OLD.version_id AND v.state <> 'draft') THEN
        RAISE EXCEPTION 'a published version is never edited' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER version_immutable BEFORE UPDATE OR DELETE ON catalogue_version
    FOR EACH ROW EXECUTE FUNCTION catalogue_published_refuses();
CREATE TRIGGER wording_immutable BEFORE UPDATE OR DELETE ON catalogue_wording
    FOR EACH ROW EXECUTE FUNCTION catalogue_published_refuses();
"""
UNDO = "DROP TRIGGER version_immutable ON catalogue_version; DROP TRIGGER wording_immutable ON catalogue_wording; DROP FUNCTION catalogue_published_refuses();"


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_matters_and_versions")]
    operations = [migrations.RunSQL(GUARD, UNDO)]
