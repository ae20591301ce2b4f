"""The matrix, its editions and imports, as the first release has them."""

import datetime
import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models
from django.db.models.fields.json import KeyTransform

import ungass_portal.lib.clock
import ungass_portal.lib.triggers


class Migration(migrations.Migration):
    replaces = [
        ("registry", "0001_activities_and_the_matrix"),
        ("registry", "0002_editions_of_the_month"),
        ("registry", "0003_edition_entries_without_locks"),
        ("registry", "0004_titles_that_read_alike"),
        ("registry", "0005_documents_of_the_calendar"),
        ("registry", "0006_months_show_on_every_page"),
        ("registry", "0007_circulars"),
        ("registry", "0008_workbooks_come_in"),
        ("registry", "0009_removed_contents_of_editions"),
        ("registry", "0010_imports_are_read_or_not"),
        ("registry", "0011_entries_are_counted_by_an_index"),
        ("registry", "0012_texts_in_other_languages"),
        ("registry", "0013_audit_and_titles_are_read_by_indexes"),
        ("registry", "0014_titles_have_an_order"),
        ("registry", "0015_existing_titles_are_sorted"),
        ("registry", "0016_links_of_sealed_months"),
        ("registry", "0017_documents_in_volumes_and_sealed_days"),
        ("registry", "0018_links_of_sealed_months_to_several"),
    ]

    initial = True

    dependencies = [
        ("entities", "0001_first_release"),
        ("entities", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Chapter",
            fields=[
                ("number", models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name="number")),
                ("slug", models.SlugField(unique=True, verbose_name="code")),
                ("title", models.TextField(verbose_name="official title")),
                ("short_title", models.CharField(max_length=120, verbose_name="short title")),
                ("note", models.TextField(blank=True, verbose_name="remark")),
            ],
            options={
                "verbose_name": "chapter",
                "verbose_name_plural": "chapters",
                "ordering": ["number"],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="bump_dictionary",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO entities_dictionary (id, version) VALUES (1, 1)\n    ON CONFLICT (id) DO UPDATE SET version = entities_dictionary.version + 1;\n    RETURN NULL;\n",
                            hash="00ab24fd673027e54538b15e24fb5c0f17ae92d1",
                            level="STATEMENT",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_bump_dictionary_0061d",
                            table="registry_chapter",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registry_chapterevent" ("note", "number", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_title", "slug", "title") VALUES (NEW."note", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."number", NEW."short_title", NEW."slug", NEW."title"); RETURN NULL;',
                            hash="4c0b1d51432c12b72a55e7d724ff7db5cc070a5c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ac4ad",
                            table="registry_chapter",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "registry_chapterevent" ("note", "number", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_title", "slug", "title") VALUES (NEW."note", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."number", NEW."short_title", NEW."slug", NEW."title"); RETURN NULL;',
                            hash="b83ff80049c635a31ab8309cbcd13e6018c481a5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_956f2",
                            table="registry_chapter",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registry_chapterevent" ("note", "number", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_title", "slug", "title") VALUES (OLD."note", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."number", OLD."short_title", OLD."slug", OLD."title"); RETURN NULL;',
                            hash="2a73a36a1c5195189a3f1026afff46252fc3b68d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4f004",
                            table="registry_chapter",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ColumnMemory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "entity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="entities.entity"
                    ),
                ),
                ("listing", models.CharField(max_length=20)),
                ("title", models.CharField(help_text="folded", max_length=200)),
                ("column", models.CharField(blank=True, help_text="empty: not read", max_length=40)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("entity", "listing", "title"), name="column_memory_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="DistributionList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="short name")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "audience",
                    models.ForeignKey(
                        help_text="What they read.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entities.audience",
                        verbose_name="audience",
                    ),
                ),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("focal_point", "focal point"),
                                ("contributor", "contributor"),
                                ("viewer", "viewer"),
                                ("partner", "partner member"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        help_text="Everybody who holds one of these roles on the day of sending.",
                        verbose_name="people with a role",
                    ),
                ),
                (
                    "attaches",
                    models.BooleanField(
                        default=False,
                        help_text="Else the letter holds links to the documents.",
                        verbose_name="may get attachments",
                    ),
                ),
                (
                    "entities",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Empty: of every entity.",
                        related_name="+",
                        to="entities.entity",
                        verbose_name="only of these entities",
                    ),
                ),
            ],
            options={
                "verbose_name": "distribution list",
                "verbose_name_plural": "distribution lists",
                "ordering": ["name"],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registry_distributionlistevent" ("attaches", "audience_id", "id", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "roles", "slug") VALUES (NEW."attaches", NEW."audience_id", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."roles", NEW."slug"); RETURN NULL;',
                            hash="0906d546ffdbc5c63270ffe823869f1ccb5849da",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5d6dd",
                            table="registry_distributionlist",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "registry_distributionlistevent" ("attaches", "audience_id", "id", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "roles", "slug") VALUES (NEW."attaches", NEW."audience_id", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."roles", NEW."slug"); RETURN NULL;',
                            hash="e4ddcb760e78976fa8b94fa99ed057295760ae1a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_cb07f",
                            table="registry_distributionlist",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registry_distributionlistevent" ("attaches", "audience_id", "id", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "roles", "slug") VALUES (OLD."attaches", OLD."audience_id", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."roles", OLD."slug"); RETURN NULL;',
                            hash="d7601258e0de30704c67046751062c54d93c6cce",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_90ce0",
                            table="registry_distributionlist",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("month", models.DateField(primary_key=True, serialize=False, verbose_name="month")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("open", "open"),
                            ("in_review", "in review"),
                            ("sealed", "sealed"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("opens_at", models.DateTimeField(verbose_name="opens")),
                ("deadline_at", models.DateTimeField(verbose_name="deadline")),
                ("seals_at", models.DateTimeField(verbose_name="is sealed")),
                (
                    "moved_by_hand",
                    models.BooleanField(
                        default=False, help_text="Its days no longer follow the rule.", verbose_name="moved by hand"
                    ),
                ),
                ("sealed_at", models.DateTimeField(blank=True, null=True, verbose_name="sealed")),
                (
                    "sealed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sealed by",
                    ),
                ),
                (
                    "despite",
                    models.TextField(
                        blank=True,
                        help_text="Why it was sealed although something was missing.",
                        verbose_name="sealed despite",
                    ),
                ),
            ],
            options={
                "verbose_name": "edition",
                "verbose_name_plural": "editions",
                "ordering": ["month"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("month__day", 1)), name="edition_month_is_a_first"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opens_at__lt", models.F("deadline_at")), ("deadline_at__lte", models.F("seals_at"))
                        ),
                        name="edition_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sealed_at__isnull", False), ("state", "sealed")),
                            models.Q(models.Q(("state", "sealed"), _negated=True), ("sealed_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="edition_sealed_at_a_moment",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="bump_dictionary",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO entities_dictionary (id, version) VALUES (1, 1)\n    ON CONFLICT (id) DO UPDATE SET version = entities_dictionary.version + 1;\n    RETURN NULL;\n",
                            hash="d7f3f07dd7a4b1b05e42a379dee9358aa8b00407",
                            level="STATEMENT",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_bump_dictionary_3cc85",
                            table="registry_edition",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="sealed_stays",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.\"state\" = 'sealed')",
                            func="RAISE EXCEPTION 'the edition of % is sealed', OLD.month;",
                            hash="a072ba1fcd73314071473ea0643ff43b0e8f44f2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_sealed_stays_356ce",
                            table="registry_edition",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="fe18d61787068b970f453fec8e1f6d8c4c399dc6",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_4662e",
                            table="registry_edition",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registry_editionevent" ("deadline_at", "despite", "month", "moved_by_hand", "opens_at", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "sealed_at", "sealed_by_id", "seals_at", "state") VALUES (NEW."deadline_at", NEW."despite", NEW."month", NEW."moved_by_hand", NEW."opens_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."month", NEW."sealed_at", NEW."sealed_by_id", NEW."seals_at", NEW."state"); RETURN NULL;',
                            hash="5fd85e3fdcb151329b3f86f969a0d5cd4c569dbc",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_57be0",
                            table="registry_edition",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "registry_editionevent" ("deadline_at", "despite", "month", "moved_by_hand", "opens_at", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "sealed_at", "sealed_by_id", "seals_at", "state") VALUES (NEW."deadline_at", NEW."despite", NEW."month", NEW."moved_by_hand", NEW."opens_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."month", NEW."sealed_at", NEW."sealed_by_id", NEW."seals_at", NEW."state"); RETURN NULL;',
                            hash="d0c19b4a9965c1bf428e931f1f0902df56384ee2",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_db8de",
                            table="registry_edition",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registry_editionevent" ("deadline_at", "despite", "month", "moved_by_hand", "opens_at", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "sealed_at", "sealed_by_id", "seals_at", "state") VALUES (OLD."deadline_at", OLD."despite", OLD."month", OLD."moved_by_hand", OLD."opens_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."month", OLD."sealed_at", OLD."sealed_by_id", OLD."seals_at", OLD."state"); RETURN NULL;',
                            hash="175f1e56deb594790b0565117f56af0c50e3de26",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ac6bf",
                            table="registry_edition",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionContent",
            fields=[
                (
                    "sha256",
                    models.CharField(
                        help_text="payload_sha256 of the entry", max_length=64, primary_key=True, serialize=False
                    ),
                ),
                ("payload", models.JSONField(null=True)),
            ],
            options={
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF TG_OP = 'UPDATE' AND NEW.sha256 = OLD.sha256 AND NEW.payload IS NULL\n        AND EXISTS (SELECT FROM registry_removedcontent removed WHERE removed.content_id = OLD.sha256)\n    THEN RETURN NEW; END IF;\nRAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="b934331483434be0be978c1bc40a654aba453599",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_4d7ff",
                            table="registry_editioncontent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="22e83a9f5802e0b225731b5f9044ced66286b394",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_85a68",
                            table="registry_editioncontent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opening_day", models.PositiveSmallIntegerField(default=1, verbose_name="opens on day")),
                ("opening_time", models.TimeField(default="09:00", verbose_name="opens at")),
                ("deadline_day", models.PositiveSmallIntegerField(default=21, verbose_name="deadline on day")),
                ("deadline_time", models.TimeField(default="18:00", verbose_name="deadline at")),
                ("sealing_day", models.PositiveSmallIntegerField(default=31, verbose_name="sealed on day")),
                ("sealing_time", models.TimeField(default="18:00", verbose_name="sealed at")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="edition_rule_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opening_day__gte", 1),
                            ("sealing_day__lte", 31),
                            ("opening_day__lt", models.F("deadline_day")),
                            ("deadline_day__lte", models.F("sealing_day")),
                        ),
                        name="edition_rule_days_in_order",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registry_editionruleevent" ("deadline_day", "deadline_time", "id", "opening_day", "opening_time", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "sealing_day", "sealing_time") VALUES (NEW."deadline_day", NEW."deadline_time", NEW."id", NEW."opening_day", NEW."opening_time", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."sealing_day", NEW."sealing_time"); RETURN NULL;',
                            hash="8262bba4fb8a208aa5d6bdc363ca2d6ba4671854",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fb75d",
                            table="registry_editionrule",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "registry_editionruleevent" ("deadline_day", "deadline_time", "id", "opening_day", "opening_time", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "sealing_day", "sealing_time") VALUES (NEW."deadline_day", NEW."deadline_time", NEW."id", NEW."opening_day", NEW."opening_time", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."sealing_day", NEW."sealing_time"); RETURN NULL;',
                            hash="66ac5eeb9ce1c911ea5b08297919fcbd9bce8dbf",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7c02f",
                            table="registry_editionrule",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registry_editionruleevent" ("deadline_day", "deadline_time", "id", "opening_day", "opening_time", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "sealing_day", "sealing_time") VALUES (OLD."deadline_day", OLD."deadline_time", OLD."id", OLD."opening_day", OLD."opening_time", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."sealing_day", OLD."sealing_time"); RETURN NULL;',
                            hash="c08e598d0ade7f95f66b7f324b9dc90ab49a354f",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d896f",
                            table="registry_editionrule",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Import",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="uploaded by",
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the secretariat.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports",
                        to="entities.entity",
                        verbose_name="for",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="en", help_text="In which it is read.", max_length=10, verbose_name="language"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="file")),
                (
                    "path",
                    models.CharField(blank=True, help_text="within the store; empty once it is swept", max_length=100),
                ),
                ("size", models.PositiveIntegerField(verbose_name="size")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "state",
                    models.CharField(
                        choices=[("reading", "being read"), ("read", "read"), ("failed", "not read")],
                        default="reading",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("problem", models.TextField(blank=True, verbose_name="why it could not be read")),
                ("remarks", models.JSONField(blank=True, default=list, verbose_name="remarks")),
                ("made_at", models.DateTimeField(default=ungass_portal.lib.clock.now, verbose_name="uploaded")),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="LabelSet",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                (
                    "labels",
                    models.JSONField(
                        help_text="language -> code list -> labels in display order: see registry/label_sets.py"
                    ),
                ),
            ],
            options={
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="5369ea4f63dd284731f11e1d466cde063d37bc86",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ea32e",
                            table="registry_labelset",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="6a6040e7ae138e17a23898d5ed5fc28de5231071",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_564de",
                            table="registry_labelset",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MatrixEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entities.audience",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="entities.record"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entities.version",
                    ),
                ),
                ("reference", models.CharField(max_length=12, verbose_name="reference")),
                ("kind", models.CharField(max_length=10, verbose_name="kind")),
                ("payload", models.JSONField()),
                ("payload_sha256", models.CharField(max_length=64)),
                ("format_number", models.PositiveSmallIntegerField()),
                ("readable_until", models.DateField(blank=True, null=True)),
                ("last_confirmed", models.DateField(blank=True, null=True, verbose_name="last confirmed")),
                ("updated_at", models.DateTimeField(verbose_name="updated")),
                (
                    "position",
                    models.BigIntegerField(help_text="the audience's change position at which it took this form"),
                ),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                (
                    "sort_title",
                    models.CharField(
                        db_collation="C",
                        db_default="",
                        default="",
                        help_text="what lists sort titles by",
                        max_length=400,
                    ),
                ),
                ("summary", models.TextField(verbose_name="summary")),
                ("language", models.CharField(max_length=5, verbose_name="language")),
                (
                    "lead",
                    models.CharField(
                        blank=True, help_text="slug of the first lead, for sorting", max_length=60, verbose_name="lead"
                    ),
                ),
                (
                    "participants",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), default=list),
                ),
                ("joint", models.BooleanField(default=False, verbose_name="joint")),
                ("chapter", models.PositiveSmallIntegerField(default=0, help_text="primary chapter; 0 for none")),
                ("subheading", models.CharField(blank=True, max_length=60)),
                (
                    "chapters",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), default=list
                    ),
                ),
                (
                    "subheadings",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list),
                ),
                (
                    "recommendations",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list),
                ),
                (
                    "terms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), default=list
                    ),
                ),
                (
                    "countries",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=3), default=list),
                ),
                (
                    "regions",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list),
                ),
                (
                    "place",
                    models.CharField(
                        blank=True,
                        help_text="grouping by country: its code if there is one, “several”, or empty",
                        max_length=60,
                    ),
                ),
                ("status", models.CharField(max_length=10, verbose_name="status")),
                ("date_from", models.DateField(null=True)),
                ("date_to", models.DateField(null=True)),
                (
                    "sort_date",
                    models.DateField(default=datetime.date(9999, 12, 31), help_text="first day, undated last"),
                ),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.RawSQL(
                            "\n    setweight(to_tsvector(CASE language\n        WHEN 'en' THEN 'english'::regconfig WHEN 'fr' THEN 'french'::regconfig\n        WHEN 'es' THEN 'spanish'::regconfig WHEN 'ru' THEN 'russian'::regconfig\n        WHEN 'ar' THEN 'arabic'::regconfig ELSE 'simple'::regconfig END, title), 'A')\n    || setweight(to_tsvector(CASE language\n        WHEN 'en' THEN 'english'::regconfig WHEN 'fr' THEN 'french'::regconfig\n        WHEN 'es' THEN 'spanish'::regconfig WHEN 'ru' THEN 'russian'::regconfig\n        WHEN 'ar' THEN 'arabic'::regconfig ELSE 'simple'::regconfig END, summary), 'B')\n    || setweight(to_tsvector('simple'::regconfig, title || ' ' || lead), 'C')\n",
                            (),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "texts",
                    models.JSONField(
                        db_default={}, default=dict, help_text="title, what it is sorted by, and summary by language"
                    ),
                ),
                (
                    "search_texts",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.RawSQL(
                            "setweight(to_tsvector('english'::regconfig, coalesce(texts->'en'->>'title', '')), 'A') || setweight(to_tsvector('english'::regconfig, coalesce(texts->'en'->>'summary', '')), 'B') || setweight(to_tsvector('french'::regconfig, coalesce(texts->'fr'->>'title', '')), 'A') || setweight(to_tsvector('french'::regconfig, coalesce(texts->'fr'->>'summary', '')), 'B') || setweight(to_tsvector('spanish'::regconfig, coalesce(texts->'es'->>'title', '')), 'A') || setweight(to_tsvector('spanish'::regconfig, coalesce(texts->'es'->>'summary', '')), 'B') || setweight(to_tsvector('russian'::regconfig, coalesce(texts->'ru'->>'title', '')), 'A') || setweight(to_tsvector('russian'::regconfig, coalesce(texts->'ru'->>'summary', '')), 'B') || setweight(to_tsvector('arabic'::regconfig, coalesce(texts->'ar'->>'title', '')), 'A') || setweight(to_tsvector('arabic'::regconfig, coalesce(texts->'ar'->>'summary', '')), 'B') || setweight(to_tsvector('simple'::regconfig, coalesce(texts->'zh'->>'title', '')), 'A') || setweight(to_tsvector('simple'::regconfig, coalesce(texts->'zh'->>'summary', '')), 'B')",
                            (),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "chinese",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.RawSQL(
                            "\n    CASE WHEN language = 'zh' THEN title || ' ' || summary ELSE '' END\n    || coalesce(texts->'zh'->>'title', '') || ' ' || coalesce(texts->'zh'->>'summary', '')\n",
                            (),
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                ("level", models.CharField(blank=True, max_length=12, verbose_name="level")),
                ("scope", models.CharField(blank=True, max_length=10, verbose_name="scope")),
                ("programme", models.CharField(blank=True, max_length=100, verbose_name="programme")),
            ],
            options={
                "verbose_name": "matrix entry",
                "verbose_name_plural": "matrix entries",
                "abstract": False,
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "network")),
                        fields=["title"],
                        name="matrix_alike_net",
                        opclasses=["gin_trgm_ops"],
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        models.Func(models.F("title"), function="title_keys"),
                        condition=models.Q(("audience", "network")),
                        name="matrix_keys_net",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "network")),
                        fields=["kind", "readable_until"],
                        name="matrix_count_net",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "network")),
                        fields=["participants"],
                        name="matrix_participants_net",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "network")), fields=["chapters"], name="matrix_chapters_net"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "network")),
                        fields=["subheadings"],
                        name="matrix_subheadings_net",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "network")),
                        fields=["recommendations"],
                        name="matrix_recommendation_net",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "network")), fields=["terms"], name="matrix_terms_net"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "network")), fields=["countries"], name="matrix_countries_net"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "network")), fields=["regions"], name="matrix_regions_net"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "network")), fields=["search"], name="matrix_search_net"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "network")),
                        fields=["search_texts"],
                        name="matrix_search_texts_net",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(
                            ("audience", "network"), models.Q(("chinese__in", ["", " "]), _negated=True)
                        ),
                        fields=["chinese"],
                        name="matrix_chinese_net",
                        opclasses=["gin_trgm_ops"],
                    ),
                    models.Index(
                        condition=models.Q(("audience", "network")),
                        fields=["sort_title", "reference"],
                        name="matrix_o_sort_title_net",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "network")),
                        fields=["lead", "reference"],
                        name="matrix_o_lead_net",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "network")),
                        fields=["chapter", "subheading", "reference"],
                        name="matrix_o_chapter_net",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "network")),
                        fields=["place", "reference"],
                        name="matrix_o_place_net",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "network")),
                        fields=["sort_date", "reference"],
                        name="matrix_o_sort_date_net",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "network")),
                        fields=["updated_at", "reference"],
                        name="matrix_o_updated_at_net",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "network")),
                        fields=["status", "reference"],
                        name="matrix_o_status_net",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "partners")),
                        fields=["kind", "readable_until"],
                        name="matrix_count_par",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "partners")),
                        fields=["participants"],
                        name="matrix_participants_par",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "partners")), fields=["chapters"], name="matrix_chapters_par"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "partners")),
                        fields=["subheadings"],
                        name="matrix_subheadings_par",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "partners")),
                        fields=["recommendations"],
                        name="matrix_recommendation_par",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "partners")), fields=["terms"], name="matrix_terms_par"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "partners")), fields=["countries"], name="matrix_countries_par"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "partners")), fields=["regions"], name="matrix_regions_par"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "partners")), fields=["search"], name="matrix_search_par"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "partners")),
                        fields=["search_texts"],
                        name="matrix_search_texts_par",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(
                            ("audience", "partners"), models.Q(("chinese__in", ["", " "]), _negated=True)
                        ),
                        fields=["chinese"],
                        name="matrix_chinese_par",
                        opclasses=["gin_trgm_ops"],
                    ),
                    models.Index(
                        condition=models.Q(("audience", "partners")),
                        fields=["sort_title", "reference"],
                        name="matrix_o_sort_title_par",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "partners")),
                        fields=["lead", "reference"],
                        name="matrix_o_lead_par",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "partners")),
                        fields=["chapter", "subheading", "reference"],
                        name="matrix_o_chapter_par",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "partners")),
                        fields=["place", "reference"],
                        name="matrix_o_place_par",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "partners")),
                        fields=["sort_date", "reference"],
                        name="matrix_o_sort_date_par",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "partners")),
                        fields=["updated_at", "reference"],
                        name="matrix_o_updated_at_par",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "partners")),
                        fields=["status", "reference"],
                        name="matrix_o_status_par",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "public")),
                        fields=["kind", "readable_until"],
                        name="matrix_count_pub",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "public")),
                        fields=["participants"],
                        name="matrix_participants_pub",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "public")), fields=["chapters"], name="matrix_chapters_pub"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "public")),
                        fields=["subheadings"],
                        name="matrix_subheadings_pub",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "public")),
                        fields=["recommendations"],
                        name="matrix_recommendation_pub",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "public")), fields=["terms"], name="matrix_terms_pub"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "public")), fields=["countries"], name="matrix_countries_pub"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "public")), fields=["regions"], name="matrix_regions_pub"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "public")), fields=["search"], name="matrix_search_pub"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "public")),
                        fields=["search_texts"],
                        name="matrix_search_texts_pub",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "public"), models.Q(("chinese__in", ["", " "]), _negated=True)),
                        fields=["chinese"],
                        name="matrix_chinese_pub",
                        opclasses=["gin_trgm_ops"],
                    ),
                    models.Index(
                        condition=models.Q(("audience", "public")),
                        fields=["sort_title", "reference"],
                        name="matrix_o_sort_title_pub",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "public")),
                        fields=["lead", "reference"],
                        name="matrix_o_lead_pub",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "public")),
                        fields=["chapter", "subheading", "reference"],
                        name="matrix_o_chapter_pub",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "public")),
                        fields=["place", "reference"],
                        name="matrix_o_place_pub",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "public")),
                        fields=["sort_date", "reference"],
                        name="matrix_o_sort_date_pub",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "public")),
                        fields=["updated_at", "reference"],
                        name="matrix_o_updated_at_pub",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "public")),
                        fields=["status", "reference"],
                        name="matrix_o_status_pub",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("audience", "reference"), name="matrixentry_once_per_audience")
                ],
            },
        ),
        migrations.CreateModel(
            name="Scheme",
            fields=[
                ("slug", models.SlugField(max_length=30, primary_key=True, serialize=False, verbose_name="code")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
            ],
            options={
                "verbose_name": "scheme",
                "verbose_name_plural": "schemes",
                "ordering": ["slug"],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="bump_dictionary",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO entities_dictionary (id, version) VALUES (1, 1)\n    ON CONFLICT (id) DO UPDATE SET version = entities_dictionary.version + 1;\n    RETURN NULL;\n",
                            hash="4c094d27d0058fe1117d7c20a860547dc7f525f2",
                            level="STATEMENT",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_bump_dictionary_f46e5",
                            table="registry_scheme",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registry_schemeevent" ("pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source", "title") VALUES (COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."slug", NEW."slug", NEW."source", NEW."title"); RETURN NULL;',
                            hash="965609d8c69a1d6d5d759e260987aee44eef3622",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9e5d0",
                            table="registry_scheme",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "registry_schemeevent" ("pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source", "title") VALUES (COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."slug", NEW."slug", NEW."source", NEW."title"); RETURN NULL;',
                            hash="334e6d03cec071a86a693b2fe7033eb462e4ea22",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f506f",
                            table="registry_scheme",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registry_schemeevent" ("pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source", "title") VALUES (COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."slug", OLD."slug", OLD."source", OLD."title"); RETURN NULL;',
                            hash="cd4170a4dccb282d48a8017137b44712014244b2",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_26d2c",
                            table="registry_scheme",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="%(class)s",
                        serialize=False,
                        to="entities.record",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="What is done, in one line, without acronyms.", max_length=300, verbose_name="title"
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences: what, for whom, with what result. No personal names.",
                        max_length=6000,
                        verbose_name="summary",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("ar", "العربية"),
                            ("zh", "中文"),
                            ("en", "English"),
                            ("fr", "français"),
                            ("ru", "русский"),
                            ("es", "español"),
                        ],
                        default="en",
                        help_text="Language of title and summary.",
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                (
                    "texts",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Readers of that language read them; all are submitted and agreed together.",
                        verbose_name="texts in other languages",
                    ),
                ),
                (
                    "other_partners",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300),
                        blank=True,
                        default=list,
                        help_text="Partners that are not in the list, one per line.",
                        verbose_name="other partners",
                    ),
                ),
                (
                    "partner_countries",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=3),
                        blank=True,
                        default=list,
                        help_text="Governments that take part as partners.",
                        verbose_name="partner governments",
                    ),
                ),
                (
                    "names_affirmed",
                    models.BooleanField(
                        default=False,
                        help_text="Bodies outside the network and governments are named outside the UN system only if you affirm it.",
                        verbose_name="outside bodies agree to be named",
                    ),
                ),
                (
                    "chapter",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="The main thematic chapter of the outcome document.",
                        null=True,
                        verbose_name="chapter",
                    ),
                ),
                ("subheading", models.CharField(blank=True, max_length=60, verbose_name="sub-heading")),
                (
                    "other_chapters",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        default=list,
                        verbose_name="other chapters",
                    ),
                ),
                (
                    "other_subheadings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        verbose_name="other sub-headings",
                    ),
                ),
                (
                    "recommendations",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        help_text="Those that it helps to carry out.",
                        verbose_name="operational recommendations",
                    ),
                ),
                (
                    "terms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100),
                        blank=True,
                        default=list,
                        help_text="SDG targets and terms of other schemes.",
                        verbose_name="other classifications",
                    ),
                ),
                (
                    "countries",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=3),
                        blank=True,
                        default=list,
                        help_text="Where it takes place; leave empty when it is not about countries.",
                        verbose_name="countries and areas",
                    ),
                ),
                (
                    "regions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        help_text="Whole regions; a region does not stand for a list of its countries.",
                        verbose_name="regions",
                    ),
                ),
                ("date_from", models.DateField(blank=True, null=True, verbose_name="from")),
                ("date_to", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "date_precision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("quarter", "quarter"),
                            ("half-year", "half-year"),
                            ("year", "year"),
                        ],
                        max_length=10,
                        verbose_name="known to the",
                    ),
                ),
                ("date_text", models.CharField(blank=True, max_length=200, verbose_name="dates as given")),
                ("links", models.JSONField(blank=True, default=list, verbose_name="links")),
                (
                    "source_symbol",
                    models.CharField(
                        blank=True,
                        help_text="UN document symbol or title.",
                        max_length=200,
                        verbose_name="source document",
                    ),
                ),
                ("source_paragraph", models.CharField(blank=True, max_length=40, verbose_name="paragraph")),
                (
                    "own_identifier",
                    models.CharField(
                        blank=True,
                        help_text="Number of the activity in your own system.",
                        max_length=100,
                        verbose_name="your own identifier",
                    ),
                ),
                (
                    "contact",
                    models.CharField(
                        blank=True,
                        help_text="An office or a shared mailbox, not a person.",
                        max_length=200,
                        verbose_name="function contact",
                    ),
                ),
                (
                    "internal_note",
                    models.TextField(
                        blank=True,
                        help_text="Read by your entities and the secretariat only.",
                        max_length=6000,
                        verbose_name="internal note",
                    ),
                ),
                (
                    "outside_title",
                    models.CharField(
                        blank=True,
                        help_text="Empty: the title above.",
                        max_length=300,
                        verbose_name="title for outside",
                    ),
                ),
                (
                    "outside_summary",
                    models.TextField(
                        blank=True,
                        help_text="Empty: the summary above.",
                        max_length=6000,
                        verbose_name="summary for outside",
                    ),
                ),
                (
                    "outside_hides_countries",
                    models.BooleanField(default=False, verbose_name="leave countries out outside"),
                ),
                ("outside_hides_figures", models.BooleanField(default=False, verbose_name="leave figures out outside")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("headquarters", "headquarters"),
                            ("field", "field"),
                            ("both", "headquarters and field"),
                            ("unknown", "not known"),
                        ],
                        default="unknown",
                        help_text="Who acts.",
                        max_length=12,
                        verbose_name="level",
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("global", "global"),
                            ("regional", "regional"),
                            ("country", "country"),
                            ("unknown", "not known"),
                        ],
                        default="unknown",
                        help_text="How far it reaches.",
                        max_length=10,
                        verbose_name="scope",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("ongoing", "ongoing"),
                            ("completed", "completed"),
                            ("suspended", "suspended"),
                            ("cancelled", "cancelled"),
                            ("unknown", "not known"),
                        ],
                        default="unknown",
                        help_text="Where it stands in the world.",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "programme",
                    models.CharField(
                        blank=True,
                        help_text="The programme that it is part of.",
                        max_length=100,
                        verbose_name="programme",
                    ),
                ),
                (
                    "outputs",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Publications, trainings, tools that came of it.",
                        verbose_name="outputs",
                    ),
                ),
                (
                    "figures",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="“In 23 countries” is a figure, not a list of countries.",
                        verbose_name="figures",
                    ),
                ),
            ],
            options={
                "verbose_name": "activity",
                "verbose_name_plural": "activities",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="activity_has_title"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_to__isnull", True),
                            models.Q(("date_from__isnull", False), ("date_to__gte", models.F("date_from"))),
                            _connector="OR",
                        ),
                        name="activity_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_from__isnull", True),
                            models.Q(("date_precision", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="activity_date_has_precision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("subheading", ""), ("chapter__isnull", False), _connector="OR"),
                        name="activity_has_chapter",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registry_activityevent" ("chapter", "contact", "countries", "date_from", "date_precision", "date_text", "date_to", "figures", "internal_note", "language", "level", "links", "names_affirmed", "other_chapters", "other_partners", "other_subheadings", "outputs", "outside_hides_countries", "outside_hides_figures", "outside_summary", "outside_title", "own_identifier", "partner_countries", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme", "recommendations", "record_id", "regions", "scope", "source_paragraph", "source_symbol", "status", "subheading", "summary", "terms", "texts", "title") VALUES (NEW."chapter", NEW."contact", NEW."countries", NEW."date_from", NEW."date_precision", NEW."date_text", NEW."date_to", NEW."figures", NEW."internal_note", NEW."language", NEW."level", NEW."links", NEW."names_affirmed", NEW."other_chapters", NEW."other_partners", NEW."other_subheadings", NEW."outputs", NEW."outside_hides_countries", NEW."outside_hides_figures", NEW."outside_summary", NEW."outside_title", NEW."own_identifier", NEW."partner_countries", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."record_id", NEW."programme", NEW."recommendations", NEW."record_id", NEW."regions", NEW."scope", NEW."source_paragraph", NEW."source_symbol", NEW."status", NEW."subheading", NEW."summary", NEW."terms", NEW."texts", NEW."title"); RETURN NULL;',
                            hash="bb26a5163efcc070c8eb7db2b0dc088325db9b00",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_eeacb",
                            table="registry_activity",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "registry_activityevent" ("chapter", "contact", "countries", "date_from", "date_precision", "date_text", "date_to", "figures", "internal_note", "language", "level", "links", "names_affirmed", "other_chapters", "other_partners", "other_subheadings", "outputs", "outside_hides_countries", "outside_hides_figures", "outside_summary", "outside_title", "own_identifier", "partner_countries", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme", "recommendations", "record_id", "regions", "scope", "source_paragraph", "source_symbol", "status", "subheading", "summary", "terms", "texts", "title") VALUES (NEW."chapter", NEW."contact", NEW."countries", NEW."date_from", NEW."date_precision", NEW."date_text", NEW."date_to", NEW."figures", NEW."internal_note", NEW."language", NEW."level", NEW."links", NEW."names_affirmed", NEW."other_chapters", NEW."other_partners", NEW."other_subheadings", NEW."outputs", NEW."outside_hides_countries", NEW."outside_hides_figures", NEW."outside_summary", NEW."outside_title", NEW."own_identifier", NEW."partner_countries", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."record_id", NEW."programme", NEW."recommendations", NEW."record_id", NEW."regions", NEW."scope", NEW."source_paragraph", NEW."source_symbol", NEW."status", NEW."subheading", NEW."summary", NEW."terms", NEW."texts", NEW."title"); RETURN NULL;',
                            hash="485c4aed6a7e6735bcfaa479cf8572c9a78cc272",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7d31d",
                            table="registry_activity",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registry_activityevent" ("chapter", "contact", "countries", "date_from", "date_precision", "date_text", "date_to", "figures", "internal_note", "language", "level", "links", "names_affirmed", "other_chapters", "other_partners", "other_subheadings", "outputs", "outside_hides_countries", "outside_hides_figures", "outside_summary", "outside_title", "own_identifier", "partner_countries", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme", "recommendations", "record_id", "regions", "scope", "source_paragraph", "source_symbol", "status", "subheading", "summary", "terms", "texts", "title") VALUES (OLD."chapter", OLD."contact", OLD."countries", OLD."date_from", OLD."date_precision", OLD."date_text", OLD."date_to", OLD."figures", OLD."internal_note", OLD."language", OLD."level", OLD."links", OLD."names_affirmed", OLD."other_chapters", OLD."other_partners", OLD."other_subheadings", OLD."outputs", OLD."outside_hides_countries", OLD."outside_hides_figures", OLD."outside_summary", OLD."outside_title", OLD."own_identifier", OLD."partner_countries", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."record_id", OLD."programme", OLD."recommendations", OLD."record_id", OLD."regions", OLD."scope", OLD."source_paragraph", OLD."source_symbol", OLD."status", OLD."subheading", OLD."summary", OLD."terms", OLD."texts", OLD."title"); RETURN NULL;',
                            hash="4ef876ed68aa4360d45e68947b5916bf60454947",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c1964",
                            table="registry_activity",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActivityEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="registry.activity",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        serialize=False,
                        to="entities.record",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="What is done, in one line, without acronyms.", max_length=300, verbose_name="title"
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences: what, for whom, with what result. No personal names.",
                        max_length=6000,
                        verbose_name="summary",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("ar", "العربية"),
                            ("zh", "中文"),
                            ("en", "English"),
                            ("fr", "français"),
                            ("ru", "русский"),
                            ("es", "español"),
                        ],
                        default="en",
                        help_text="Language of title and summary.",
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                (
                    "texts",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Readers of that language read them; all are submitted and agreed together.",
                        verbose_name="texts in other languages",
                    ),
                ),
                (
                    "other_partners",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300),
                        blank=True,
                        default=list,
                        help_text="Partners that are not in the list, one per line.",
                        verbose_name="other partners",
                    ),
                ),
                (
                    "partner_countries",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=3),
                        blank=True,
                        default=list,
                        help_text="Governments that take part as partners.",
                        verbose_name="partner governments",
                    ),
                ),
                (
                    "names_affirmed",
                    models.BooleanField(
                        default=False,
                        help_text="Bodies outside the network and governments are named outside the UN system only if you affirm it.",
                        verbose_name="outside bodies agree to be named",
                    ),
                ),
                (
                    "chapter",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="The main thematic chapter of the outcome document.",
                        null=True,
                        verbose_name="chapter",
                    ),
                ),
                ("subheading", models.CharField(blank=True, max_length=60, verbose_name="sub-heading")),
                (
                    "other_chapters",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        default=list,
                        verbose_name="other chapters",
                    ),
                ),
                (
                    "other_subheadings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        verbose_name="other sub-headings",
                    ),
                ),
                (
                    "recommendations",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        help_text="Those that it helps to carry out.",
                        verbose_name="operational recommendations",
                    ),
                ),
                (
                    "terms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100),
                        blank=True,
                        default=list,
                        help_text="SDG targets and terms of other schemes.",
                        verbose_name="other classifications",
                    ),
                ),
                (
                    "countries",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=3),
                        blank=True,
                        default=list,
                        help_text="Where it takes place; leave empty when it is not about countries.",
                        verbose_name="countries and areas",
                    ),
                ),
                (
                    "regions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        help_text="Whole regions; a region does not stand for a list of its countries.",
                        verbose_name="regions",
                    ),
                ),
                ("date_from", models.DateField(blank=True, null=True, verbose_name="from")),
                ("date_to", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "date_precision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("quarter", "quarter"),
                            ("half-year", "half-year"),
                            ("year", "year"),
                        ],
                        max_length=10,
                        verbose_name="known to the",
                    ),
                ),
                ("date_text", models.CharField(blank=True, max_length=200, verbose_name="dates as given")),
                ("links", models.JSONField(blank=True, default=list, verbose_name="links")),
                (
                    "source_symbol",
                    models.CharField(
                        blank=True,
                        help_text="UN document symbol or title.",
                        max_length=200,
                        verbose_name="source document",
                    ),
                ),
                ("source_paragraph", models.CharField(blank=True, max_length=40, verbose_name="paragraph")),
                (
                    "own_identifier",
                    models.CharField(
                        blank=True,
                        help_text="Number of the activity in your own system.",
                        max_length=100,
                        verbose_name="your own identifier",
                    ),
                ),
                (
                    "contact",
                    models.CharField(
                        blank=True,
                        help_text="An office or a shared mailbox, not a person.",
                        max_length=200,
                        verbose_name="function contact",
                    ),
                ),
                (
                    "internal_note",
                    models.TextField(
                        blank=True,
                        help_text="Read by your entities and the secretariat only.",
                        max_length=6000,
                        verbose_name="internal note",
                    ),
                ),
                (
                    "outside_title",
                    models.CharField(
                        blank=True,
                        help_text="Empty: the title above.",
                        max_length=300,
                        verbose_name="title for outside",
                    ),
                ),
                (
                    "outside_summary",
                    models.TextField(
                        blank=True,
                        help_text="Empty: the summary above.",
                        max_length=6000,
                        verbose_name="summary for outside",
                    ),
                ),
                (
                    "outside_hides_countries",
                    models.BooleanField(default=False, verbose_name="leave countries out outside"),
                ),
                ("outside_hides_figures", models.BooleanField(default=False, verbose_name="leave figures out outside")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("headquarters", "headquarters"),
                            ("field", "field"),
                            ("both", "headquarters and field"),
                            ("unknown", "not known"),
                        ],
                        default="unknown",
                        help_text="Who acts.",
                        max_length=12,
                        verbose_name="level",
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("global", "global"),
                            ("regional", "regional"),
                            ("country", "country"),
                            ("unknown", "not known"),
                        ],
                        default="unknown",
                        help_text="How far it reaches.",
                        max_length=10,
                        verbose_name="scope",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("ongoing", "ongoing"),
                            ("completed", "completed"),
                            ("suspended", "suspended"),
                            ("cancelled", "cancelled"),
                            ("unknown", "not known"),
                        ],
                        default="unknown",
                        help_text="Where it stands in the world.",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "programme",
                    models.CharField(
                        blank=True,
                        help_text="The programme that it is part of.",
                        max_length=100,
                        verbose_name="programme",
                    ),
                ),
                (
                    "outputs",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Publications, trainings, tools that came of it.",
                        verbose_name="outputs",
                    ),
                ),
                (
                    "figures",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="“In 23 countries” is a figure, not a list of countries.",
                        verbose_name="figures",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="registry_ac_pgh_cre_e1cc0a_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_activityevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_activityevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_activityevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="18c0e600381bef97a7a3d035976adbd16c99b802",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_8e7a9",
                            table="registry_activityevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="e0afb5509279fead614c5e7365daff0909f19f14",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_38f73",
                            table="registry_activityevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChapterEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="registry.chapter",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("number", models.PositiveSmallIntegerField(serialize=False, verbose_name="number")),
                ("slug", models.SlugField(db_index=False, verbose_name="code")),
                ("title", models.TextField(verbose_name="official title")),
                ("short_title", models.CharField(max_length=120, verbose_name="short title")),
                ("note", models.TextField(blank=True, verbose_name="remark")),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="registry_ch_pgh_cre_5d0cb4_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_chapterevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_chapterevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_chapterevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="e730142ad0c3b23c87ff75ee8f461ad9a79a8683",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_4faeb",
                            table="registry_chapterevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="4dd35422bbcca51c9890e8b85be29b96b8f0ed87",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_db22a",
                            table="registry_chapterevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Circular",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(editable=False, max_length=100, unique=True, verbose_name="address")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "note",
                    models.TextField(
                        help_text="Plain text; **bold**, lists and [links](https://…) are kept.",
                        max_length=20000,
                        verbose_name="cover note",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("ar", "العربية"),
                            ("zh", "中文"),
                            ("en", "English"),
                            ("fr", "français"),
                            ("ru", "русский"),
                            ("es", "español"),
                        ],
                        default="en",
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                (
                    "audience",
                    models.ForeignKey(
                        help_text="In the archive. Only lists whose people may read it can get it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entities.audience",
                        verbose_name="who may read it",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        help_text="Whose documents go with it. Empty: none.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="circulars",
                        to="registry.edition",
                        verbose_name="edition",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("sent", "sent")],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("written_at", models.DateTimeField(default=ungass_portal.lib.clock.now)),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lists",
                    models.ManyToManyField(
                        blank=True, related_name="circulars", to="registry.distributionlist", verbose_name="lists"
                    ),
                ),
            ],
            options={
                "verbose_name": "circular",
                "verbose_name_plural": "circulars",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registry_circularevent" ("audience_id", "edition_id", "id", "language", "note", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_by_id", "slug", "state", "title", "written_at", "written_by_id") VALUES (NEW."audience_id", NEW."edition_id", NEW."id", NEW."language", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."sent_by_id", NEW."slug", NEW."state", NEW."title", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                            hash="3fc8071cb27ab7652ebe4667d6cc0576476f8860",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4c4db",
                            table="registry_circular",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "registry_circularevent" ("audience_id", "edition_id", "id", "language", "note", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_by_id", "slug", "state", "title", "written_at", "written_by_id") VALUES (NEW."audience_id", NEW."edition_id", NEW."id", NEW."language", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."sent_by_id", NEW."slug", NEW."state", NEW."title", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                            hash="06682dea31714dfcea55d32922ecf7ef82531677",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6e84e",
                            table="registry_circular",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registry_circularevent" ("audience_id", "edition_id", "id", "language", "note", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_by_id", "slug", "state", "title", "written_at", "written_by_id") VALUES (OLD."audience_id", OLD."edition_id", OLD."id", OLD."language", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."sent_by_id", OLD."slug", OLD."state", OLD."title", OLD."written_at", OLD."written_by_id"); RETURN NULL;',
                            hash="c5a0c81f5d05ba19e5dcdb2c6acdc7f40ee79912",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5ec52",
                            table="registry_circular",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DistributionListEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="registry.distributionlist",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                ("slug", models.SlugField(db_index=False, max_length=60, verbose_name="short name")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "audience",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="What they read.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.audience",
                        verbose_name="audience",
                    ),
                ),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("focal_point", "focal point"),
                                ("contributor", "contributor"),
                                ("viewer", "viewer"),
                                ("partner", "partner member"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        help_text="Everybody who holds one of these roles on the day of sending.",
                        verbose_name="people with a role",
                    ),
                ),
                (
                    "attaches",
                    models.BooleanField(
                        default=False,
                        help_text="Else the letter holds links to the documents.",
                        verbose_name="may get attachments",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="registry_di_pgh_cre_3c039b_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_distributionlistevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_distributionlistevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_distributionlistevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="58370ed6c259553fe28ec82d68ae4c5c5536703c",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_a6be3",
                            table="registry_distributionlistevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a27e36e24d96fecb7eb64c0768c29eea9550d604",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_74023",
                            table="registry_distributionlistevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionConfirmation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="confirmations", to="registry.edition"
                    ),
                ),
                ("day", models.DateField(help_text="empty: never confirmed", null=True)),
                (
                    "references",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), help_text="in order"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "day"), name="edition_confirmation_once", nulls_distinct=False
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="0002afd34e7cb56349eb6e001c48b4ce3b99c2d6",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_93840",
                            table="registry_editionconfirmation",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="b56490d2bb28c03da3c15eeebcc3439e1d00831c",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_b2697",
                            table="registry_editionconfirmation",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entities.audience",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entities.record",
                    ),
                ),
                ("reference", models.CharField(max_length=12)),
                ("kind", models.CharField(max_length=10)),
                (
                    "content",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.editioncontent",
                    ),
                ),
                (
                    "shows_confirmed",
                    models.BooleanField(
                        default=False, help_text="the audience's format lists the day on which it was last confirmed"
                    ),
                ),
                (
                    "from_edition",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.edition",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("audience", "reference", "from_edition"), name="edition_entry_once")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="7c79166b82b85453c03aae6e47a1278dd79c6344",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_64025",
                            table="registry_editionentry",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="05ce13a8a7d7966045cdcc959c15e15f64f7b582",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_8e4d2",
                            table="registry_editionentry",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="registry.edition",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("month", models.DateField(serialize=False, verbose_name="month")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("open", "open"),
                            ("in_review", "in review"),
                            ("sealed", "sealed"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("opens_at", models.DateTimeField(verbose_name="opens")),
                ("deadline_at", models.DateTimeField(verbose_name="deadline")),
                ("seals_at", models.DateTimeField(verbose_name="is sealed")),
                (
                    "moved_by_hand",
                    models.BooleanField(
                        default=False, help_text="Its days no longer follow the rule.", verbose_name="moved by hand"
                    ),
                ),
                ("sealed_at", models.DateTimeField(blank=True, null=True, verbose_name="sealed")),
                (
                    "sealed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sealed by",
                    ),
                ),
                (
                    "despite",
                    models.TextField(
                        blank=True,
                        help_text="Why it was sealed although something was missing.",
                        verbose_name="sealed despite",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="registry_ed_pgh_cre_cd7041_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_editionevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_editionevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_editionevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="7948ed39aa7d5a68046e22fe4a1fec2a501fd3ce",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_e6334",
                            table="registry_editionevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="811b484368c77b358adc90908f605ebd59154414",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_29eae",
                            table="registry_editionevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="revisions", to="registry.edition"
                    ),
                ),
                (
                    "audience",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="entities.audience"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="revision")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "closes_earlier",
                    models.BooleanField(
                        default=False,
                        help_text="something was withdrawn: to this audience the earlier revisions answer 410",
                    ),
                ),
                (
                    "sha256",
                    models.CharField(
                        help_text="of the canonical content: see registry/sealing.py",
                        max_length=64,
                        verbose_name="SHA-256",
                    ),
                ),
                ("counts", models.JSONField(help_text="kind of record -> how many", verbose_name="counts")),
                (
                    "labels",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.labelset"
                    ),
                ),
            ],
            options={
                "ordering": ["edition", "audience", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "audience", "number"), name="edition_revision_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number", 0), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="edition_revision_has_reason",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="906303525240f379aa85c80e2f183e8f93b9cf97",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_3d770",
                            table="registry_editionrevision",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="06749319bc5d1034c096a3689f0df3834c0bd73e",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_e4c6f",
                            table="registry_editionrevision",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionRuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="registry.editionrule",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                ("opening_day", models.PositiveSmallIntegerField(default=1, verbose_name="opens on day")),
                ("opening_time", models.TimeField(default="09:00", verbose_name="opens at")),
                ("deadline_day", models.PositiveSmallIntegerField(default=21, verbose_name="deadline on day")),
                ("deadline_time", models.TimeField(default="18:00", verbose_name="deadline at")),
                ("sealing_day", models.PositiveSmallIntegerField(default=31, verbose_name="sealed on day")),
                ("sealing_time", models.TimeField(default="18:00", verbose_name="sealed at")),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="registry_ed_pgh_cre_703bee_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_editionruleevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_editionruleevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_editionruleevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="61ec2d1d7f2c4c28b0eff8eec94ccf8a370a8873",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_036b1",
                            table="registry_editionruleevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="8f37ceb8c54f152d415a32472ddd3eb7fa1aa8d3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6d2b9",
                            table="registry_editionruleevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "imported",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sheets", to="registry.import"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=100, verbose_name="sheet")),
                (
                    "listing",
                    models.CharField(blank=True, help_text="matrix or calendar; empty: nothing of ours", max_length=20),
                ),
                ("head", models.PositiveIntegerField(default=0, verbose_name="row of the head")),
                ("titles", models.JSONField(default=list, help_text="the head's cells")),
                ("mapping", models.JSONField(default=dict, help_text="column's name by place, as texts")),
                ("doubts", models.JSONField(default=dict, help_text="proposals for columns that nobody has settled")),
                (
                    "order",
                    models.JSONField(default=dict, help_text="day_first, certain and sentence, for dates in numbers"),
                ),
                ("formulas", models.JSONField(default=list, help_text="cells whose formula has no value")),
                ("own", models.BooleanField(default=False, help_text="made by the portal")),
            ],
            options={
                "ordering": ["place"],
                "constraints": [models.UniqueConstraint(fields=("imported", "place"), name="import_sheet_once")],
            },
        ),
        migrations.CreateModel(
            name="ListLeaving",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="leavings",
                        to="registry.distributionlist",
                    ),
                ),
                ("address", models.EmailField(max_length=254)),
                ("at", models.DateTimeField(default=ungass_portal.lib.clock.now)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("list", "address"), name="list_left_once")],
            },
        ),
        migrations.CreateModel(
            name="Mailbox",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mailboxes",
                        to="registry.distributionlist",
                    ),
                ),
                ("address", models.EmailField(max_length=254, verbose_name="address")),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("ar", "العربية"),
                            ("zh", "中文"),
                            ("en", "English"),
                            ("fr", "français"),
                            ("ru", "русский"),
                            ("es", "español"),
                        ],
                        default="en",
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
            ],
            options={
                "verbose_name": "mailbox",
                "verbose_name_plural": "mailboxes",
                "ordering": ["address"],
                "constraints": [
                    models.UniqueConstraint(fields=("list", "address"), name="mailbox_once"),
                    models.CheckConstraint(
                        condition=models.Q(("address", django.db.models.functions.text.Lower("address"))),
                        name="mailbox_lower_case",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registry_mailboxevent" ("address", "id", "language", "list_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."address", NEW."id", NEW."language", NEW."list_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="c338e18fe3137467964d833fee3490a5bc6b1907",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_042e4",
                            table="registry_mailbox",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "registry_mailboxevent" ("address", "id", "language", "list_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."address", NEW."id", NEW."language", NEW."list_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="64c984df5966d92463ac9b864b4d44fe289db3fc",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2d629",
                            table="registry_mailbox",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registry_mailboxevent" ("address", "id", "language", "list_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."address", OLD."id", OLD."language", OLD."list_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="0af83b94b67a03e5b8d3305817f7c60ad8be7e87",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4925b",
                            table="registry_mailbox",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                (
                    "code",
                    models.CharField(
                        help_text="Like 1(a).", max_length=12, primary_key=True, serialize=False, verbose_name="code"
                    ),
                ),
                (
                    "chapter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="registry.chapter",
                        verbose_name="chapter",
                    ),
                ),
                ("topic", models.TextField(help_text="In our own words, not a quotation.", verbose_name="topic")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("verified", "verified"),
                            ("verified_secondary", "verified in a third source"),
                            ("topic_verified_code_unverified", "content verified, letter not verified"),
                            ("unverified", "not verified"),
                        ],
                        default="unverified",
                        max_length=40,
                        verbose_name="evidence",
                    ),
                ),
                ("where", models.TextField(blank=True, verbose_name="evidence found in")),
                ("retired", models.BooleanField(default=False, verbose_name="no longer offered")),
            ],
            options={
                "verbose_name": "operational recommendation",
                "verbose_name_plural": "operational recommendations",
                "ordering": ["chapter", "code"],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="bump_dictionary",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO entities_dictionary (id, version) VALUES (1, 1)\n    ON CONFLICT (id) DO UPDATE SET version = entities_dictionary.version + 1;\n    RETURN NULL;\n",
                            hash="10710f2a77a14f43d91338bf05c04582935930a1",
                            level="STATEMENT",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_bump_dictionary_cac42",
                            table="registry_recommendation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registry_recommendationevent" ("chapter_id", "code", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired", "status", "topic", "where") VALUES (NEW."chapter_id", NEW."code", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."code", NEW."retired", NEW."status", NEW."topic", NEW."where"); RETURN NULL;',
                            hash="75982e7ac6d0522740609a6e12e577c1804f7ba2",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ba0e5",
                            table="registry_recommendation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "registry_recommendationevent" ("chapter_id", "code", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired", "status", "topic", "where") VALUES (NEW."chapter_id", NEW."code", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."code", NEW."retired", NEW."status", NEW."topic", NEW."where"); RETURN NULL;',
                            hash="15d0d5ca7173c3af931ac16daed3d383076ca6bf",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4102d",
                            table="registry_recommendation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registry_recommendationevent" ("chapter_id", "code", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired", "status", "topic", "where") VALUES (OLD."chapter_id", OLD."code", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."code", OLD."retired", OLD."status", OLD."topic", OLD."where"); RETURN NULL;',
                            hash="fb9c2c14d240f257d2c4d3a61c3b002603293e60",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_797f8",
                            table="registry_recommendation",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SchemeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="registry.scheme",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("slug", models.SlugField(db_index=False, max_length=30, serialize=False, verbose_name="code")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="registry_sc_pgh_cre_40dd56_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_schemeevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_schemeevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_schemeevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="a684f263dbb5246a1ee159b5b3faa60d7928367b",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_e8095",
                            table="registry_schemeevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a0a4343459b664e4792a803612feef76732d7f6b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ccd86",
                            table="registry_schemeevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignOff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sign_offs", to="registry.edition"
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sign_offs", to="entities.entity"
                    ),
                ),
                (
                    "word",
                    models.CharField(
                        choices=[("updated", "updated"), ("no_change", "no change"), ("nothing", "nothing to report")],
                        max_length=10,
                        verbose_name="word",
                    ),
                ),
                ("remark", models.TextField(blank=True, max_length=2000, verbose_name="remark")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("late", models.BooleanField(default=False, help_text="After the deadline.", verbose_name="late")),
                ("on_behalf", models.BooleanField(default=False, verbose_name="on behalf")),
                ("evidence", models.TextField(blank=True, verbose_name="evidence")),
            ],
            options={
                "verbose_name": "sign-off",
                "verbose_name_plural": "sign-offs",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["edition", "entity"], name="sign_off_of_edition")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("on_behalf", False), models.Q(("evidence", ""), _negated=True), _connector="OR"
                        ),
                        name="sign_off_on_behalf_evidence",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="e8c4c565f85d5ef23c940ba1405b7937beeeb044",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_dea2f",
                            table="registry_signoff",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="9e59902754fd2c33fa94905f7c8c0795dce8fb0a",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_a52c9",
                            table="registry_signoff",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registry_signoffevent" ("at", "by_id", "edition_id", "entity_id", "evidence", "id", "late", "on_behalf", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "remark", "word") VALUES (NEW."at", NEW."by_id", NEW."edition_id", NEW."entity_id", NEW."evidence", NEW."id", NEW."late", NEW."on_behalf", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."remark", NEW."word"); RETURN NULL;',
                            hash="67a1bb7818e185c272706fff1104c3c9dbdb938c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4d185",
                            table="registry_signoff",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "registry_signoffevent" ("at", "by_id", "edition_id", "entity_id", "evidence", "id", "late", "on_behalf", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "remark", "word") VALUES (NEW."at", NEW."by_id", NEW."edition_id", NEW."entity_id", NEW."evidence", NEW."id", NEW."late", NEW."on_behalf", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."remark", NEW."word"); RETURN NULL;',
                            hash="e5c2271bef292c4b0f2cb1ed48d993594ae1a640",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_21c43",
                            table="registry_signoff",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registry_signoffevent" ("at", "by_id", "edition_id", "entity_id", "evidence", "id", "late", "on_behalf", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "remark", "word") VALUES (OLD."at", OLD."by_id", OLD."edition_id", OLD."entity_id", OLD."evidence", OLD."id", OLD."late", OLD."on_behalf", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."remark", OLD."word"); RETURN NULL;',
                            hash="7181fa253a7197d357cc5ddcb02cc82f4a9e4b15",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ec3e0",
                            table="registry_signoff",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subheading",
            fields=[
                ("slug", models.SlugField(max_length=60, primary_key=True, serialize=False, verbose_name="code")),
                (
                    "chapter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subheadings",
                        to="registry.chapter",
                        verbose_name="chapter",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                ("title", models.TextField(verbose_name="official title")),
                ("short_title", models.CharField(max_length=120, verbose_name="short title")),
            ],
            options={
                "verbose_name": "sub-heading",
                "verbose_name_plural": "sub-headings",
                "ordering": ["chapter", "order"],
                "constraints": [models.UniqueConstraint(fields=("chapter", "order"), name="subheading_order_once")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="bump_dictionary",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO entities_dictionary (id, version) VALUES (1, 1)\n    ON CONFLICT (id) DO UPDATE SET version = entities_dictionary.version + 1;\n    RETURN NULL;\n",
                            hash="bd3f09521902eb430db3fa10cc708722e2d70995",
                            level="STATEMENT",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_bump_dictionary_f142f",
                            table="registry_subheading",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registry_subheadingevent" ("chapter_id", "order", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_title", "slug", "title") VALUES (NEW."chapter_id", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."slug", NEW."short_title", NEW."slug", NEW."title"); RETURN NULL;',
                            hash="104dfc2ba1a92aead9267cda73524e23256467e3",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b5db8",
                            table="registry_subheading",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "registry_subheadingevent" ("chapter_id", "order", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_title", "slug", "title") VALUES (NEW."chapter_id", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."slug", NEW."short_title", NEW."slug", NEW."title"); RETURN NULL;',
                            hash="2c03a0b30b4bea938d942be5145c0969c48da410",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6132f",
                            table="registry_subheading",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registry_subheadingevent" ("chapter_id", "order", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_title", "slug", "title") VALUES (OLD."chapter_id", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."slug", OLD."short_title", OLD."slug", OLD."title"); RETURN NULL;',
                            hash="dd3bbf7281c32e9a79ecfec778d83eb5243d3001",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2c255",
                            table="registry_subheading",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("code", models.CharField(max_length=100, primary_key=True, serialize=False, verbose_name="code")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="registry.scheme",
                        verbose_name="scheme",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="registry.term",
                    ),
                ),
                ("label", models.CharField(max_length=300, verbose_name="label")),
                ("acronym", models.CharField(blank=True, max_length=30, verbose_name="acronym")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                ("note", models.TextField(blank=True, verbose_name="remark")),
                (
                    "lead_entity",
                    models.CharField(
                        blank=True, help_text="For programmes.", max_length=60, verbose_name="lead entity"
                    ),
                ),
                ("retired", models.BooleanField(default=False, verbose_name="no longer offered")),
            ],
            options={
                "verbose_name": "term",
                "verbose_name_plural": "terms",
                "ordering": ["scheme", "order", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("code__startswith", django.db.models.functions.text.Concat("scheme", models.Value(":")))
                        ),
                        name="term_code_names_scheme",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="bump_dictionary",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO entities_dictionary (id, version) VALUES (1, 1)\n    ON CONFLICT (id) DO UPDATE SET version = entities_dictionary.version + 1;\n    RETURN NULL;\n",
                            hash="a33b4beff13f1474d1159eecd3daaf6b1887e1cd",
                            level="STATEMENT",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_bump_dictionary_170f6",
                            table="registry_term",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registry_termevent" ("acronym", "code", "label", "lead_entity", "note", "order", "parent_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired", "scheme_id") VALUES (NEW."acronym", NEW."code", NEW."label", NEW."lead_entity", NEW."note", NEW."order", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."code", NEW."retired", NEW."scheme_id"); RETURN NULL;',
                            hash="9c24d293794e874bfb46270df7e2f3307d69f6f6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a63db",
                            table="registry_term",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "registry_termevent" ("acronym", "code", "label", "lead_entity", "note", "order", "parent_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired", "scheme_id") VALUES (NEW."acronym", NEW."code", NEW."label", NEW."lead_entity", NEW."note", NEW."order", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."code", NEW."retired", NEW."scheme_id"); RETURN NULL;',
                            hash="20db9118e5c8cd0ad96e07a2644137b5406b49e6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4b98a",
                            table="registry_term",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registry_termevent" ("acronym", "code", "label", "lead_entity", "note", "order", "parent_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired", "scheme_id") VALUES (OLD."acronym", OLD."code", OLD."label", OLD."lead_entity", OLD."note", OLD."order", OLD."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."code", OLD."retired", OLD."scheme_id"); RETURN NULL;',
                            hash="962358ab793a8bee193c873ab0f91d5f6d825841",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ab874",
                            table="registry_term",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RemovedContent",
            fields=[
                (
                    "content",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="removed",
                        serialize=False,
                        to="registry.editioncontent",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[("safety", "the safety of people"), ("law", "a duty in law")], max_length=10
                    ),
                ),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="35b5ea5666b1d41b44d9a42504372a598e8aeb6a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ad215",
                            table="registry_removedcontent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="baa41522ed1854eb0be044d1a4d90d6c1e29e624",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_0f43a",
                            table="registry_removedcontent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CircularEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="registry.circular",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                ("slug", models.SlugField(db_index=False, editable=False, max_length=100, verbose_name="address")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "note",
                    models.TextField(
                        help_text="Plain text; **bold**, lists and [links](https://…) are kept.",
                        max_length=20000,
                        verbose_name="cover note",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("ar", "العربية"),
                            ("zh", "中文"),
                            ("en", "English"),
                            ("fr", "français"),
                            ("ru", "русский"),
                            ("es", "español"),
                        ],
                        default="en",
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                (
                    "audience",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="In the archive. Only lists whose people may read it can get it.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.audience",
                        verbose_name="who may read it",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Whose documents go with it. Empty: none.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="registry.edition",
                        verbose_name="edition",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("sent", "sent")],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("written_at", models.DateTimeField(default=ungass_portal.lib.clock.now)),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="registry_ci_pgh_cre_b4e04c_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_circularevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_circularevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_circularevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="2824a34f7cd8743cd05563d08fdc8471443eec03",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_efa0f",
                            table="registry_circularevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="f07b280b8b7b8dadbbfe2d3ff4c63b75c7a56e2f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_86dc0",
                            table="registry_circularevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="registry.editionrevision",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entities.record",
                    ),
                ),
                ("reference", models.CharField(max_length=12)),
                ("kind", models.CharField(max_length=10)),
                (
                    "content",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.editioncontent",
                    ),
                ),
                ("shows_confirmed", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("revision", "reference"), name="edition_correction_once")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="550d85e17dc20955b0ef29c240689857ce91d86c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_3d571",
                            table="registry_editioncorrection",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="08298433807a1ee8e8ec90dd70cbb5ea52b18ac8",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_90cea",
                            table="registry_editioncorrection",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="registry.editionrevision",
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("xlsx", "Excel workbook"),
                            ("docx", "Word document"),
                            ("pdf", "PDF"),
                            ("csv", "CSV, matrix"),
                            ("calendar.csv", "CSV, calendar"),
                            ("hxl.csv", "CSV with HXL tags, matrix"),
                            ("calendar.hxl.csv", "CSV with HXL tags, calendar"),
                            ("json", "JSON"),
                            ("narrative.docx", "narrative draft (Word)"),
                            ("figures.pdf", "page of figures (PDF)"),
                        ],
                        max_length=20,
                        verbose_name="format",
                    ),
                ),
                ("language", models.CharField(default="en", max_length=5, verbose_name="language")),
                (
                    "volume",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="0: the document is not divided", verbose_name="volume"
                    ),
                ),
                ("volumes", models.PositiveSmallIntegerField(default=0, help_text="how many there are of it")),
                (
                    "chapter",
                    models.PositiveSmallIntegerField(
                        help_text="of a volume of the matrix; 0: of no chapter", null=True
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="file name")),
                ("path", models.CharField(help_text="within the store of documents", max_length=300)),
                ("size", models.PositiveBigIntegerField(help_text="bytes", verbose_name="size")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                ("software", models.CharField(help_text="version of the portal that made it", max_length=40)),
            ],
            options={
                "ordering": ["revision", "format", "language", "volume"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("revision", "format", "language", "volume"), name="edition_document_once"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="1ece16c11998e969b2f6fb7b5ca51335ced2d658",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_0cd86",
                            table="registry_editiondocument",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="81212a703d645aff1df5f858a4b8b0eb9977711c",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_01b09",
                            table="registry_editiondocument",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="registry.editionrevision"
                    ),
                ),
                ("reference", models.CharField(max_length=12)),
                ("field", models.CharField(max_length=40)),
                (
                    "targets",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12),
                        help_text="references; empty where there are none any more",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["reference"], name="edition_link_reference")],
                "constraints": [
                    models.UniqueConstraint(fields=("revision", "reference", "field"), name="edition_link_once")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
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
                    pgtrigger.compiler.Trigger(
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
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="registry.importsheet"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="row")),
                ("cells", models.JSONField(default=list)),
                (
                    "mended",
                    models.JSONField(default=dict, help_text="cells that somebody mended here, by the column's name"),
                ),
                ("settled", models.JSONField(default=dict, help_text="what holds in a conflict, by the field's name")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("unread", "not read yet"),
                            ("new", "new"),
                            ("changed", "changed"),
                            ("same", "same as in the portal"),
                            ("conflict", "conflict"),
                            ("duplicate", "possible duplicate"),
                            ("error", "error"),
                            ("applied", "applied"),
                            ("undone", "undone"),
                        ],
                        default="unread",
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                ("warned", models.BooleanField(default=False, verbose_name="with a warning")),
                ("title", models.CharField(blank=True, max_length=300, verbose_name="title")),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[("activity", "activity"), ("mandate", "mandate"), ("event", "event")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entities.record",
                    ),
                ),
                ("base", models.PositiveIntegerField(default=0, help_text="the revision that was given out")),
                (
                    "now",
                    models.PositiveIntegerField(
                        default=0, help_text="the revision on which the content below is built"
                    ),
                ),
                ("content", models.JSONField(blank=True, help_text="what would be saved", null=True)),
                ("mine", models.JSONField(blank=True, help_text="what the sheet says, before it is merged", null=True)),
                ("changed", models.JSONField(default=list, help_text="names of the fields that would change")),
                ("messages", models.JSONField(default=list)),
                (
                    "proposes",
                    models.BooleanField(default=False, help_text="another entity's record: what changes is proposed"),
                ),
                ("twin", models.CharField(blank=True, help_text="the record that it may be already", max_length=12)),
                (
                    "twin_row",
                    models.PositiveIntegerField(
                        blank=True, help_text="the row of this sheet that says the same", null=True
                    ),
                ),
                ("chosen", models.BooleanField(default=True, verbose_name="chosen")),
                ("made", models.PositiveIntegerField(default=0, help_text="the revision that applying it made")),
                ("applied_at", models.DateTimeField(blank=True, null=True, verbose_name="applied")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="undone")),
                (
                    "proposal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="entities.proposal",
                    ),
                ),
            ],
            options={
                "ordering": ["sheet", "number"],
                "indexes": [models.Index(fields=["sheet", "outcome", "number"], name="import_rows_by_outcome")],
                "constraints": [models.UniqueConstraint(fields=("sheet", "number"), name="import_row_once")],
            },
        ),
        migrations.CreateModel(
            name="MailboxEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="registry.mailbox",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "list",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="registry.distributionlist",
                    ),
                ),
                ("address", models.EmailField(max_length=254, verbose_name="address")),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("ar", "العربية"),
                            ("zh", "中文"),
                            ("en", "English"),
                            ("fr", "français"),
                            ("ru", "русский"),
                            ("es", "español"),
                        ],
                        default="en",
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="registry_ma_pgh_cre_9f5978_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_mailboxevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_mailboxevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_mailboxevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="290b721425a561ee57db7b1e34e291834d504fd3",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_7b2b1",
                            table="registry_mailboxevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="0026828789be160164a3627c93fae2dec5fc6c42",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a976d",
                            table="registry_mailboxevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecommendationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="registry.recommendation",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("code", models.CharField(help_text="Like 1(a).", max_length=12, serialize=False, verbose_name="code")),
                (
                    "chapter",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="registry.chapter",
                        verbose_name="chapter",
                    ),
                ),
                ("topic", models.TextField(help_text="In our own words, not a quotation.", verbose_name="topic")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("verified", "verified"),
                            ("verified_secondary", "verified in a third source"),
                            ("topic_verified_code_unverified", "content verified, letter not verified"),
                            ("unverified", "not verified"),
                        ],
                        default="unverified",
                        max_length=40,
                        verbose_name="evidence",
                    ),
                ),
                ("where", models.TextField(blank=True, verbose_name="evidence found in")),
                ("retired", models.BooleanField(default=False, verbose_name="no longer offered")),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="registry_re_pgh_cre_71360a_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_recommendationevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_recommendationevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_recommendationevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="709f37c0f3b31aa978014c2d447454112be72e96",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_cc9dc",
                            table="registry_recommendationevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3edb0bd6c8cae68721baa5290a96495ee7ca6289",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_aa0ba",
                            table="registry_recommendationevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignOffEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="registry.signoff",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "edition",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="registry.edition",
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.entity",
                    ),
                ),
                (
                    "word",
                    models.CharField(
                        choices=[("updated", "updated"), ("no_change", "no change"), ("nothing", "nothing to report")],
                        max_length=10,
                        verbose_name="word",
                    ),
                ),
                ("remark", models.TextField(blank=True, max_length=2000, verbose_name="remark")),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("late", models.BooleanField(default=False, help_text="After the deadline.", verbose_name="late")),
                ("on_behalf", models.BooleanField(default=False, verbose_name="on behalf")),
                ("evidence", models.TextField(blank=True, verbose_name="evidence")),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="registry_si_pgh_cre_bfcac1_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_signoffevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_signoffevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_signoffevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="c3ded3f365e00b796a1c5982ab63cb68d1afafc2",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_24994",
                            table="registry_signoffevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1cc7f36199c85b910ce004d95d666ee75fd95708",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ce1e3",
                            table="registry_signoffevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SubheadingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="registry.subheading",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("slug", models.SlugField(db_index=False, max_length=60, serialize=False, verbose_name="code")),
                (
                    "chapter",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="registry.chapter",
                        verbose_name="chapter",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                ("title", models.TextField(verbose_name="official title")),
                ("short_title", models.CharField(max_length=120, verbose_name="short title")),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="registry_su_pgh_cre_308f07_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_subheadingevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_subheadingevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_subheadingevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="833a55d706f378b4e714af87362e1995e400e7f4",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_82def",
                            table="registry_subheadingevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b762a025b22080f5467c7365d88c9e008ab06db7",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_41087",
                            table="registry_subheadingevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TermEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="registry.term",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("code", models.CharField(max_length=100, serialize=False, verbose_name="code")),
                (
                    "scheme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="registry.scheme",
                        verbose_name="scheme",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="registry.term",
                    ),
                ),
                ("label", models.CharField(max_length=300, verbose_name="label")),
                ("acronym", models.CharField(blank=True, max_length=30, verbose_name="acronym")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                ("note", models.TextField(blank=True, verbose_name="remark")),
                (
                    "lead_entity",
                    models.CharField(
                        blank=True, help_text="For programmes.", max_length=60, verbose_name="lead entity"
                    ),
                ),
                ("retired", models.BooleanField(default=False, verbose_name="no longer offered")),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="registry_te_pgh_cre_941a60_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_termevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_termevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_termevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="8e2a883a686b6508a529c77992b4d1d02a4e4c20",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_95f19",
                            table="registry_termevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="2b0c9457bcfa36cd07b75d0b62eed0050750da25",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_59c95",
                            table="registry_termevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedCircular",
            fields=[
                (
                    "circular",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="published",
                        serialize=False,
                        to="registry.circular",
                    ),
                ),
                ("slug", models.SlugField(max_length=100, unique=True)),
                (
                    "audience",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="entities.audience"
                    ),
                ),
                ("language", models.CharField(max_length=5)),
                ("title", models.CharField(max_length=200)),
                ("html", models.TextField(help_text="the cover note, cleaned")),
                ("month", models.CharField(blank=True, help_text="of the edition that it sends round", max_length=7)),
                ("published_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-published_at", "slug"],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="dda553b8bfdfaab3b578d5fd17f099cc7767786c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_20a1c",
                            table="registry_publishedcircular",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="5501855fe19a4c1b905415efad8cdb4cb5feba80",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_1d502",
                            table="registry_publishedcircular",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionEntryEnd",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="end",
                        serialize=False,
                        to="registry.editionentry",
                    ),
                ),
                (
                    "at_edition",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.edition",
                    ),
                ),
            ],
            options={
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="3a6bf738fe59c128c335df10f58e3093906ae383",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_983d8",
                            table="registry_editionentryend",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="5cec9e7b9a87ee89d4fb8a0f1334d5abd0771a94",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_3fccf",
                            table="registry_editionentryend",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PurgedRevision",
            fields=[
                (
                    "revision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="purge",
                        serialize=False,
                        to="registry.editionrevision",
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="7f42e7346c0151f0e9e4f510e06851493e2710c3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_12502",
                            table="registry_purgedrevision",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="757f09183011838f1fc15a373dbfaceb5c654652",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_52cc9",
                            table="registry_purgedrevision",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        ungass_portal.lib.triggers.InstallTriggers(),
    ]
