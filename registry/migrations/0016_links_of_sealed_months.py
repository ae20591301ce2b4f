"""Links between the records of sealed months stand beside their payloads."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0015_existing_titles_are_sorted"),
    ]

    operations = [
        migrations.CreateModel(
            name="EditionLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=12)),
                ("field", models.CharField(max_length=40)),
                (
                    "target",
                    models.CharField(
                        blank=True, help_text="a reference; empty where a revision has none any more", max_length=12
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="registry.editionrevision"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("revision", "reference", "field"), name="edition_link_once")
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="editionlink",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                    hash="768f963fdd1fd94dfd86234ee95f4589abd1851e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_71dc5",
                    table="registry_editionlink",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="editionlink",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                    hash="2dce9b04ab06c49c6069610d96b716d24bfd03c5",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_233a0",
                    table="registry_editionlink",
                    when="BEFORE",
                ),
            ),
        ),
    ]
