"""What may be found knows what is the same at every office: the base code, or else its own, and the name."""

from django.db import migrations, models

FILL = """UPDATE catalogue_entry SET same = COALESCE(NULLIF(m.base_code, ''), m.code) || name_key
FROM catalogue_matter m WHERE m.id = matter_id"""


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0012_two_indexes_of_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="same",
            field=models.CharField(
                db_collation="C", default="", max_length=200, verbose_name="what is the same at every office"
            ),
            preserve_default=False,
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["what", "same", "-asked", "id"], name="find_same"),
        ),
    ]
