from django.db import migrations, models
from django.db.models import Q

UNPROVED = """
UPDATE people_person SET self_declared = true
WHERE level < 2 AND id IN (SELECT person_id FROM people_account);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_typed_forms"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="self_declared",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="said by an account and not proved"
            ),
        ),
        migrations.RemoveConstraint(model_name="person", name="person_once"),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(
                fields=["id_kind", "id_index"], name="person_once", condition=Q(self_declared=False)
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["id_kind", "id_index"], name="person_by_number"),
        ),
        migrations.RunSQL(UNPROVED, migrations.RunSQL.noop),
    ]
