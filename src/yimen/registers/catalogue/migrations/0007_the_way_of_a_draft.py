"""Approvals become what each stage said; drafts have rounds, fingerprints, comments, confirmations; powers are handed down."""

import django.db.models.deletion
from django.db import migrations, models

RENAMED = """
UPDATE catalogue_review SET stage = CASE stage WHEN 'department' THEN 'head' WHEN 'authority' THEN 'office' ELSE stage END;
"""
BACK = """
UPDATE catalogue_review SET stage = CASE stage WHEN 'head' THEN 'department' WHEN 'office' THEN 'authority' ELSE stage END;
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0006_base_directory"), ("agencies", "0002_inspector_and_archivist")]
    operations = [
        migrations.RemoveConstraint(model_name="approval", name="approval_once"),
        migrations.RemoveConstraint(model_name="approval", name="approval_by_two_people"),
        migrations.RenameModel(old_name="Approval", new_name="Review"),
        migrations.RenameField(model_name="review", old_name="side", new_name="stage"),
        migrations.RunSQL(RENAMED, BACK),
        migrations.CreateModel(
            name="Citation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.CharField(max_length=120, verbose_name="place in the content")),
                ("law", models.CharField(max_length=200, verbose_name="title of the law, normalised")),
                ("article", models.CharField(blank=True, max_length=12, verbose_name="article, as digits")),
            ],
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.CharField(max_length=120, verbose_name="place in the content")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("editor", "Editor of the organ"),
                            ("head", "Head of the organ"),
                            ("office", "Establishment office"),
                            ("legal", "Legal-affairs office"),
                            ("confirm", "Confirmation by the organ"),
                            ("publish", "Publication"),
                        ],
                        max_length=10,
                        verbose_name="stage",
                    ),
                ),
                ("text", models.CharField(max_length=1000, verbose_name="text")),
                (
                    "must",
                    models.BooleanField(
                        default=False, verbose_name="must be settled before the draft goes on"
                    ),
                ),
                ("by", models.CharField(max_length=80, verbose_name="by")),
                ("at", models.DateTimeField(verbose_name="at")),
                ("settled_by", models.CharField(blank=True, max_length=80, verbose_name="settled by")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="settled at")),
            ],
        ),
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("organ_id", models.BigIntegerField(verbose_name="organ")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("n", models.PositiveIntegerField(verbose_name="number in the year")),
                (
                    "number",
                    models.CharField(max_length=60, unique=True, verbose_name="number of the document"),
                ),
                (
                    "organ_name",
                    models.CharField(max_length=160, verbose_name="name of the organ as it then was"),
                ),
                ("signer", models.CharField(max_length=80, verbose_name="signed by")),
                ("signer_name", models.CharField(max_length=100, verbose_name="name of the signer")),
                ("at", models.DateTimeField(verbose_name="signed at")),
            ],
        ),
        migrations.CreateModel(
            name="ConfirmedVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=80, verbose_name="implementation code")),
                ("name", models.CharField(max_length=300, verbose_name="name as it then was")),
                ("n", models.PositiveIntegerField(verbose_name="version")),
                ("digest", models.CharField(max_length=64, verbose_name="fingerprint of the content")),
            ],
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("entrusted", "Entrusted: decided in the name of the entrusting organ"),
                            ("devolved", "Devolved: decided in the own name"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("scope", models.CharField(max_length=300, verbose_name="what is handed down")),
                ("basis", models.CharField(max_length=300, verbose_name="basis")),
                ("from_on", models.DateField(verbose_name="from")),
                ("until_on", models.DateField(null=True, verbose_name="until")),
                ("made_by", models.CharField(max_length=80, verbose_name="made by")),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                ("revoked_on", models.DateField(null=True, verbose_name="revoked from")),
                ("revoked_by", models.CharField(blank=True, max_length=80, verbose_name="revoked by")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="why it was revoked")),
            ],
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("law", models.CharField(max_length=200, verbose_name="law that changed, normalised")),
                ("article", models.CharField(blank=True, max_length=12, verbose_name="article, as digits")),
                ("edits", models.JSONField(default=dict, verbose_name="what is changed")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Proposed"),
                            ("office", "With the establishment office"),
                            ("legal", "With the legal-affairs office"),
                            ("confirm", "To be confirmed by the organs"),
                            ("published", "Published"),
                            ("undone", "Undone"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("made_by", models.CharField(max_length=80, verbose_name="proposed by")),
                ("made_at", models.DateTimeField(verbose_name="proposed at")),
                ("effective_on", models.DateField(verbose_name="in force from")),
            ],
        ),
        migrations.CreateModel(
            name="RevisionRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("matter_id", models.BigIntegerField(verbose_name="matter")),
                ("organ_id", models.BigIntegerField(verbose_name="organ")),
                ("name", models.CharField(max_length=300, verbose_name="name of the matter")),
                ("code", models.CharField(max_length=80, verbose_name="implementation code")),
                ("version_id", models.BigIntegerField(null=True, verbose_name="draft")),
                ("outcome", models.CharField(max_length=10, verbose_name="outcome")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="place in the content")),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="why it failed")),
            ],
        ),
        migrations.AddField(
            model_name="review",
            name="digest",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                max_length=64,
                verbose_name="fingerprint of what was judged",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="note",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=1000, verbose_name="reason or remark"
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="place",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=120, verbose_name="place in the content"
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="points",
            field=models.JSONField(
                db_default=models.Value([], models.JSONField()), default=list, verbose_name="points looked at"
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="round",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="round"),
        ),
        migrations.AddField(
            model_name="review",
            name="verdict",
            field=models.CharField(
                choices=[
                    ("submitted", "Submitted"),
                    ("passed", "Passed"),
                    ("returned", "Sent back"),
                    ("taken_back", "Taken back"),
                    ("confirmed", "Confirmed"),
                    ("published", "Published"),
                ],
                db_default="passed",
                default="passed",
                max_length=10,
                verbose_name="verdict",
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="digest",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                max_length=64,
                verbose_name="fingerprint of the content as submitted",
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="due_on",
            field=models.DateField(null=True, verbose_name="to be dealt with by"),
        ),
        migrations.AddField(
            model_name="version",
            name="round",
            field=models.PositiveSmallIntegerField(
                db_default=0, default=0, verbose_name="how often it was submitted"
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="waiting_since",
            field=models.DateTimeField(null=True, verbose_name="waiting since"),
        ),
        migrations.AlterField(
            model_name="review",
            name="at",
            field=models.DateTimeField(verbose_name="at"),
        ),
        migrations.AlterField(
            model_name="review",
            name="by",
            field=models.CharField(max_length=80, verbose_name="by"),
        ),
        migrations.AlterField(
            model_name="review",
            name="stage",
            field=models.CharField(
                choices=[
                    ("editor", "Editor of the organ"),
                    ("head", "Head of the organ"),
                    ("office", "Establishment office"),
                    ("legal", "Legal-affairs office"),
                    ("confirm", "Confirmation by the organ"),
                    ("publish", "Publication"),
                ],
                max_length=10,
                verbose_name="stage",
            ),
        ),
        migrations.AlterField(
            model_name="review",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="reviews", to="catalogue.version"
            ),
        ),
        migrations.AlterField(
            model_name="version",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("head", "With the head of the organ"),
                    ("office", "With the establishment office"),
                    ("legal", "With the legal-affairs office"),
                    ("confirm", "To be confirmed by the organ"),
                    ("ready", "To be published"),
                    ("published", "In force"),
                    ("suspended", "Suspended"),
                    ("superseded", "Superseded"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="draft",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                condition=models.Q(("verdict", "taken_back"), _negated=True),
                fields=("version", "round", "stage"),
                name="review_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("stage__in", ["editor", "head", "office", "legal"]),
                    ("verdict__in", ["submitted", "passed"]),
                ),
                fields=("version", "round", "by"),
                name="review_by_another_person",
            ),
        ),
        migrations.AddField(
            model_name="citation",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="citations", to="catalogue.version"
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="thread",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="answers",
                to="catalogue.comment",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="catalogue.version"
            ),
        ),
        migrations.AddConstraint(
            model_name="confirmation",
            constraint=models.UniqueConstraint(fields=("organ_id", "year", "n"), name="confirmation_once"),
        ),
        migrations.AddField(
            model_name="confirmedversion",
            name="confirmation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="catalogue.confirmation"
            ),
        ),
        migrations.AddField(
            model_name="confirmedversion",
            name="version",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="confirmed",
                to="catalogue.version",
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="matter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="delegations", to="catalogue.matter"
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="organ",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.organ"
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="revision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="versions",
                to="catalogue.revision",
            ),
        ),
        migrations.AddIndex(
            model_name="version",
            index=models.Index(
                condition=models.Q(("state__in", ["draft", "head", "office", "legal", "confirm", "ready"])),
                fields=["state", "due_on"],
                name="version_waiting",
            ),
        ),
        migrations.AddField(
            model_name="revisionrow",
            name="revision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="catalogue.revision"
            ),
        ),
        migrations.AddIndex(
            model_name="citation",
            index=models.Index(fields=["law", "article"], name="citation_of_law"),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("must", True), ("settled_at__isnull", True)),
                fields=["version"],
                name="comment_open_must",
            ),
        ),
        migrations.AddIndex(
            model_name="delegation",
            index=models.Index(fields=["organ", "matter"], name="delegation_of_organ"),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"
                ),
                name="delegation_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="revisionrow",
            constraint=models.UniqueConstraint(fields=("revision", "matter_id"), name="revision_row_once"),
        ),
    ]
