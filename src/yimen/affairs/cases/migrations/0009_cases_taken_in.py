"""Ended cases are listed for the organ that took them in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0008_taken_in_where_it_was_handed_down"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("station_id__isnull", False)),
                fields=["station_id", "-id"],
                name="case_taken_in",
            ),
        ),
    ]
