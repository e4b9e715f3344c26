"""Why a row of a revision failed is kept in every language; what was kept in one is not turned over."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0010_standards_of_base_items")]

    operations = [
        migrations.RemoveField("revisionrow", "words"),
        migrations.AddField("revisionrow", "words", models.JSONField("why it failed", default=dict)),
    ]
