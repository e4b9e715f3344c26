from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0007_tries"),
    ]

    operations = [
        migrations.CreateModel(
            name="Shared",
            fields=[
                (
                    "cache_key",
                    models.CharField(max_length=255, primary_key=True, serialize=False, verbose_name="key"),
                ),
                ("value", models.TextField(verbose_name="value")),
                ("expires", models.DateTimeField(db_index=True, verbose_name="until")),
            ],
            options={"db_table": "people_shared"},
        ),
        migrations.AlterField(
            model_name="signintries",
            name="last_at",
            field=models.DateTimeField(db_index=True, verbose_name="last failure at"),
        ),
    ]
