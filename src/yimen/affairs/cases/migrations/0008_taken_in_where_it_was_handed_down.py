# Keeps which organ took a case in by delegation, and in whose name it acts, so that its inbox can list the case.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0007_a_case_keeps_its_situation"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="station_id",
            field=models.BigIntegerField(
                null=True, verbose_name="organ to which the matter is handed down, that took it in"
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="name_organ_id",
            field=models.BigIntegerField(null=True, verbose_name="organ in whose name that one acts"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    station_id__isnull=False,
                    state__in=[
                        "accepted",
                        "first_review",
                        "granted",
                        "refused",
                        "submitted",
                        "supplementing",
                        "suspended",
                    ],
                ),
                fields=["station_id", "waiting_role", "next_due_on", "id"],
                name="case_at_station",
            ),
        ),
    ]
