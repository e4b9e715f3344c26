"""Open cases of elderly people are found without reading the others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0009_cases_taken_in"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    ("marks__contains", ["elderly"]),
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
                fields=["organ_id", "waiting_role", "next_due_on", "id"],
                name="case_served_first",
            ),
        ),
    ]
