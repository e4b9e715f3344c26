"""The words of matters and of what stands beside them each have an index of their own."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0011_why_a_row_failed"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="entry",
            name="find_words",
        ),
        migrations.AddIndex(
            model_name="entry",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("what", "matter")), fields=["words"], name="find_matters"
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("what", "matter"), _negated=True), fields=["words"], name="find_beside"
            ),
        ),
    ]
