"""What time could not do to one thing waits with growing pauses."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bus", "0004_index_of_access"),
    ]

    operations = [
        migrations.CreateModel(
            name="Setback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="what was to be done")),
                ("number", models.BigIntegerField(verbose_name="number of the thing")),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("not_before", models.DateTimeField(verbose_name="not before")),
                ("error", models.TextField(blank=True, verbose_name="last error")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("name", "number"), name="setback_once")],
            },
        ),
    ]
