from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("aftercare", "0004_found_by_two"),
    ]

    operations = [
        migrations.AddField(
            model_name="proceeding",
            name="hearing_told_on",
            field=models.DateField(null=True, verbose_name="time and place of the hearing told on"),
        ),
        migrations.AddField(
            model_name="proceeding",
            name="hearing_on",
            field=models.DateField(null=True, verbose_name="hearing held on"),
        ),
    ]
