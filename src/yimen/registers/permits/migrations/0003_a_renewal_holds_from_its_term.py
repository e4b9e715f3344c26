"""A permit that was renewed early holds from the first day of its term, not from the decision."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("permits", "0002_held_back_by_a_decision"),
    ]

    operations = [
        migrations.RunSQL(
            "UPDATE permits_permit SET valid_from = term_from WHERE term_from > valid_from",
            migrations.RunSQL.noop,
        ),
    ]
