"""A case whose next steps are open side by side waits for each of their roles."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0010_served_first"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="also_roles",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=24),
                null=True,
                size=None,
                verbose_name="roles whose steps are open beside it",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    ("also_roles__isnull", False),
                    (
                        "state__in",
                        [
                            "accepted",
                            "first_review",
                            "granted",
                            "refused",
                            "submitted",
                            "supplementing",
                            "suspended",
                        ],
                    ),
                ),
                fields=["organ_id", "next_due_on", "id"],
                name="case_inbox_beside",
            ),
        ),
    ]
