"""A grant keeps its remark, for the file only, apart from the conditions that are printed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0012_days_run_from_service"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="remark",
            field=models.TextField(
                blank=True, default="", db_default="", verbose_name="remark with a grant, for the file only"
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="conditions",
            field=models.TextField(
                blank=True,
                default="",
                db_default="",
                verbose_name="conditions of the grant, with their basis",
            ),
        ),
    ]
