"""What was put back says since when."""

from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    dependencies = [
        ("bus", "0005_setbacks"),
    ]

    operations = [
        migrations.AddField(
            model_name="setback",
            name="since",
            field=models.DateTimeField(db_default=Now(), verbose_name="since"),
        ),
        migrations.AlterField(
            model_name="setback",
            name="since",
            field=models.DateTimeField(verbose_name="since"),
        ),
    ]
