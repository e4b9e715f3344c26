"""Lists leave out what is suspended; few matters are, so the index is small."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0004_approvals_and_lists")]
    operations = [
        migrations.AddIndex(
            model_name="version",
            index=models.Index(
                fields=["matter"], name="version_suspended", condition=models.Q(state="suspended")
            ),
        )
    ]
