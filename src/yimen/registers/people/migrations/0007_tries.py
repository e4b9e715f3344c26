from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0006_self_declared"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tries",
            fields=[
                (
                    "key",
                    models.BinaryField(
                        max_length=32,
                        primary_key=True,
                        serialize=False,
                        verbose_name="blind index of what was guessed and by whom",
                    ),
                ),
                ("count", models.PositiveSmallIntegerField(default=0, verbose_name="wrong guesses")),
                ("since", models.DateTimeField(db_index=True, verbose_name="since")),
            ],
        ),
    ]
