# Gives an organ a second seal: the one for acceptance beside its own; what was kept becomes the organ's own.
from django.db import migrations, models

SEALS = [("organ", "Seal of the organ"), ("acceptance", "Acceptance seal")]
FIELDS = "organ_id, suite, certificate, key"


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0004_documents_of_the_whole_law"),
    ]

    operations = [
        migrations.RenameModel("SealKey", "FormerKey"),
        migrations.CreateModel(
            name="SealKey",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organ_id",
                        "purpose",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("organ_id", models.BigIntegerField(verbose_name="organ, 0 for the issuer")),
                (
                    "purpose",
                    models.CharField(choices=SEALS, default="organ", max_length=10, verbose_name="seal"),
                ),
                ("suite", models.CharField(max_length=20, verbose_name="algorithms")),
                ("certificate", models.BinaryField(verbose_name="certificate")),
                ("key", models.BinaryField(verbose_name="private key, sealed")),
            ],
        ),
        migrations.RunSQL(
            f"INSERT INTO documents_sealkey (purpose, {FIELDS}) SELECT 'organ', {FIELDS} FROM documents_formerkey",
            f"INSERT INTO documents_formerkey ({FIELDS}) SELECT {FIELDS} FROM documents_sealkey WHERE purpose = 'organ'",
        ),
        migrations.DeleteModel("FormerKey"),
        migrations.AddField(
            model_name="retiredcertificate",
            name="purpose",
            field=models.CharField(choices=SEALS, default="organ", max_length=10, verbose_name="seal"),
        ),
    ]
