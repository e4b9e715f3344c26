from django.db import migrations, models


def answered(apps, _schema_editor):
    """Whatever was answered before states were kept stays answered."""
    apps.get_model("portal", "Report").objects.filter(answered_at__isnull=False).update(state="answered")


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0001_error_reports"),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="state",
            field=models.CharField(
                choices=[("open", "Waits for an answer"), ("answered", "Answered")],
                db_default="open",
                default="open",
                max_length=8,
                verbose_name="state",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="answered_by",
            field=models.CharField(blank=True, db_default="", max_length=80, verbose_name="answered by"),
        ),
        migrations.AddField(
            model_name="report",
            name="note",
            field=models.TextField(blank=True, db_default="", verbose_name="how it was answered"),
        ),
        migrations.RunPython(answered, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("state", "open")), fields=["-id"], name="report_that_waits"
            ),
        ),
    ]
