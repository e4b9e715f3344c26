"""What the sweep does is found among open cases alone: those that ended are not read again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0013_conditions_of_a_grant"),
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
                            "first_review",
                            "granted",
                            "refused",
                            "submitted",
                            "supplementing",
                            "suspended",
                        ],
                    )
                ),
                fields=["state", "id"],
                name="case_open",
            ),
        ),
        migrations.AddIndex(
            model_name="extension",
            index=models.Index(
                condition=models.Q(
                    ("before_on__isnull", False), ("notified_at__isnull", True), ("void", False)
                ),
                fields=["before_on"],
                name="extension_untold",
            ),
        ),
    ]
