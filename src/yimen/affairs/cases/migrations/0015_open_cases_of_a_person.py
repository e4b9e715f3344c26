"""Open cases and drafts of a person are found without reading those that are over."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0014_open_cases_by_state"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "accepted",
                            "draft",
                            "first_review",
                            "granted",
                            "refused",
                            "submitted",
                            "supplementing",
                            "suspended",
                        ],
                    )
                ),
                fields=["person_id", "-id"],
                name="case_open_of_person",
            ),
        ),
    ]
