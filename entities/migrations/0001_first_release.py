"""People, entities, places, records and the gate, as the first release has them."""

import datetime
import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.operations
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models
from django.db.models.fields.json import KeyTransform

import entities.models.invitations
import entities.models.network
import entities.models.partners
import ungass_portal.lib.clock
import ungass_portal.lib.networks
import ungass_portal.lib.triggers

# The keys by which thousands of titles are compared with those of the network: see `entities/duplicates.py`.
TITLE_KEYS = """
CREATE FUNCTION title_keys(title text) RETURNS integer[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    WITH found AS (
        SELECT array_agg(DISTINCT left(word, 5) COLLATE "C") AS words
        FROM regexp_split_to_table(lower(title), '[^[:alnum:]]+') AS word
        WHERE length(word) > 3
    ), kept AS (
        SELECT coalesce(words, ARRAY[lower(title)]) AS words FROM found
    )
    SELECT array_agg(('x' || left(md5(array_to_string(array_remove(words, left_out), ' ')), 8))::bit(32)::integer)
    FROM kept, unnest(words || ''::text) AS left_out
    WHERE left_out = '' OR cardinality(words) > 3
$$
"""


class Migration(migrations.Migration):
    replaces = [
        ("entities", "0001_people_places_and_the_gate"),
        ("entities", "0003_participation_leaving"),
        ("entities", "0004_tokens_expire_and_organisations_have_terms"),
        ("entities", "0005_use_of_tokens_is_counted"),
        ("entities", "0006_jobs_and_scheduled_runs"),
        ("entities", "0007_letters"),
        ("entities", "0008_policies_evidence_and_webhooks"),
        ("entities", "0009_letters_that_came_back"),
        ("entities", "0010_calls_a_minute"),
        ("entities", "0011_partners_confirm_what_they_erased"),
        ("entities", "0012_merges_of_records"),
        ("entities", "0013_invitations"),
        ("entities", "0014_restored_from_a_backup"),
        ("entities", "0015_letters_about_moved_events"),
        ("entities", "0016_removals_for_safety_or_by_law"),
        ("entities", "0017_returns_name_fields"),
        ("entities", "0018_accesses_and_admission"),
        ("entities", "0019_texts_in_other_languages"),
        ("entities", "0020_answers_on_behalf_keep_evidence"),
        ("entities", "0021_audit_is_read_by_an_index"),
        ("entities", "0022_titles_have_keys"),
        ("entities", "0023_usage_tells_which_states_were_read"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(),
        django.contrib.postgres.operations.TrigramExtension(),
        migrations.RunSQL(
            sql=TITLE_KEYS,
            reverse_sql="DROP FUNCTION title_keys(text)",
        ),
        migrations.CreateModel(
            name="Audience",
            fields=[
                ("slug", models.SlugField(primary_key=True, serialize=False)),
                ("order", models.PositiveSmallIntegerField(unique=True)),
            ],
            options={
                "ordering": ["order"],
            },
        ),
        migrations.CreateModel(
            name="Dictionary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.BigIntegerField(default=0)),
                ("texts", models.BigIntegerField(db_default=0, default=0)),
            ],
            options={
                "db_table": "entities_dictionary",
            },
        ),
        migrations.CreateModel(
            name="Entity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "slug",
                    models.SlugField(
                        help_text="Short code in addresses; never changes.",
                        max_length=60,
                        unique=True,
                        verbose_name="code",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("un_secretariat_office", "UN Secretariat office"),
                            ("un_secretariat_department", "UN Secretariat department"),
                            ("un_joint_programme", "UN joint programme"),
                            ("un_fund_programme", "UN fund or programme"),
                            ("un_entity", "UN entity"),
                            ("un_specialized_agency", "UN specialized agency"),
                            ("un_coordination_body", "UN coordination body"),
                            ("un_regional_centre", "UN regional centre"),
                            ("un_political_mission", "UN political mission"),
                            ("un_backed_commission", "UN-backed commission"),
                            ("un_research_training_institute", "UN research and training institute"),
                            ("treaty_body", "treaty body"),
                            ("special_procedure", "special procedure of the Human Rights Council"),
                            ("expert_committee", "expert committee"),
                            ("un_principal_organ", "principal organ of the United Nations"),
                            ("ecosoc_functional_commission", "functional commission of the Council"),
                            ("un_forum", "UN forum"),
                            ("international_financial_institution", "international financial institution"),
                            ("regional_organization", "regional organization"),
                            ("intergovernmental_organization", "intergovernmental organization"),
                            ("public_private_partnership", "public-private partnership"),
                            ("law_enforcement_network", "law enforcement network"),
                            ("asset_recovery_network", "asset recovery network"),
                            ("judicial_network", "judicial network"),
                            ("informal_group", "informal group"),
                            ("ngo", "non-governmental organization"),
                            ("other", "other body"),
                        ],
                        max_length=40,
                        verbose_name="kind",
                    ),
                ),
                ("un_system", models.BooleanField(default=False, verbose_name="UN system")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="entities.entity",
                        verbose_name="part of",
                    ),
                ),
                ("hq_city", models.CharField(blank=True, max_length=80, verbose_name="seat")),
                (
                    "hq_country",
                    models.CharField(
                        blank=True, help_text="ISO alpha-3 code.", max_length=3, verbose_name="country of the seat"
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="remark")),
                (
                    "contributors_need_approval",
                    models.BooleanField(
                        default=True,
                        help_text="Untick to let contributors submit straight to the secretariat.",
                        verbose_name="focal point approves contributors' submissions",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
            ],
            options={
                "verbose_name": "entity",
                "verbose_name_plural": "entities",
                "ordering": ["slug"],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="bump_dictionary",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO entities_dictionary (id, version) VALUES (1, 1)\n    ON CONFLICT (id) DO UPDATE SET version = entities_dictionary.version + 1;\n    RETURN NULL;\n",
                            hash="7c480f3fb0726f307c2112f4a81ab1563f370c73",
                            level="STATEMENT",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_bump_dictionary_0c6e7",
                            table="entities_entity",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_entityevent" ("contributors_need_approval", "hq_city", "hq_country", "id", "kind", "note", "parent_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source", "un_system") VALUES (NEW."contributors_need_approval", NEW."hq_city", NEW."hq_country", NEW."id", NEW."kind", NEW."note", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."slug", NEW."source", NEW."un_system"); RETURN NULL;',
                            hash="8cb1317a2e801116aae9b6f4c8665a0403cd003a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_10f03",
                            table="entities_entity",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "entities_entityevent" ("contributors_need_approval", "hq_city", "hq_country", "id", "kind", "note", "parent_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source", "un_system") VALUES (NEW."contributors_need_approval", NEW."hq_city", NEW."hq_country", NEW."id", NEW."kind", NEW."note", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."slug", NEW."source", NEW."un_system"); RETURN NULL;',
                            hash="04442fc33d99016fe89b3c2159b863fd01cb7a94",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1c1de",
                            table="entities_entity",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_entityevent" ("contributors_need_approval", "hq_city", "hq_country", "id", "kind", "note", "parent_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source", "un_system") VALUES (OLD."contributors_need_approval", OLD."hq_city", OLD."hq_country", OLD."id", OLD."kind", OLD."note", OLD."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."slug", OLD."source", OLD."un_system"); RETURN NULL;',
                            hash="4e1657160a5cdc26881c9844ca70724cff421379",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ab189",
                            table="entities_entity",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerOrganisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(unique=True, verbose_name="short name")),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                (
                    "contact",
                    models.EmailField(
                        blank=True,
                        help_text="A mailbox that outlives its reader.",
                        max_length=254,
                        verbose_name="function address",
                    ),
                ),
                (
                    "active",
                    models.BooleanField(
                        default=True,
                        help_text="Without it its people read what the public reads, and its tokens nothing.",
                        verbose_name="active",
                    ),
                ),
                ("terms_accepted_on", models.DateField(blank=True, null=True, verbose_name="terms accepted on")),
                (
                    "terms_accepted_by",
                    models.CharField(
                        blank=True,
                        help_text="Function and document, not a person.",
                        max_length=200,
                        verbose_name="terms accepted by",
                    ),
                ),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("read", "read"),
                                ("receipts", "confirm that withdrawn records are erased"),
                                ("write", "write to the own desk"),
                            ],
                            max_length=10,
                        ),
                        default=entities.models.partners.only_reading,
                        help_text="What its tokens may do at most.",
                        verbose_name="its tokens may",
                    ),
                ),
                (
                    "ip_ranges",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            max_length=49, validators=[ungass_portal.lib.networks.check_network]
                        ),
                        blank=True,
                        default=list,
                        help_text="Its tokens work only from these, as in 192.0.2.0/24. Empty: from anywhere.",
                        verbose_name="networks",
                    ),
                ),
                (
                    "rate_per_minute",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Of each of its tokens. Empty: the standard, 120.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10000),
                        ],
                        verbose_name="calls a minute",
                    ),
                ),
            ],
            options={
                "verbose_name": "partner organisation",
                "verbose_name_plural": "partner organisations",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("scopes__contains", ["read"]), models.Q(("scopes__contains", ["write"]), _negated=True)
                        ),
                        name="organisation_reads_and_never_writes",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_partnerorganisationevent" ("active", "contact", "id", "ip_ranges", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate_per_minute", "scopes", "slug", "terms_accepted_by", "terms_accepted_on") VALUES (NEW."active", NEW."contact", NEW."id", NEW."ip_ranges", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."rate_per_minute", NEW."scopes", NEW."slug", NEW."terms_accepted_by", NEW."terms_accepted_on"); RETURN NULL;',
                            hash="fd042fedf34f2ec10f52e5835e409d3b75dff03e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2970e",
                            table="entities_partnerorganisation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "entities_partnerorganisationevent" ("active", "contact", "id", "ip_ranges", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate_per_minute", "scopes", "slug", "terms_accepted_by", "terms_accepted_on") VALUES (NEW."active", NEW."contact", NEW."id", NEW."ip_ranges", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."rate_per_minute", NEW."scopes", NEW."slug", NEW."terms_accepted_by", NEW."terms_accepted_on"); RETURN NULL;',
                            hash="5666ef23bf638bda783cb61ce52835e8f8baca30",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_27dab",
                            table="entities_partnerorganisation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_partnerorganisationevent" ("active", "contact", "id", "ip_ranges", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate_per_minute", "scopes", "slug", "terms_accepted_by", "terms_accepted_on") VALUES (OLD."active", OLD."contact", OLD."id", OLD."ip_ranges", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."rate_per_minute", OLD."scopes", OLD."slug", OLD."terms_accepted_by", OLD."terms_accepted_on"); RETURN NULL;',
                            hash="56fbcc722e0bf192bf6400fb8564a084ed194b01",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b3d1d",
                            table="entities_partnerorganisation",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RateWindow",
            fields=[
                (
                    "caller",
                    models.CharField(
                        help_text="a token, a person or a network address",
                        max_length=64,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("minute", models.BigIntegerField(help_text="minutes since 1970")),
                ("taken", models.PositiveIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["minute"], name="rate_window_minute")],
            },
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                (
                    "code",
                    models.SlugField(
                        help_text="M49 code, or a slug outside M49.",
                        max_length=40,
                        primary_key=True,
                        serialize=False,
                        verbose_name="code",
                    ),
                ),
                ("names", models.JSONField(help_text="Name by language code.", verbose_name="names")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="entities.region",
                        verbose_name="lies in",
                    ),
                ),
                ("is_m49", models.BooleanField(default=True, verbose_name="M49 region")),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), blank=True, default=list, verbose_name="aliases"
                    ),
                ),
                (
                    "countries",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=3),
                        blank=True,
                        default=list,
                        help_text="Members of a region outside M49, as ISO alpha-3 codes; M49 regions follow from the country data.",
                        verbose_name="countries",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="remark")),
            ],
            options={
                "verbose_name": "region",
                "verbose_name_plural": "regions",
                "ordering": ["code"],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="bump_dictionary",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO entities_dictionary (id, version) VALUES (1, 1)\n    ON CONFLICT (id) DO UPDATE SET version = entities_dictionary.version + 1;\n    RETURN NULL;\n",
                            hash="c2093433303a688f49410c52671a6627a622294e",
                            level="STATEMENT",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_bump_dictionary_d335b",
                            table="entities_region",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_regionevent" ("aliases", "code", "countries", "is_m49", "names", "note", "parent_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."aliases", NEW."code", NEW."countries", NEW."is_m49", NEW."names", NEW."note", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."code"); RETURN NULL;',
                            hash="40394cc22c560cd642115d0d51234860755c5374",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_23b63",
                            table="entities_region",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "entities_regionevent" ("aliases", "code", "countries", "is_m49", "names", "note", "parent_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."aliases", NEW."code", NEW."countries", NEW."is_m49", NEW."names", NEW."note", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."code"); RETURN NULL;',
                            hash="7cf33bc6550cf24a3bc5312b84592e54c6cdfb75",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8251d",
                            table="entities_region",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_regionevent" ("aliases", "code", "countries", "is_m49", "names", "note", "parent_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."aliases", OLD."code", OLD."countries", OLD."is_m49", OLD."names", OLD."note", OLD."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."code"); RETURN NULL;',
                            hash="b38662d30c9414c80674422906b64814bc973e99",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_30c3e",
                            table="entities_region",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RequestOrigin",
            fields=[
                ("request_id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), db_index=True)),
                ("address", models.GenericIPAddressField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ScheduledRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("job", models.CharField(max_length=80)),
                ("period", models.CharField(help_text="such as 2018-03 or 2018-03-12", max_length=40)),
                ("at", models.DateTimeField(default=ungass_portal.lib.clock.now)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("job", "period"), name="scheduled_run_once")],
            },
        ),
        migrations.CreateModel(
            name="TextCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="Made from the English text and its context.", max_length=32, verbose_name="key"
                    ),
                ),
                ("text", models.TextField(verbose_name="English text")),
                ("plural", models.TextField(blank=True, verbose_name="English plural")),
                ("context", models.CharField(blank=True, max_length=200, verbose_name="context")),
                (
                    "forms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), verbose_name="translation"
                    ),
                ),
            ],
            options={
                "verbose_name": "correction of a text",
                "verbose_name_plural": "corrections of texts",
                "ordering": ["language", "key"],
                "constraints": [models.UniqueConstraint(fields=("language", "key"), name="text_corrected_once")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="bump_texts",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO entities_dictionary (id, version, texts) VALUES (1, 1, 1)\n    ON CONFLICT (id) DO UPDATE SET version = entities_dictionary.version + 1, texts = entities_dictionary.version + 1;\n    RETURN NULL;\n",
                            hash="a637fe92d1481880b0bc42d6f53de67a444da725",
                            level="STATEMENT",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_bump_texts_fe8ed",
                            table="entities_textcorrection",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_textcorrectionevent" ("context", "forms", "id", "key", "language", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "plural", "text") VALUES (NEW."context", NEW."forms", NEW."id", NEW."key", NEW."language", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."plural", NEW."text"); RETURN NULL;',
                            hash="5e16133d1225c61433cd62b65eaec74c17f6771a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fc283",
                            table="entities_textcorrection",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "entities_textcorrectionevent" ("context", "forms", "id", "key", "language", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "plural", "text") VALUES (NEW."context", NEW."forms", NEW."id", NEW."key", NEW."language", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."plural", NEW."text"); RETURN NULL;',
                            hash="7ef26af04fa7c332f979dcd856d2348c944de054",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0a884",
                            table="entities_textcorrection",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_textcorrectionevent" ("context", "forms", "id", "key", "language", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "plural", "text") VALUES (OLD."context", OLD."forms", OLD."id", OLD."key", OLD."language", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."plural", OLD."text"); RETURN NULL;',
                            hash="8326784e1cd03bc290365227eba0b825bb2f6781",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_bf506",
                            table="entities_textcorrection",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        help_text="Address used to sign in.", max_length=254, unique=True, verbose_name="e-mail"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True, help_text="As colleagues know you.", max_length=150, verbose_name="name"
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
                        help_text="Language of pages and mails.",
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True, help_text="Untick instead of deleting a person.", verbose_name="active"
                    ),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False, help_text="May open the technical admin.", verbose_name="technical staff"
                    ),
                ),
                (
                    "is_demo",
                    models.BooleanField(
                        default=False,
                        help_text="Made by the demonstration; production refuses to start.",
                        verbose_name="demonstration person",
                    ),
                ),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="joined")),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                        name="user_email_lower_case",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AccessLog",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), db_index=True, verbose_name="when"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("export", "export"),
                            ("document", "document downloaded"),
                            ("dump", "dump"),
                            ("pull", "full pull"),
                            ("audit", "audit exported"),
                            ("sign_in", "signed in"),
                            ("sign_in_failed", "failed to sign in"),
                            ("password", "password changed"),
                            ("factor_added", "second factor added"),
                            ("factor_removed", "second factor removed"),
                            ("restored", "second factors restored"),
                            ("erased", "personal data erased"),
                        ],
                        max_length=20,
                        verbose_name="what",
                    ),
                ),
                ("person", models.BigIntegerField(help_text="key of the person who acted", null=True)),
                ("token", models.BigIntegerField(help_text="key of the API token that was used", null=True)),
                (
                    "concerns",
                    models.BigIntegerField(
                        help_text="key of the person whom it concerns, where it is another", null=True
                    ),
                ),
                ("audience", models.CharField(blank=True, max_length=10, verbose_name="read as")),
                ("path", models.CharField(blank=True, max_length=500, verbose_name="address")),
                ("query", models.CharField(blank=True, max_length=2000, verbose_name="filter")),
                ("request_id", models.CharField(blank=True, max_length=32)),
            ],
            options={
                "verbose_name": "access",
                "verbose_name_plural": "accesses",
                "indexes": [models.Index(fields=["person", "at"], name="access_by_person")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="68456a8a1674daf9987e081a5ee1e162dee0fb36",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_bced0",
                            table="entities_accesslog",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="4ee4a961c9d8fcd2c8dbd79c1d1bf68f69288a41",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_8f78e",
                            table="entities_accesslog",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccessRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "entity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="access_requests",
                        to="entities.entity",
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="why")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "request for access",
                "verbose_name_plural": "requests for access",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=("entity", "email"),
                        name="access_asked_once",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_accessrequestevent" ("asked_at", "closed_at", "entity_id", "id", "key", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."asked_at", NEW."closed_at", NEW."entity_id", NEW."id", NEW."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="3d4aa1d0e7eec5e3591363be5682d171ed4cf95d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_72bde",
                            table="entities_accessrequest",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."entity_id" IS DISTINCT FROM (NEW."entity_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key"))',
                            func='INSERT INTO "entities_accessrequestevent" ("asked_at", "closed_at", "entity_id", "id", "key", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."asked_at", NEW."closed_at", NEW."entity_id", NEW."id", NEW."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="fbf588b94f1930ffec6e975c5125e50c6d7f79e7",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_79a02",
                            table="entities_accessrequest",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_accessrequestevent" ("asked_at", "closed_at", "entity_id", "id", "key", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."asked_at", OLD."closed_at", OLD."entity_id", OLD."id", OLD."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="d80c9ff38e862520dd13efcd0bdd99cf59b8e770",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_820e2",
                            table="entities_accessrequest",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, help_text="its name in addresses", unique=True
                    ),
                ),
                (
                    "name",
                    models.CharField(help_text="What the token is used for.", max_length=100, verbose_name="name"),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens",
                        to="entities.entity",
                        verbose_name="entity",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens",
                        to="entities.partnerorganisation",
                        verbose_name="partner",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="In whose name it writes; empty for tokens of the operator, which only read.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("read", "read"),
                                ("receipts", "confirm that withdrawn records are erased"),
                                ("write", "write to the own desk"),
                            ],
                            max_length=10,
                        ),
                        default=entities.models.partners.only_reading,
                        verbose_name="may",
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        editable=False, help_text="SHA-256 of the token, hexadecimal", max_length=64, unique=True
                    ),
                ),
                ("hint", models.CharField(editable=False, max_length=4, verbose_name="ends with")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="made"),
                ),
                (
                    "expires_at",
                    models.DateTimeField(default=entities.models.partners.in_a_year, null=True, verbose_name="expires"),
                ),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="entities.apitoken",
                        verbose_name="replaces",
                    ),
                ),
                ("last_used_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="last used")),
                (
                    "last_used_from",
                    models.GenericIPAddressField(blank=True, editable=False, null=True, verbose_name="from"),
                ),
            ],
            options={
                "verbose_name": "API token",
                "verbose_name_plural": "API tokens",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("entity__isnull", True), ("organisation__isnull", False)),
                            models.Q(("entity__isnull", False), ("organisation__isnull", True)),
                            _connector="OR",
                        ),
                        name="token_has_one_owner",
                    ),
                    models.CheckConstraint(condition=models.Q(("expires_at__isnull", False)), name="token_expires"),
                    models.CheckConstraint(condition=models.Q(("scopes__contains", ["read"])), name="token_reads"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scopes__contains", ["write"]), _negated=True),
                            models.Q(("entity__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="token_writes_for_an_entity_in_a_persons_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaces__isnull", True),
                            models.Q(("replaces", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="token_does_not_replace_itself",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_apitokenevent" ("created_at", "entity_id", "expires_at", "hint", "id", "made_by_id", "name", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaces_id", "revoked_at", "scopes") VALUES (NEW."created_at", NEW."entity_id", NEW."expires_at", NEW."hint", NEW."id", NEW."made_by_id", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."replaces_id", NEW."revoked_at", NEW."scopes"); RETURN NULL;',
                            hash="a821b591c72b25e0af95890b4e05943ca396d884",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_54ee1",
                            table="entities_apitoken",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."entity_id" IS DISTINCT FROM (NEW."entity_id") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."hint" IS DISTINCT FROM (NEW."hint") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."scopes" IS DISTINCT FROM (NEW."scopes"))',
                            func='INSERT INTO "entities_apitokenevent" ("created_at", "entity_id", "expires_at", "hint", "id", "made_by_id", "name", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaces_id", "revoked_at", "scopes") VALUES (NEW."created_at", NEW."entity_id", NEW."expires_at", NEW."hint", NEW."id", NEW."made_by_id", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."replaces_id", NEW."revoked_at", NEW."scopes"); RETURN NULL;',
                            hash="50fc44b4c486591d85cb0b5c719223765f05bd57",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_83007",
                            table="entities_apitoken",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_apitokenevent" ("created_at", "entity_id", "expires_at", "hint", "id", "made_by_id", "name", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaces_id", "revoked_at", "scopes") VALUES (OLD."created_at", OLD."entity_id", OLD."expires_at", OLD."hint", OLD."id", OLD."made_by_id", OLD."name", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."replaces_id", OLD."revoked_at", OLD."scopes"); RETURN NULL;',
                            hash="d355f263202e5f27ea6d5779929e8223f65f9179",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_aaee0",
                            table="entities_apitoken",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApprovedDomain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "entity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approved_domains",
                        to="entities.entity",
                    ),
                ),
                (
                    "domain",
                    models.CharField(
                        max_length=200,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$",
                                "Write it as in who.int.",
                            )
                        ],
                        verbose_name="address domain",
                    ),
                ),
            ],
            options={
                "verbose_name": "approved address domain",
                "verbose_name_plural": "approved address domains",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_approveddomainevent" ("domain", "entity_id", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."domain", NEW."entity_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="479c3eec9e93ae9a49ca93701aa3813116a5cfd8",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_bfade",
                            table="entities_approveddomain",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "entities_approveddomainevent" ("domain", "entity_id", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."domain", NEW."entity_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="78c9705d7cb59a59ed2a55ec4f5bcb9bb267c1c3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_df967",
                            table="entities_approveddomain",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_approveddomainevent" ("domain", "entity_id", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."domain", OLD."entity_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="6931608db8de246689fd66186ffd9eb8541d336f",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ae20a",
                            table="entities_approveddomain",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="entities.audience"
                    ),
                ),
                ("position", models.BigIntegerField()),
                ("reference", models.CharField(max_length=12)),
                (
                    "kind",
                    models.CharField(
                        choices=[("created", "created"), ("changed", "changed"), ("withdrawn", "withdrawn")],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("erase_by", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["audience", "position"],
                "indexes": [models.Index(fields=["audience", "reference"], name="change_by_reference")],
                "constraints": [
                    models.UniqueConstraint(fields=("audience", "position"), name="change_position_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("erase_by__isnull", False), ("kind", "withdrawn")),
                            models.Q(models.Q(("kind", "withdrawn"), _negated=True), ("erase_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="change_withdrawn_says_erase_by",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="191effd934c17a4e372add7f57150527eb4266c0",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a4810",
                            table="entities_change",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="2113e0ddab3c083e1cdbad7489845a533f26473d",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_0308d",
                            table="entities_change",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Country",
            fields=[
                ("iso3", models.CharField(max_length=3, primary_key=True, serialize=False, verbose_name="ISO alpha-3")),
                ("iso2", models.CharField(max_length=2, unique=True, verbose_name="ISO alpha-2")),
                ("m49", models.CharField(max_length=3, unique=True, verbose_name="M49")),
                ("names", models.JSONField(help_text="UN short name by language code.", verbose_name="names")),
                ("formal_name", models.CharField(blank=True, max_length=200, verbose_name="formal name")),
                (
                    "former_names",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="List of {language: name, until: date}.",
                        verbose_name="former names",
                    ),
                ),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120),
                        blank=True,
                        default=list,
                        verbose_name="other forms",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        help_text="Smallest M49 region that holds it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entities.region",
                    ),
                ),
                ("latitude", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                ("longitude", models.FloatField(blank=True, null=True, verbose_name="longitude")),
            ],
            options={
                "verbose_name": "country or area",
                "verbose_name_plural": "countries and areas",
                "ordering": ["iso3"],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="bump_dictionary",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO entities_dictionary (id, version) VALUES (1, 1)\n    ON CONFLICT (id) DO UPDATE SET version = entities_dictionary.version + 1;\n    RETURN NULL;\n",
                            hash="f18dfa235f165fb2ab57b60b0e7cfe448b13d954",
                            level="STATEMENT",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_bump_dictionary_fa7fa",
                            table="entities_country",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_countryevent" ("aliases", "formal_name", "former_names", "iso2", "iso3", "latitude", "longitude", "m49", "names", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id") VALUES (NEW."aliases", NEW."formal_name", NEW."former_names", NEW."iso2", NEW."iso3", NEW."latitude", NEW."longitude", NEW."m49", NEW."names", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."iso3", NEW."region_id"); RETURN NULL;',
                            hash="e668345713bec8a71d958203dddc6dd6f294187a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e31ac",
                            table="entities_country",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "entities_countryevent" ("aliases", "formal_name", "former_names", "iso2", "iso3", "latitude", "longitude", "m49", "names", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id") VALUES (NEW."aliases", NEW."formal_name", NEW."former_names", NEW."iso2", NEW."iso3", NEW."latitude", NEW."longitude", NEW."m49", NEW."names", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."iso3", NEW."region_id"); RETURN NULL;',
                            hash="bd790af25daf7d782a8d12ff99421e3e9c79ec8c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_15964",
                            table="entities_country",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_countryevent" ("aliases", "formal_name", "former_names", "iso2", "iso3", "latitude", "longitude", "m49", "names", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id") VALUES (OLD."aliases", OLD."formal_name", OLD."former_names", OLD."iso2", OLD."iso3", OLD."latitude", OLD."longitude", OLD."m49", OLD."names", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."iso3", OLD."region_id"); RETURN NULL;',
                            hash="52e07470f485d222d2f91804aa5d2e5517b63aad",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_7dbb4",
                            table="entities_country",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DirectoryEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="directory_entry",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.CharField(
                        blank=True,
                        help_text="As in “Regional Office for Africa”. Always shown.",
                        max_length=150,
                        verbose_name="office",
                    ),
                ),
                (
                    "function",
                    models.CharField(
                        blank=True,
                        help_text="As in “Programme officer”. Always shown.",
                        max_length=150,
                        verbose_name="function",
                    ),
                ),
                (
                    "phone",
                    models.CharField(
                        blank=True, help_text="With the country’s code.", max_length=50, verbose_name="telephone"
                    ),
                ),
                ("shows_name", models.BooleanField(default=False, verbose_name="show my name")),
                ("shows_email", models.BooleanField(default=False, verbose_name="show my e-mail address")),
                ("shows_phone", models.BooleanField(default=False, verbose_name="show my telephone number")),
            ],
        ),
        migrations.CreateModel(
            name="EntityAlias",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "entity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="entities.entity",
                        verbose_name="entity",
                    ),
                ),
                ("alias", models.CharField(max_length=300, verbose_name="alias")),
            ],
            options={
                "verbose_name": "alias",
                "verbose_name_plural": "aliases",
                "ordering": ["alias"],
                "constraints": [models.UniqueConstraint(fields=("entity", "alias"), name="entity_alias_once")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="bump_dictionary",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO entities_dictionary (id, version) VALUES (1, 1)\n    ON CONFLICT (id) DO UPDATE SET version = entities_dictionary.version + 1;\n    RETURN NULL;\n",
                            hash="41b0d9ce6b9ed0d0e4dd1c03a6ca569dd51831df",
                            level="STATEMENT",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_bump_dictionary_1c614",
                            table="entities_entityalias",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_entityaliasevent" ("alias", "entity_id", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."alias", NEW."entity_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="a5d20ba220e6c35dad7c0455b4a181b1f41a91f4",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_46bb8",
                            table="entities_entityalias",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "entities_entityaliasevent" ("alias", "entity_id", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."alias", NEW."entity_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="4a2e2ccb177fb1253ab185a90af00d43452ac3eb",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b3fc0",
                            table="entities_entityalias",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_entityaliasevent" ("alias", "entity_id", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."alias", OLD."entity_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="99cb61a6d4813a3df34e0b409b75cd17ea9ea8dd",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d983b",
                            table="entities_entityalias",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EntityEvent",
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
                        to="entities.entity",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "slug",
                    models.SlugField(
                        db_index=False,
                        help_text="Short code in addresses; never changes.",
                        max_length=60,
                        verbose_name="code",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("un_secretariat_office", "UN Secretariat office"),
                            ("un_secretariat_department", "UN Secretariat department"),
                            ("un_joint_programme", "UN joint programme"),
                            ("un_fund_programme", "UN fund or programme"),
                            ("un_entity", "UN entity"),
                            ("un_specialized_agency", "UN specialized agency"),
                            ("un_coordination_body", "UN coordination body"),
                            ("un_regional_centre", "UN regional centre"),
                            ("un_political_mission", "UN political mission"),
                            ("un_backed_commission", "UN-backed commission"),
                            ("un_research_training_institute", "UN research and training institute"),
                            ("treaty_body", "treaty body"),
                            ("special_procedure", "special procedure of the Human Rights Council"),
                            ("expert_committee", "expert committee"),
                            ("un_principal_organ", "principal organ of the United Nations"),
                            ("ecosoc_functional_commission", "functional commission of the Council"),
                            ("un_forum", "UN forum"),
                            ("international_financial_institution", "international financial institution"),
                            ("regional_organization", "regional organization"),
                            ("intergovernmental_organization", "intergovernmental organization"),
                            ("public_private_partnership", "public-private partnership"),
                            ("law_enforcement_network", "law enforcement network"),
                            ("asset_recovery_network", "asset recovery network"),
                            ("judicial_network", "judicial network"),
                            ("informal_group", "informal group"),
                            ("ngo", "non-governmental organization"),
                            ("other", "other body"),
                        ],
                        max_length=40,
                        verbose_name="kind",
                    ),
                ),
                ("un_system", models.BooleanField(default=False, verbose_name="UN system")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.entity",
                        verbose_name="part of",
                    ),
                ),
                ("hq_city", models.CharField(blank=True, max_length=80, verbose_name="seat")),
                (
                    "hq_country",
                    models.CharField(
                        blank=True, help_text="ISO alpha-3 code.", max_length=3, verbose_name="country of the seat"
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="remark")),
                (
                    "contributors_need_approval",
                    models.BooleanField(
                        default=True,
                        help_text="Untick to let contributors submit straight to the secretariat.",
                        verbose_name="focal point approves contributors' submissions",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="entities_en_pgh_cre_56b198_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_entityevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_entityevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_entityevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="03a8fe0b08d50f05c79236c369984204cc28efb0",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_9da95",
                            table="entities_entityevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="66d28446c894477cae8f6e9a4c5d934930c66298",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a6a68",
                            table="entities_entityevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EntityName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "entity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="entities.entity",
                        verbose_name="entity",
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                ("acronym", models.CharField(blank=True, max_length=30, verbose_name="acronym")),
                (
                    "valid_from",
                    models.DateField(blank=True, help_text="Empty: since ever.", null=True, verbose_name="valid from"),
                ),
                (
                    "valid_to",
                    models.DateField(
                        blank=True, help_text="Last day; empty: still valid.", null=True, verbose_name="valid to"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
            ],
            options={
                "verbose_name": "entity name",
                "verbose_name_plural": "entity names",
                "ordering": ["entity", models.OrderBy(models.F("valid_from"), nulls_first=True)],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("entity", "="),
                            (
                                entities.models.network.DateRange(
                                    "valid_from",
                                    "valid_to",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_lower=True, inclusive_upper=True
                                    ),
                                ),
                                "&&",
                            ),
                        ],
                        name="entity_names_do_not_overlap",
                        violation_error_message="Another name of this entity is valid on some of these days.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="bump_dictionary",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO entities_dictionary (id, version) VALUES (1, 1)\n    ON CONFLICT (id) DO UPDATE SET version = entities_dictionary.version + 1;\n    RETURN NULL;\n",
                            hash="1359f6ac4d37bdc191bb27ab24152b8fc3ea14db",
                            level="STATEMENT",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_bump_dictionary_8ccb2",
                            table="entities_entityname",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_entitynameevent" ("acronym", "entity_id", "id", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from", "valid_to") VALUES (NEW."acronym", NEW."entity_id", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."source", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="2b6d64aa0c610f2edb77c3c303c4c0296ae30a3a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0f77b",
                            table="entities_entityname",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "entities_entitynameevent" ("acronym", "entity_id", "id", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from", "valid_to") VALUES (NEW."acronym", NEW."entity_id", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."source", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="7c03cb599fe58fedda37924f64d9ade0fca78941",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c0eff",
                            table="entities_entityname",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_entitynameevent" ("acronym", "entity_id", "id", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from", "valid_to") VALUES (OLD."acronym", OLD."entity_id", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."source", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                            hash="4ccd9b938e1e64dc6943ba9f33e9d605da622ced",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_10772",
                            table="entities_entityname",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, help_text="its name in addresses", unique=True
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="file name")),
                ("content_type", models.CharField(max_length=100)),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("size", models.PositiveIntegerField(verbose_name="size")),
                ("content", models.BinaryField()),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("added_at", models.DateTimeField(default=ungass_portal.lib.clock.now)),
            ],
            options={
                "verbose_name": "evidence",
                "verbose_name_plural": "evidence",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="a86c1054c1b83d47725dd556a8ba02d7f063c0f5",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_5c908",
                            table="entities_evidence",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="02cd4be9417b9e0f7ce33f70e38a40494965c33f",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_5a6f4",
                            table="entities_evidence",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, help_text="its name in addresses", unique=True
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        help_text="The link is sent there and works for nobody else.",
                        max_length=254,
                        verbose_name="e-mail",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True, help_text="As you would greet the person.", max_length=150, verbose_name="name"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("focal_point", "focal point"),
                            ("contributor", "contributor"),
                            ("viewer", "viewer"),
                            ("secretariat", "secretariat"),
                            ("partner", "partner member"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="entities.entity",
                        verbose_name="entity",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="entities.partnerorganisation",
                        verbose_name="partner organisation",
                    ),
                ),
                ("deputy", models.BooleanField(default=False, verbose_name="deputy")),
                (
                    "starts",
                    models.DateField(
                        default=ungass_portal.lib.clock.today, help_text="First day of the role.", verbose_name="from"
                    ),
                ),
                (
                    "ends",
                    models.DateField(
                        blank=True, help_text="Last day of the role; empty if not known.", null=True, verbose_name="to"
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="invited")),
                (
                    "expires_at",
                    models.DateTimeField(
                        default=entities.models.invitations.in_two_weeks, verbose_name="link works until"
                    ),
                ),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("entity__isnull", True), ("organisation__isnull", True), ("role", "secretariat")),
                            models.Q(("entity__isnull", True), ("organisation__isnull", False), ("role", "partner")),
                            models.Q(
                                ("role__in", ["focal_point", "contributor", "viewer"]),
                                ("entity__isnull", False),
                                ("organisation__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="invitation_role_fits_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"),
                        name="invitation_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("deputy", False), ("role", "focal_point"), _connector="OR"),
                        name="invitation_deputy_is_focal_point",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at__isnull", True), ("revoked_at__isnull", True), _connector="OR"
                        ),
                        name="invitation_has_one_end",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_invitationevent" ("accepted_at", "accepted_by_id", "deputy", "ends", "entity_id", "expires_at", "id", "invited_by_id", "key", "made_at", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "role", "starts") VALUES (NEW."accepted_at", NEW."accepted_by_id", NEW."deputy", NEW."ends", NEW."entity_id", NEW."expires_at", NEW."id", NEW."invited_by_id", NEW."key", NEW."made_at", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."revoked_at", NEW."role", NEW."starts"); RETURN NULL;',
                            hash="fa57c336fb426e9123f13e23858731d49b9ca6cf",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5828b",
                            table="entities_invitation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."accepted_at" IS DISTINCT FROM (NEW."accepted_at") OR OLD."accepted_by_id" IS DISTINCT FROM (NEW."accepted_by_id") OR OLD."deputy" IS DISTINCT FROM (NEW."deputy") OR OLD."ends" IS DISTINCT FROM (NEW."ends") OR OLD."entity_id" IS DISTINCT FROM (NEW."entity_id") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invited_by_id" IS DISTINCT FROM (NEW."invited_by_id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."starts" IS DISTINCT FROM (NEW."starts"))',
                            func='INSERT INTO "entities_invitationevent" ("accepted_at", "accepted_by_id", "deputy", "ends", "entity_id", "expires_at", "id", "invited_by_id", "key", "made_at", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "role", "starts") VALUES (NEW."accepted_at", NEW."accepted_by_id", NEW."deputy", NEW."ends", NEW."entity_id", NEW."expires_at", NEW."id", NEW."invited_by_id", NEW."key", NEW."made_at", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."revoked_at", NEW."role", NEW."starts"); RETURN NULL;',
                            hash="099a14dddff565575b7182ab8a0c7b4162d607d2",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_68ec0",
                            table="entities_invitation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_invitationevent" ("accepted_at", "accepted_by_id", "deputy", "ends", "entity_id", "expires_at", "id", "invited_by_id", "key", "made_at", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "role", "starts") VALUES (OLD."accepted_at", OLD."accepted_by_id", OLD."deputy", OLD."ends", OLD."entity_id", OLD."expires_at", OLD."id", OLD."invited_by_id", OLD."key", OLD."made_at", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."revoked_at", OLD."role", OLD."starts"); RETURN NULL;',
                            hash="cd4b3be1b401b9762887b029d59bfc0a8e0bf2ab",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_03513",
                            table="entities_invitation",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        help_text="name under which an app has registered it", max_length=40, verbose_name="kind"
                    ),
                ),
                ("key", models.CharField(help_text="what must not be done twice", max_length=200, unique=True)),
                ("arguments", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("running", "running"),
                            ("done", "done"),
                            ("failed", "failed"),
                            ("cancelled", "called off"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="done")),
                ("total", models.PositiveIntegerField(default=0, help_text="0: not known", verbose_name="of")),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="at work on")),
                (
                    "error",
                    models.TextField(blank=True, help_text="in words for people", verbose_name="what went wrong"),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the portal itself.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jobs",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                ("asked_at", models.DateTimeField(default=ungass_portal.lib.clock.now, verbose_name="asked")),
                (
                    "handled_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="who retried or cancelled it last",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("run_after", models.DateTimeField(default=django.utils.timezone.now)),
                ("task", models.UUIDField(help_text="row of the queue that will run it", null=True)),
                (
                    "lease",
                    models.UUIDField(help_text="drawn anew for each attempt: only its holder may write", null=True),
                ),
                ("lease_until", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
            ],
            options={
                "verbose_name": "job",
                "verbose_name_plural": "jobs",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("waiting", "running"))),
                        fields=["state", "run_after"],
                        name="job_at_work",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lease__isnull", False), ("lease_until__isnull", False), ("state", "running")),
                            models.Q(
                                models.Q(("state", "running"), _negated=True),
                                ("lease__isnull", True),
                                ("lease_until__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="job_runs_under_a_lease",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), _negated=True),
                            models.Q(("error", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="job_failed_in_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("call", "Call for updates"),
                            ("reminder", "Reminder before the deadline"),
                            ("overdue", "Reminder after the deadline"),
                            ("returned", "Something is returned"),
                            ("mended", "The secretariat has mended something"),
                            ("moved", "An event is moved or called off"),
                            ("asked", "What your entity is asked for"),
                            ("digest", "Digest of the secretariat"),
                            ("circular", "Circular"),
                            ("token_ends", "A token ends soon"),
                            ("agreement_ends", "An agreement to share ends soon"),
                            ("webhook_stopped", "A webhook was stopped"),
                            ("invitation", "Invitation"),
                            ("security", "About how you sign in"),
                            ("access_asked", "Somebody asks for access"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("key", models.CharField(help_text="what must not be sent twice", max_length=200, unique=True)),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: a function address.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="to",
                    ),
                ),
                (
                    "address",
                    models.EmailField(
                        blank=True,
                        help_text="The function address; a person's is looked up when it is sent.",
                        max_length=254,
                        verbose_name="address",
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        blank=True,
                        help_text="The person gets it for a role in this entity.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entities.entity",
                        verbose_name="on behalf of",
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
                ("subject", models.CharField(max_length=300, verbose_name="subject")),
                ("text", models.TextField(verbose_name="as plain text")),
                ("html", models.TextField(verbose_name="as HTML")),
                (
                    "about",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), default=list, help_text="what it asks for, by key"
                    ),
                ),
                (
                    "attachments",
                    models.JSONField(default=list, help_text="name, path and type of files in the store of documents"),
                ),
                (
                    "leave_url",
                    models.URLField(blank=True, help_text="one click on it ends letters of this sort", max_length=500),
                ),
                ("list_id", models.CharField(blank=True, max_length=100)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("claimed", "being sent"),
                            ("sent", "sent"),
                            ("bounced", "came back"),
                            ("failed", "not accepted"),
                            ("unknown", "not known whether sent"),
                            ("dropped", "not sent"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.TextField(blank=True, help_text="why it was not sent, in words", verbose_name="why")),
                ("message_id", models.CharField(blank=True, help_text="drawn anew for each sending", max_length=200)),
                ("sendings", models.PositiveSmallIntegerField(default=0)),
                ("written_at", models.DateTimeField(default=ungass_portal.lib.clock.now, verbose_name="written")),
                ("claimed_at", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                ("sent_to", models.EmailField(blank=True, max_length=254, verbose_name="sent to")),
                (
                    "resent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "letter",
                "verbose_name_plural": "letters",
                "indexes": [models.Index(fields=["written_at", "id"], name="letter_by_time")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("address", ""), ("person__isnull", False)),
                            models.Q(("person__isnull", True), models.Q(("address", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="letter_has_one_recipient",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", False), _connector="OR"
                        ),
                        name="letter_sent_at_a_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LostFactor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lost_factors",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "lost second factor",
                "verbose_name_plural": "lost second factors",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed_by__isnull", True),
                            models.Q(("agreed_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="restoring_takes_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("asked_by", models.F("person")), _negated=True),
                            models.Q(
                                ("agreed_by__isnull", True),
                                models.Q(("agreed_by", models.F("person")), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="restoring_is_done_by_others",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_lostfactorevent" ("agreed_by_id", "asked_at", "asked_by_id", "done_at", "id", "person_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."agreed_by_id", NEW."asked_at", NEW."asked_by_id", NEW."done_at", NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="d2f9ee149e9febb63811f5420ed0b0ca40ea82fa",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_26c01",
                            table="entities_lostfactor",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "entities_lostfactorevent" ("agreed_by_id", "asked_at", "asked_by_id", "done_at", "id", "person_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."agreed_by_id", NEW."asked_at", NEW."asked_by_id", NEW."done_at", NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="eeecc8f6092224530e350b7fcdf9c75d7f6b7a06",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8de21",
                            table="entities_lostfactor",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_lostfactorevent" ("agreed_by_id", "asked_at", "asked_by_id", "done_at", "id", "person_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."agreed_by_id", OLD."asked_at", OLD."asked_by_id", OLD."done_at", OLD."id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="035c79d0d1147afb88cd781d3c870828d12a7d15",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a5f9d",
                            table="entities_lostfactor",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MailRefusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mail_refusals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("call", "Call for updates"),
                            ("reminder", "Reminder before the deadline"),
                            ("overdue", "Reminder after the deadline"),
                            ("returned", "Something is returned"),
                            ("mended", "The secretariat has mended something"),
                            ("moved", "An event is moved or called off"),
                            ("asked", "What your entity is asked for"),
                            ("digest", "Digest of the secretariat"),
                            ("circular", "Circular"),
                            ("token_ends", "A token ends soon"),
                            ("agreement_ends", "An agreement to share ends soon"),
                            ("webhook_stopped", "A webhook was stopped"),
                            ("invitation", "Invitation"),
                            ("security", "About how you sign in"),
                            ("access_asked", "Somebody asks for access"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("at", models.DateTimeField(default=ungass_portal.lib.clock.now)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("person", "kind"), name="mail_refusal_once")],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="entities.entity",
                        verbose_name="entity",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="entities.partnerorganisation",
                        verbose_name="partner organisation",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("focal_point", "focal point"),
                            ("contributor", "contributor"),
                            ("viewer", "viewer"),
                            ("secretariat", "secretariat"),
                            ("partner", "partner member"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "deputy",
                    models.BooleanField(
                        default=False, help_text="Stands in for the focal point.", verbose_name="deputy"
                    ),
                ),
                ("starts", models.DateField(default=ungass_portal.lib.clock.today, verbose_name="from")),
                (
                    "ends",
                    models.DateField(
                        blank=True,
                        help_text="Last day of the role; empty while it holds.",
                        null=True,
                        verbose_name="to",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("entity__isnull", True), ("organisation__isnull", True), ("role", "secretariat")),
                            models.Q(("entity__isnull", True), ("organisation__isnull", False), ("role", "partner")),
                            models.Q(
                                ("role__in", ["focal_point", "contributor", "viewer"]),
                                ("entity__isnull", False),
                                ("organisation__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="membership_role_fits_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"),
                        name="membership_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("deputy", False), ("role", "focal_point"), _connector="OR"),
                        name="membership_deputy_is_focal_point",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_membershipevent" ("deputy", "ends", "entity_id", "id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts", "user_id") VALUES (NEW."deputy", NEW."ends", NEW."entity_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."role", NEW."starts", NEW."user_id"); RETURN NULL;',
                            hash="c74ece541fa7b6711fa5289de2ce7f119aceb767",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c3968",
                            table="entities_membership",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "entities_membershipevent" ("deputy", "ends", "entity_id", "id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts", "user_id") VALUES (NEW."deputy", NEW."ends", NEW."entity_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."role", NEW."starts", NEW."user_id"); RETURN NULL;',
                            hash="222e440e6f68806ae03ed396547be0064a38f026",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0ad0a",
                            table="entities_membership",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_membershipevent" ("deputy", "ends", "entity_id", "id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts", "user_id") VALUES (OLD."deputy", OLD."ends", OLD."entity_id", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."role", OLD."starts", OLD."user_id"); RETURN NULL;',
                            hash="03e53fbcd33007b991218188870227a2f82e35bb",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9bf3b",
                            table="entities_membership",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MergedAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="entities.audience"
                    ),
                ),
                ("reference", models.CharField(max_length=12)),
                ("into", models.CharField(max_length=12)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("audience", "reference"), name="merged_address_once")],
            },
        ),
        migrations.CreateModel(
            name="NetworkMembership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "entity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="network",
                        to="entities.entity",
                        verbose_name="entity",
                    ),
                ),
                ("starts", models.DateField(verbose_name="from")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("monthly", "reports every month"),
                            ("quarterly", "reports every quarter"),
                            ("reads", "reads only"),
                        ],
                        default="monthly",
                        max_length=10,
                        verbose_name="rhythm",
                    ),
                ),
                ("leads", models.BooleanField(default=False, verbose_name="leads the coordination")),
                (
                    "invited",
                    models.BooleanField(
                        default=False,
                        help_text="Invited after the decision of April 2017.",
                        verbose_name="invited body",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        blank=True, help_text="Decision or document.", max_length=300, verbose_name="basis"
                    ),
                ),
            ],
            options={
                "verbose_name": "network membership",
                "verbose_name_plural": "network memberships",
                "ordering": ["entity__slug", "starts"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("entity", "="),
                            (
                                entities.models.network.DateRange(
                                    "starts",
                                    "ends",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_lower=True, inclusive_upper=True
                                    ),
                                ),
                                "&&",
                            ),
                        ],
                        name="network_memberships_do_not_overlap",
                        violation_error_message="The entity already belongs to the network on some of these days.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"),
                        name="network_ends_after_start",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="bump_dictionary",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO entities_dictionary (id, version) VALUES (1, 1)\n    ON CONFLICT (id) DO UPDATE SET version = entities_dictionary.version + 1;\n    RETURN NULL;\n",
                            hash="aff2d357728e03e98a69c5733a26253852baab55",
                            level="STATEMENT",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_bump_dictionary_c944e",
                            table="entities_networkmembership",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_networkmembershipevent" ("basis", "ends", "entity_id", "id", "invited", "leads", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "rhythm", "starts") VALUES (NEW."basis", NEW."ends", NEW."entity_id", NEW."id", NEW."invited", NEW."leads", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."rhythm", NEW."starts"); RETURN NULL;',
                            hash="590868cd13b628790f49379ab10fae759876e77d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_06af4",
                            table="entities_networkmembership",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "entities_networkmembershipevent" ("basis", "ends", "entity_id", "id", "invited", "leads", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "rhythm", "starts") VALUES (NEW."basis", NEW."ends", NEW."entity_id", NEW."id", NEW."invited", NEW."leads", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."rhythm", NEW."starts"); RETURN NULL;',
                            hash="5074bdd0d0151bb624c1fd2a4d86fb856a04eaf5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_5a3ca",
                            table="entities_networkmembership",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_networkmembershipevent" ("basis", "ends", "entity_id", "id", "invited", "leads", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "rhythm", "starts") VALUES (OLD."basis", OLD."ends", OLD."entity_id", OLD."id", OLD."invited", OLD."leads", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."rhythm", OLD."starts"); RETURN NULL;',
                            hash="04f97b57ab3b006d1cb2d8b7dcd2806984667653",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_96cf7",
                            table="entities_networkmembership",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerOrganisationEvent",
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
                        to="entities.partnerorganisation",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                ("slug", models.SlugField(db_index=False, verbose_name="short name")),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                (
                    "contact",
                    models.EmailField(
                        blank=True,
                        help_text="A mailbox that outlives its reader.",
                        max_length=254,
                        verbose_name="function address",
                    ),
                ),
                (
                    "active",
                    models.BooleanField(
                        default=True,
                        help_text="Without it its people read what the public reads, and its tokens nothing.",
                        verbose_name="active",
                    ),
                ),
                ("terms_accepted_on", models.DateField(blank=True, null=True, verbose_name="terms accepted on")),
                (
                    "terms_accepted_by",
                    models.CharField(
                        blank=True,
                        help_text="Function and document, not a person.",
                        max_length=200,
                        verbose_name="terms accepted by",
                    ),
                ),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("read", "read"),
                                ("receipts", "confirm that withdrawn records are erased"),
                                ("write", "write to the own desk"),
                            ],
                            max_length=10,
                        ),
                        default=entities.models.partners.only_reading,
                        help_text="What its tokens may do at most.",
                        verbose_name="its tokens may",
                    ),
                ),
                (
                    "ip_ranges",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            max_length=49, validators=[ungass_portal.lib.networks.check_network]
                        ),
                        blank=True,
                        default=list,
                        help_text="Its tokens work only from these, as in 192.0.2.0/24. Empty: from anywhere.",
                        verbose_name="networks",
                    ),
                ),
                (
                    "rate_per_minute",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Of each of its tokens. Empty: the standard, 120.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10000),
                        ],
                        verbose_name="calls a minute",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="entities_pa_pgh_cre_f959fd_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_partnerorganisationevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_partnerorganisationevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_partnerorganisationevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="722bf89ff8cf7ba41449b43e55dfd825295c46fe",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_338e1",
                            table="entities_partnerorganisationevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="14ce27a39ce251e0bcb7897c860977ee64f92491",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_8861e",
                            table="entities_partnerorganisationevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Record",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(editable=False, max_length=12, unique=True, verbose_name="reference")),
                (
                    "kind",
                    models.CharField(
                        choices=[("activity", "activity"), ("mandate", "mandate"), ("event", "event")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("with_focal_point", "waiting for the focal point"),
                            ("submitted", "submitted"),
                            ("returned", "returned"),
                            ("clean", "cleared, nothing pending"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "revision",
                    models.PositiveIntegerField(
                        default=0, help_text="Grows with every save.", verbose_name="working revision"
                    ),
                ),
                (
                    "own_only",
                    models.BooleanField(
                        default=False,
                        help_text="Even when cleared, nobody else reads or counts it.",
                        verbose_name="kept to its own entities",
                    ),
                ),
                ("last_confirmed", models.DateField(blank=True, null=True, verbose_name="last confirmed")),
                (
                    "draft_key",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        help_text="made with the blank form: sending twice makes one",
                        unique=True,
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn")),
                ("withdraw_reason", models.TextField(blank=True, verbose_name="reason of withdrawal")),
                ("discarded_at", models.DateTimeField(blank=True, null=True, verbose_name="draft deleted")),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="entities.record",
                    ),
                ),
            ],
            options={
                "verbose_name": "record",
                "verbose_name_plural": "records",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reference__regex", "^(ACT|MAN|EVT)-[0-9]{6}$")),
                        name="record_reference_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            models.Q(("withdraw_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="record_withdrawal_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                        name="record_not_merged_into_itself",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="keep_reference",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="baef04c68677f6f3a8c1473d8d3ef6a8df16c6cd",
                            operation="UPDATE",
                            pgid="pgtrigger_keep_reference_4d41f",
                            table="entities_record",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="keep_for_ever",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="b534fe96f1289a3ea02efb3ab05ef4fb81cb9a0a",
                            operation="DELETE",
                            pgid="pgtrigger_keep_for_ever_cbd9f",
                            table="entities_record",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="5b326f5e5044c15d283650d05258ee66e2dded4a",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_80ad6",
                            table="entities_record",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_recordevent" ("created_at", "created_by_id", "discarded_at", "draft_key", "id", "kind", "last_confirmed", "merged_into_id", "own_only", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "revision", "state", "submitted_by_id", "withdraw_reason", "withdrawn_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."discarded_at", NEW."draft_key", NEW."id", NEW."kind", NEW."last_confirmed", NEW."merged_into_id", NEW."own_only", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."reference", NEW."revision", NEW."state", NEW."submitted_by_id", NEW."withdraw_reason", NEW."withdrawn_at"); RETURN NULL;',
                            hash="fb48ec7c32a4ce65e14a7a8efbdce5f8a2f360b0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_19231",
                            table="entities_record",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "entities_recordevent" ("created_at", "created_by_id", "discarded_at", "draft_key", "id", "kind", "last_confirmed", "merged_into_id", "own_only", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "revision", "state", "submitted_by_id", "withdraw_reason", "withdrawn_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."discarded_at", NEW."draft_key", NEW."id", NEW."kind", NEW."last_confirmed", NEW."merged_into_id", NEW."own_only", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."reference", NEW."revision", NEW."state", NEW."submitted_by_id", NEW."withdraw_reason", NEW."withdrawn_at"); RETURN NULL;',
                            hash="731fbd7ba3b578185bde2a945539b8787e500fd9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6e89d",
                            table="entities_record",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_recordevent" ("created_at", "created_by_id", "discarded_at", "draft_key", "id", "kind", "last_confirmed", "merged_into_id", "own_only", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "revision", "state", "submitted_by_id", "withdraw_reason", "withdrawn_at") VALUES (OLD."created_at", OLD."created_by_id", OLD."discarded_at", OLD."draft_key", OLD."id", OLD."kind", OLD."last_confirmed", OLD."merged_into_id", OLD."own_only", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."reference", OLD."revision", OLD."state", OLD."submitted_by_id", OLD."withdraw_reason", OLD."withdrawn_at"); RETURN NULL;',
                            hash="16e3e59d903f204dfd21f1468052a53b359c08df",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ee3c7",
                            table="entities_record",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegionEvent",
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
                        to="entities.region",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                (
                    "code",
                    models.SlugField(
                        db_index=False,
                        help_text="M49 code, or a slug outside M49.",
                        max_length=40,
                        serialize=False,
                        verbose_name="code",
                    ),
                ),
                ("names", models.JSONField(help_text="Name by language code.", verbose_name="names")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.region",
                        verbose_name="lies in",
                    ),
                ),
                ("is_m49", models.BooleanField(default=True, verbose_name="M49 region")),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), blank=True, default=list, verbose_name="aliases"
                    ),
                ),
                (
                    "countries",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=3),
                        blank=True,
                        default=list,
                        help_text="Members of a region outside M49, as ISO alpha-3 codes; M49 regions follow from the country data.",
                        verbose_name="countries",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="remark")),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="entities_re_pgh_cre_e0fbba_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_regionevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_regionevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_regionevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="6d7223ef158f92b57c8e19cdd3fcb02a6f38f127",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_f5bce",
                            table="entities_regionevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="5547e9e8a71907f5c5f20b4e28fc1a5697d3241a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_8d898",
                            table="entities_regionevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Restoration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("backup_at", models.DateTimeField(verbose_name="moment of the backup")),
                ("restored_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="restored")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="opened")),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="opened by",
                    ),
                ),
                (
                    "reason",
                    models.TextField(blank=True, verbose_name="how the withdrawals since the backup were seen to"),
                ),
            ],
            options={
                "verbose_name": "restore",
                "verbose_name_plural": "restores",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opened_at__isnull", True), ("opened_by__isnull", True)),
                            models.Q(
                                ("opened_at__isnull", False),
                                ("opened_by__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="restoration_opened_by_somebody_with_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("opened_at__isnull", True)),
                        fields=("opened_at",),
                        name="restoration_one_open_question",
                        nulls_distinct=False,
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_restorationevent" ("backup_at", "id", "opened_at", "opened_by_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "restored_at") VALUES (NEW."backup_at", NEW."id", NEW."opened_at", NEW."opened_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."reason", NEW."restored_at"); RETURN NULL;',
                            hash="c2b1e172c351d8ce0e79d03b8d43cf829e01f03a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9a3f8",
                            table="entities_restoration",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "entities_restorationevent" ("backup_at", "id", "opened_at", "opened_by_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "restored_at") VALUES (NEW."backup_at", NEW."id", NEW."opened_at", NEW."opened_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."reason", NEW."restored_at"); RETURN NULL;',
                            hash="c013d434379cb841862f9229137f447ba7a444a5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7bc80",
                            table="entities_restoration",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_restorationevent" ("backup_at", "id", "opened_at", "opened_by_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "restored_at") VALUES (OLD."backup_at", OLD."id", OLD."opened_at", OLD."opened_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."reason", OLD."restored_at"); RETURN NULL;',
                            hash="ee5998cd36fbd7872d1d7fc583d64e3b2964c841",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8cfee",
                            table="entities_restoration",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("path", models.CharField(max_length=100)),
                ("query", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "path", "name"), name="saved_view_name_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SharingPolicy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "entity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sharing_policies",
                        to="entities.entity",
                    ),
                ),
                (
                    "audience",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entities.audience",
                        verbose_name="audience",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[("activity", "activity"), ("mandate", "mandate"), ("event", "event")],
                        help_text="Empty: every kind.",
                        max_length=10,
                        verbose_name="kind of record",
                    ),
                ),
                (
                    "chapter",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="The main chapter of a record. Empty: any, or none.",
                        null=True,
                        verbose_name="chapter",
                    ),
                ),
                ("level", models.CharField(blank=True, help_text="Empty: any.", max_length=20, verbose_name="level")),
                (
                    "word",
                    models.CharField(
                        choices=[("agree", "agree"), ("decline", "never"), ("ask", "ask us each time")],
                        max_length=10,
                        verbose_name="our word",
                    ),
                ),
                ("starts", models.DateField(default=ungass_portal.lib.clock.today, verbose_name="from")),
                (
                    "ends",
                    models.DateField(
                        blank=True, help_text="Last day; empty while it holds.", null=True, verbose_name="to"
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="why")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("made_at", models.DateTimeField(default=ungass_portal.lib.clock.now)),
                (
                    "said_at",
                    models.DateTimeField(
                        blank=True, help_text="when it had spoken about all records there were", null=True
                    ),
                ),
            ],
            options={
                "verbose_name": "sharing policy",
                "verbose_name_plural": "sharing policies",
                "ordering": ["-starts", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True),
                            (
                                "ends__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("starts"), "-", models.Value(datetime.timedelta(days=1))
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="policy_ends_after_start",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="only_its_end_changes",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."entity_id" IS DISTINCT FROM (NEW."entity_id") OR OLD."audience_id" IS DISTINCT FROM (NEW."audience_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."chapter" IS DISTINCT FROM (NEW."chapter") OR OLD."level" IS DISTINCT FROM (NEW."level") OR OLD."word" IS DISTINCT FROM (NEW."word") OR OLD."starts" IS DISTINCT FROM (NEW."starts") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="d7af1bb7b47af6c04ce38cf05b0871ce037d0fe1",
                            operation="UPDATE",
                            pgid="pgtrigger_only_its_end_changes_4d6da",
                            table="entities_sharingpolicy",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="keep_for_ever",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="81e03781a3ae72e09c625dd314f556973014ecbf",
                            operation="DELETE",
                            pgid="pgtrigger_keep_for_ever_07751",
                            table="entities_sharingpolicy",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="eff26b7534ed1060f84d52d2a2b1923aecfc2a5b",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_8bcf5",
                            table="entities_sharingpolicy",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_sharingpolicyevent" ("audience_id", "chapter", "ends", "entity_id", "id", "kind", "level", "made_at", "made_by_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "said_at", "starts", "word") VALUES (NEW."audience_id", NEW."chapter", NEW."ends", NEW."entity_id", NEW."id", NEW."kind", NEW."level", NEW."made_at", NEW."made_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."reason", NEW."said_at", NEW."starts", NEW."word"); RETURN NULL;',
                            hash="40f8a2b061b414ed26aa271e1c45c009cb21840e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e66de",
                            table="entities_sharingpolicy",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "entities_sharingpolicyevent" ("audience_id", "chapter", "ends", "entity_id", "id", "kind", "level", "made_at", "made_by_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "said_at", "starts", "word") VALUES (NEW."audience_id", NEW."chapter", NEW."ends", NEW."entity_id", NEW."id", NEW."kind", NEW."level", NEW."made_at", NEW."made_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."reason", NEW."said_at", NEW."starts", NEW."word"); RETURN NULL;',
                            hash="355eabddd1b0976a2891826e890e2142f0bb3fe6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d1037",
                            table="entities_sharingpolicy",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_sharingpolicyevent" ("audience_id", "chapter", "ends", "entity_id", "id", "kind", "level", "made_at", "made_by_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "said_at", "starts", "word") VALUES (OLD."audience_id", OLD."chapter", OLD."ends", OLD."entity_id", OLD."id", OLD."kind", OLD."level", OLD."made_at", OLD."made_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."reason", OLD."said_at", OLD."starts", OLD."word"); RETURN NULL;',
                            hash="6fd74f98ad8a0486a4802d0172029fae63ada327",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_93c74",
                            table="entities_sharingpolicy",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TextCorrectionEvent",
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
                        to="entities.textcorrection",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
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
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="Made from the English text and its context.", max_length=32, verbose_name="key"
                    ),
                ),
                ("text", models.TextField(verbose_name="English text")),
                ("plural", models.TextField(blank=True, verbose_name="English plural")),
                ("context", models.CharField(blank=True, max_length=200, verbose_name="context")),
                (
                    "forms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), verbose_name="translation"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="entities_te_pgh_cre_f328eb_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_textcorrectionevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_textcorrectionevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_textcorrectionevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="14a48c32fb868de675cd0dbe8720a5052080b725",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_53e24",
                            table="entities_textcorrectionevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9f2021214d9c0be44706781c2addf0bbfe2d1f03",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_37f9e",
                            table="entities_textcorrectionevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WebhookEndpoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="webhooks",
                        to="entities.partnerorganisation",
                    ),
                ),
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, help_text="its name in addresses", unique=True
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        help_text="Reached by https from the public internet.", max_length=500, verbose_name="address"
                    ),
                ),
                (
                    "secret_number",
                    models.PositiveIntegerField(default=1, help_text="raised when the secret is drawn anew"),
                ),
                ("earlier_secret_until", models.DateTimeField(blank=True, null=True)),
                (
                    "position",
                    models.BigIntegerField(default=0, help_text="the last change for which a message was made"),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                ("disabled_at", models.DateTimeField(blank=True, null=True, verbose_name="stopped")),
                ("disabled_because", models.TextField(blank=True, verbose_name="why it was stopped")),
            ],
            options={
                "verbose_name": "webhook",
                "verbose_name_plural": "webhooks",
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "url"), name="webhook_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("disabled_at__isnull", True),
                            models.Q(("disabled_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="webhook_stopped_with_reason",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_webhookendpointevent" ("disabled_at", "disabled_because", "earlier_secret_until", "id", "made_at", "made_by_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "secret_number", "url") VALUES (NEW."disabled_at", NEW."disabled_because", NEW."earlier_secret_until", NEW."id", NEW."made_at", NEW."made_by_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."secret_number", NEW."url"); RETURN NULL;',
                            hash="25521c1da0e4379d44c14289a5e21ac6c9d17919",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ab093",
                            table="entities_webhookendpoint",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."disabled_at" IS DISTINCT FROM (NEW."disabled_at") OR OLD."disabled_because" IS DISTINCT FROM (NEW."disabled_because") OR OLD."earlier_secret_until" IS DISTINCT FROM (NEW."earlier_secret_until") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."secret_number" IS DISTINCT FROM (NEW."secret_number") OR OLD."url" IS DISTINCT FROM (NEW."url"))',
                            func='INSERT INTO "entities_webhookendpointevent" ("disabled_at", "disabled_because", "earlier_secret_until", "id", "made_at", "made_by_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "secret_number", "url") VALUES (NEW."disabled_at", NEW."disabled_because", NEW."earlier_secret_until", NEW."id", NEW."made_at", NEW."made_by_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."secret_number", NEW."url"); RETURN NULL;',
                            hash="1b998ba777acc27b627fcdb12f9ca3ea47452f73",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_fd40e",
                            table="entities_webhookendpoint",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_webhookendpointevent" ("disabled_at", "disabled_because", "earlier_secret_until", "id", "made_at", "made_by_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "secret_number", "url") VALUES (OLD."disabled_at", OLD."disabled_because", OLD."earlier_secret_until", OLD."id", OLD."made_at", OLD."made_by_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."secret_number", OLD."url"); RETURN NULL;',
                            hash="a9b5eed7327edcb97b35d9f593e4f07ce26435d4",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5f093",
                            table="entities_webhookendpoint",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AudienceClock",
            fields=[
                (
                    "audience",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="clock",
                        serialize=False,
                        to="entities.audience",
                    ),
                ),
                ("position", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="AccessRequestEvent",
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
                        to="entities.accessrequest",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
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
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="entities_ac_pgh_cre_518d7f_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_accessrequestevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_accessrequestevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_accessrequestevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="42a117bbcf69335dbdbf27eadcdc4a3290e2b80f",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_51cba",
                            table="entities_accessrequestevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="4c287c637224a3fc8d086f87d47a6127a2310961",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e8208",
                            table="entities_accessrequestevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApiTokenEvent",
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
                        to="entities.apitoken",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "name",
                    models.CharField(help_text="What the token is used for.", max_length=100, verbose_name="name"),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.entity",
                        verbose_name="entity",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.partnerorganisation",
                        verbose_name="partner",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="In whose name it writes; empty for tokens of the operator, which only read.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("read", "read"),
                                ("receipts", "confirm that withdrawn records are erased"),
                                ("write", "write to the own desk"),
                            ],
                            max_length=10,
                        ),
                        default=entities.models.partners.only_reading,
                        verbose_name="may",
                    ),
                ),
                ("hint", models.CharField(editable=False, max_length=4, verbose_name="ends with")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="made"),
                ),
                (
                    "expires_at",
                    models.DateTimeField(default=entities.models.partners.in_a_year, null=True, verbose_name="expires"),
                ),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.apitoken",
                        verbose_name="replaces",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="entities_ap_pgh_cre_0270b4_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_apitokenevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_apitokenevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_apitokenevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="8e0d4984916aadcf88c937bed5994ed75ff13f3e",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_f4823",
                            table="entities_apitokenevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="94865376356e57f571bdcf8004917dcec05bba32",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_88b47",
                            table="entities_apitokenevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApprovedDomainEvent",
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
                        to="entities.approveddomain",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
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
                    "domain",
                    models.CharField(
                        max_length=200,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$",
                                "Write it as in who.int.",
                            )
                        ],
                        verbose_name="address domain",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="entities_ap_pgh_cre_4ff61a_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_approveddomainevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_approveddomainevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_approveddomainevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="fa3b0e0d5d689e0254b2b7e42cf7ceaeedcb0984",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_9190e",
                            table="entities_approveddomainevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d5e01a3674930190fd083acd0cdb2ce1f3e4723e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_4eb9c",
                            table="entities_approveddomainevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CountryEvent",
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
                        to="entities.country",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("iso3", models.CharField(max_length=3, serialize=False, verbose_name="ISO alpha-3")),
                ("iso2", models.CharField(max_length=2, verbose_name="ISO alpha-2")),
                ("m49", models.CharField(max_length=3, verbose_name="M49")),
                ("names", models.JSONField(help_text="UN short name by language code.", verbose_name="names")),
                ("formal_name", models.CharField(blank=True, max_length=200, verbose_name="formal name")),
                (
                    "former_names",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="List of {language: name, until: date}.",
                        verbose_name="former names",
                    ),
                ),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120),
                        blank=True,
                        default=list,
                        verbose_name="other forms",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Smallest M49 region that holds it.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.region",
                    ),
                ),
                ("latitude", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                ("longitude", models.FloatField(blank=True, null=True, verbose_name="longitude")),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="entities_co_pgh_cre_be4f8a_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_countryevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_countryevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_countryevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="3cdde5ccd466375c60f0a1c9862ca1992e80baad",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_b181f",
                            table="entities_countryevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="0d58697066d1e0d97175e7ad4fd277231f2f838a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e4be1",
                            table="entities_countryevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EntityAliasEvent",
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
                        to="entities.entityalias",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "entity",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.entity",
                        verbose_name="entity",
                    ),
                ),
                ("alias", models.CharField(max_length=300, verbose_name="alias")),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="entities_en_pgh_cre_6c4605_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_entityaliasevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_entityaliasevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_entityaliasevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="773315eaad287f2cb9e9fa9cd0139144631e8bcc",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_de42b",
                            table="entities_entityaliasevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b7ecf76f133f7f3e65c969f7147541fd9ae8064c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c17f2",
                            table="entities_entityaliasevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EntityNameEvent",
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
                        to="entities.entityname",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "entity",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.entity",
                        verbose_name="entity",
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                ("acronym", models.CharField(blank=True, max_length=30, verbose_name="acronym")),
                (
                    "valid_from",
                    models.DateField(blank=True, help_text="Empty: since ever.", null=True, verbose_name="valid from"),
                ),
                (
                    "valid_to",
                    models.DateField(
                        blank=True, help_text="Last day; empty: still valid.", null=True, verbose_name="valid to"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="entities_en_pgh_cre_11e595_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_entitynameevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_entitynameevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_entitynameevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="000d5925c0ed91fdc6d24776dc470b835f168ffa",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_08d87",
                            table="entities_entitynameevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="5228b032812bb4f0671a070e955d954cd7de655e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_de6d3",
                            table="entities_entitynameevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FormDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="form_drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="form_drafts",
                        to="entities.record",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("activity", "activity"), ("mandate", "mandate"), ("event", "event")], max_length=10
                    ),
                ),
                (
                    "draft_key",
                    models.UUIDField(default=uuid.uuid4, help_text="the blank form's key; becomes the record's"),
                ),
                ("base_revision", models.PositiveIntegerField(default=0)),
                ("data", models.JSONField(default=dict, help_text="form fields as typed: name to list of values")),
                ("saved_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("record__isnull", False)),
                        fields=("person", "record"),
                        name="form_draft_per_record",
                    ),
                    models.UniqueConstraint(fields=("person", "draft_key"), name="form_draft_per_key"),
                ],
            },
        ),
        migrations.CreateModel(
            name="InvitationEvent",
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
                        to="entities.invitation",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, help_text="its name in addresses")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("focal_point", "focal point"),
                            ("contributor", "contributor"),
                            ("viewer", "viewer"),
                            ("secretariat", "secretariat"),
                            ("partner", "partner member"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.entity",
                        verbose_name="entity",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.partnerorganisation",
                        verbose_name="partner organisation",
                    ),
                ),
                ("deputy", models.BooleanField(default=False, verbose_name="deputy")),
                (
                    "starts",
                    models.DateField(
                        default=ungass_portal.lib.clock.today, help_text="First day of the role.", verbose_name="from"
                    ),
                ),
                (
                    "ends",
                    models.DateField(
                        blank=True, help_text="Last day of the role; empty if not known.", null=True, verbose_name="to"
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="invited")),
                (
                    "expires_at",
                    models.DateTimeField(
                        default=entities.models.invitations.in_two_weeks, verbose_name="link works until"
                    ),
                ),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accepted_by",
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
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="entities_in_pgh_cre_f67bbb_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_invitationevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_invitationevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_invitationevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="2b820dbd14628e16ac7916200efe9c4d9e78f572",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_a2e9d",
                            table="entities_invitationevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="7b461b664d8b7f7513c9ae7669a7557e1d0b63cf",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_883cf",
                            table="entities_invitationevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LostFactorEvent",
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
                        to="entities.lostfactor",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "agreed_by",
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
                ("done_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="entities_lo_pgh_cre_fa87a8_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_lostfactorevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_lostfactorevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_lostfactorevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="e608aa16e698d6c61bffc8ff6e45ef460a952232",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_fb949",
                            table="entities_lostfactorevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a842b86ebfe24547fbc7c6d5038e14256261cfd5",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_4599c",
                            table="entities_lostfactorevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MembershipEvent",
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
                        to="entities.membership",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.entity",
                        verbose_name="entity",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.partnerorganisation",
                        verbose_name="partner organisation",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("focal_point", "focal point"),
                            ("contributor", "contributor"),
                            ("viewer", "viewer"),
                            ("secretariat", "secretariat"),
                            ("partner", "partner member"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "deputy",
                    models.BooleanField(
                        default=False, help_text="Stands in for the focal point.", verbose_name="deputy"
                    ),
                ),
                ("starts", models.DateField(default=ungass_portal.lib.clock.today, verbose_name="from")),
                (
                    "ends",
                    models.DateField(
                        blank=True,
                        help_text="Last day of the role; empty while it holds.",
                        null=True,
                        verbose_name="to",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="entities_me_pgh_cre_ea8e5b_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_membershipevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_membershipevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_membershipevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="6eda1e37764b4cb5d0a10be2d4852f23ae076592",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_c9fbe",
                            table="entities_membershipevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="7528644ec6c3b6d7eb318512f5d4fb9d466d2cd7",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_8bc24",
                            table="entities_membershipevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NetworkMembershipEvent",
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
                        to="entities.networkmembership",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "entity",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.entity",
                        verbose_name="entity",
                    ),
                ),
                ("starts", models.DateField(verbose_name="from")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("monthly", "reports every month"),
                            ("quarterly", "reports every quarter"),
                            ("reads", "reads only"),
                        ],
                        default="monthly",
                        max_length=10,
                        verbose_name="rhythm",
                    ),
                ),
                ("leads", models.BooleanField(default=False, verbose_name="leads the coordination")),
                (
                    "invited",
                    models.BooleanField(
                        default=False,
                        help_text="Invited after the decision of April 2017.",
                        verbose_name="invited body",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        blank=True, help_text="Decision or document.", max_length=300, verbose_name="basis"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="entities_ne_pgh_cre_aaaabc_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_networkmembershipevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_networkmembershipevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_networkmembershipevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="f579b1dc1859de5ac2ae8f70de152bb7c7412f2f",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_38964",
                            table="entities_networkmembershipevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="8c84926a757706a1f50be36aff32be99e4931c90",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_68a45",
                            table="entities_networkmembershipevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="participations", to="entities.record"
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="participations", to="entities.entity"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("lead", "lead"), ("co_lead", "co-lead"), ("partner", "partner")],
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                ("office", models.CharField(blank=True, max_length=120, verbose_name="office")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("named", "named, not yet confirmed"),
                            ("confirmed", "confirmed"),
                            ("declined", "declined"),
                        ],
                        default="named",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "leaving",
                    models.BooleanField(
                        default=False,
                        help_text="Taken off in the working copy; goes with the next cleared wording.",
                        verbose_name="taken off",
                    ),
                ),
                (
                    "evidence",
                    models.TextField(
                        blank=True,
                        help_text="Of the answer, where the secretariat gave it on behalf.",
                        verbose_name="evidence",
                    ),
                ),
                (
                    "attachment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entities.evidence",
                        verbose_name="attached",
                    ),
                ),
            ],
            options={
                "verbose_name": "participation",
                "verbose_name_plural": "participations",
                "ordering": ["record", "pk"],
                "constraints": [models.UniqueConstraint(fields=("record", "entity"), name="participation_once")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_participationevent" ("attachment_id", "entity_id", "evidence", "id", "leaving", "office", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "role", "state") VALUES (NEW."attachment_id", NEW."entity_id", NEW."evidence", NEW."id", NEW."leaving", NEW."office", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."record_id", NEW."role", NEW."state"); RETURN NULL;',
                            hash="231f6bf74e6adeb2efb704d665846fa6c74e885a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b3d54",
                            table="entities_participation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "entities_participationevent" ("attachment_id", "entity_id", "evidence", "id", "leaving", "office", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "role", "state") VALUES (NEW."attachment_id", NEW."entity_id", NEW."evidence", NEW."id", NEW."leaving", NEW."office", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."record_id", NEW."role", NEW."state"); RETURN NULL;',
                            hash="2e48336ac7f2ecbe551dd0cf6d685267a0432daa",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b2138",
                            table="entities_participation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_participationevent" ("attachment_id", "entity_id", "evidence", "id", "leaving", "office", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "role", "state") VALUES (OLD."attachment_id", OLD."entity_id", OLD."evidence", OLD."id", OLD."leaving", OLD."office", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."record_id", OLD."role", OLD."state"); RETURN NULL;',
                            hash="f24d3934b6c3f64422aa64f4dc330e6eef420e49",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_3bad1",
                            table="entities_participation",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgressLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="progress", to="entities.record"
                    ),
                ),
                ("on", models.DateField(default=ungass_portal.lib.clock.today, verbose_name="date")),
                ("text", models.TextField(max_length=2000, verbose_name="progress")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["on", "pk"],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="b44ed72c8a95c4f83837296c0c4d791271fa52f4",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_9a98a",
                            table="entities_progressline",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="eb61f0d8c215c623a2cbf5215635b141e7bae87b",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_c59b2",
                            table="entities_progressline",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_progresslineevent" ("added_at", "added_by_id", "id", "on", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "text") VALUES (NEW."added_at", NEW."added_by_id", NEW."id", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."record_id", NEW."text"); RETURN NULL;',
                            hash="38b0c7816760c5f125c6d660c28b035e9688ec08",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5c0d4",
                            table="entities_progressline",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "entities_progresslineevent" ("added_at", "added_by_id", "id", "on", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "text") VALUES (NEW."added_at", NEW."added_by_id", NEW."id", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."record_id", NEW."text"); RETURN NULL;',
                            hash="e1b0485fd9b946cbf31dac6d784c77b2eb95a287",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_70eb9",
                            table="entities_progressline",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_progresslineevent" ("added_at", "added_by_id", "id", "on", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "text") VALUES (OLD."added_at", OLD."added_by_id", OLD."id", OLD."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."record_id", OLD."text"); RETURN NULL;',
                            hash="4d5f0eb383a7f76f29d490edc92ec323237ae03c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5a842",
                            table="entities_progressline",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="entities.record"
                    ),
                ),
                ("base_revision", models.PositiveIntegerField(help_text="Working revision that the proposer saw.")),
                ("changes", models.JSONField(help_text="New value by field.", verbose_name="changes")),
                (
                    "decisions",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="“accepted” or “declined” by field.",
                        verbose_name="decisions",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="why")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("settled", "settled"), ("recalled", "recalled")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the secretariat.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entities.entity",
                    ),
                ),
                ("proposed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
            ],
            options={
                "verbose_name": "proposal",
                "verbose_name_plural": "proposals",
                "ordering": ["proposed_at"],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_proposalevent" ("answer", "base_revision", "changes", "decisions", "entity_id", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "record_id", "settled_at", "settled_by_id", "state") VALUES (NEW."answer", NEW."base_revision", NEW."changes", NEW."decisions", NEW."entity_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."reason", NEW."record_id", NEW."settled_at", NEW."settled_by_id", NEW."state"); RETURN NULL;',
                            hash="fc8aeb5cacbb95958a5ff689cf03f301eb39e40d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_96e46",
                            table="entities_proposal",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "entities_proposalevent" ("answer", "base_revision", "changes", "decisions", "entity_id", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "record_id", "settled_at", "settled_by_id", "state") VALUES (NEW."answer", NEW."base_revision", NEW."changes", NEW."decisions", NEW."entity_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."reason", NEW."record_id", NEW."settled_at", NEW."settled_by_id", NEW."state"); RETURN NULL;',
                            hash="a214163cef05872c2db770362e4c79a67bca2a58",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a7c97",
                            table="entities_proposal",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_proposalevent" ("answer", "base_revision", "changes", "decisions", "entity_id", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "record_id", "settled_at", "settled_by_id", "state") VALUES (OLD."answer", OLD."base_revision", OLD."changes", OLD."decisions", OLD."entity_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."reason", OLD."record_id", OLD."settled_at", OLD."settled_by_id", OLD."state"); RETURN NULL;',
                            hash="e321b328935ce88371576334e667c49ffa5543c8",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d2233",
                            table="entities_proposal",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="entities.partnerorganisation",
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        help_text="The withdrawal.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="entities.change",
                    ),
                ),
                (
                    "token",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entities.apitoken",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "receipt",
                "verbose_name_plural": "receipts",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "change"), name="receipt_once"),
                    models.CheckConstraint(
                        condition=models.Q(("token__isnull", False), ("by__isnull", False), _connector="OR"),
                        name="receipt_by_somebody",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="4d358f988621922ae28f606bc07d99c356d53bc3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a81ff",
                            table="entities_receipt",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="0201856e5d85c3bc3782a80d65945c45f8a280e5",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_028f5",
                            table="entities_receipt",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_receiptevent" ("at", "by_id", "change_id", "id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "token_id") VALUES (NEW."at", NEW."by_id", NEW."change_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."token_id"); RETURN NULL;',
                            hash="920831b60f3c1cd5dac24ae77e4a9c97577cc513",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2dc89",
                            table="entities_receipt",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "entities_receiptevent" ("at", "by_id", "change_id", "id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "token_id") VALUES (NEW."at", NEW."by_id", NEW."change_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."token_id"); RETURN NULL;',
                            hash="fed9780d14e6f60abf4870ae8c0171ae151bcf37",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_20aeb",
                            table="entities_receipt",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_receiptevent" ("at", "by_id", "change_id", "id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "token_id") VALUES (OLD."at", OLD."by_id", OLD."change_id", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."token_id"); RETURN NULL;',
                            hash="4c3eea62e9a115d78de2452e8ed9fedafd25a784",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2afeb",
                            table="entities_receipt",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecordEvent",
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
                        to="entities.record",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                ("reference", models.CharField(editable=False, max_length=12, verbose_name="reference")),
                (
                    "kind",
                    models.CharField(
                        choices=[("activity", "activity"), ("mandate", "mandate"), ("event", "event")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("with_focal_point", "waiting for the focal point"),
                            ("submitted", "submitted"),
                            ("returned", "returned"),
                            ("clean", "cleared, nothing pending"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "revision",
                    models.PositiveIntegerField(
                        default=0, help_text="Grows with every save.", verbose_name="working revision"
                    ),
                ),
                (
                    "own_only",
                    models.BooleanField(
                        default=False,
                        help_text="Even when cleared, nobody else reads or counts it.",
                        verbose_name="kept to its own entities",
                    ),
                ),
                ("last_confirmed", models.DateField(blank=True, null=True, verbose_name="last confirmed")),
                (
                    "draft_key",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        help_text="made with the blank form: sending twice makes one",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                (
                    "submitted_by",
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
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn")),
                ("withdraw_reason", models.TextField(blank=True, verbose_name="reason of withdrawal")),
                ("discarded_at", models.DateTimeField(blank=True, null=True, verbose_name="draft deleted")),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.record",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="entities_re_pgh_cre_dc881f_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_recordevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_recordevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_recordevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="3140e79a325208c9a0fb980c90e7657ff0593a6a",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_701ea",
                            table="entities_recordevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="df41e0ddfe9bca6cf84908e70704c721726cbd56",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_9cfe5",
                            table="entities_recordevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Removal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="removal", to="entities.record"
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[("safety", "the safety of people"), ("law", "a duty in law")],
                        max_length=10,
                        verbose_name="basis",
                    ),
                ),
                (
                    "reason",
                    models.TextField(
                        help_text="The network reads it in place of the wording.",
                        max_length=2000,
                        verbose_name="reason",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "removal",
                "verbose_name_plural": "removals",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="removal_has_reason")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="c144a81d137a44ffd0ff820876314d249b367a81",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_42b35",
                            table="entities_removal",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="a2b7e9d94d0f971168ac5888e398bf6a85cfc648",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_cfae2",
                            table="entities_removal",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RestorationEvent",
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
                        to="entities.restoration",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                ("backup_at", models.DateTimeField(verbose_name="moment of the backup")),
                ("restored_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="restored")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="opened")),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="opened by",
                    ),
                ),
                (
                    "reason",
                    models.TextField(blank=True, verbose_name="how the withdrawals since the backup were seen to"),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="entities_re_pgh_cre_36caf1_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_restorationevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_restorationevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_restorationevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="a00d334f455cd438432bb3f884eb0ff7e33637e0",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_3bd63",
                            table="entities_restorationevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="31fcafb7ead5e930fc6167ace9ffd96bb8870627",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_9dedb",
                            table="entities_restorationevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="revisions", to="entities.record"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "content",
                    models.JSONField(help_text="The working copy's fields, codes and wording.", verbose_name="content"),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="saved by",
                    ),
                ),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="saved")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
            ],
            options={
                "ordering": ["record", "number"],
                "constraints": [models.UniqueConstraint(fields=("record", "number"), name="revision_once")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="d55e70fb0945141ab75e96430de9450671c69c70",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_59279",
                            table="entities_revision",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="24c56a2882c179257ddf7b2972598cac5f11e8c0",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_2b1c0",
                            table="entities_revision",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SharingPolicyEvent",
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
                        to="entities.sharingpolicy",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
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
                    "audience",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.audience",
                        verbose_name="audience",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[("activity", "activity"), ("mandate", "mandate"), ("event", "event")],
                        help_text="Empty: every kind.",
                        max_length=10,
                        verbose_name="kind of record",
                    ),
                ),
                (
                    "chapter",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="The main chapter of a record. Empty: any, or none.",
                        null=True,
                        verbose_name="chapter",
                    ),
                ),
                ("level", models.CharField(blank=True, help_text="Empty: any.", max_length=20, verbose_name="level")),
                (
                    "word",
                    models.CharField(
                        choices=[("agree", "agree"), ("decline", "never"), ("ask", "ask us each time")],
                        max_length=10,
                        verbose_name="our word",
                    ),
                ),
                ("starts", models.DateField(default=ungass_portal.lib.clock.today, verbose_name="from")),
                (
                    "ends",
                    models.DateField(
                        blank=True, help_text="Last day; empty while it holds.", null=True, verbose_name="to"
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="why")),
                (
                    "made_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField(default=ungass_portal.lib.clock.now)),
                (
                    "said_at",
                    models.DateTimeField(
                        blank=True, help_text="when it had spoken about all records there were", null=True
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="entities_sh_pgh_cre_bc156b_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_sharingpolicyevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_sharingpolicyevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_sharingpolicyevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="87009cd1c897f743ecd9ce8806c783fbbdc8d4a4",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_8c46f",
                            table="entities_sharingpolicyevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="4ada622e9836d06185f09eeeff25b2853aea93e1",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_9b59c",
                            table="entities_sharingpolicyevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TokenUsage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "token",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="usage", to="entities.apitoken"
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("calls", models.PositiveBigIntegerField(default=0, verbose_name="calls")),
                ("objects_given", models.PositiveBigIntegerField(default=0, verbose_name="records given")),
                ("errors", models.PositiveBigIntegerField(default=0, verbose_name="errors")),
                (
                    "last_sync_at",
                    models.DateTimeField(
                        help_text="last answer of changes or dump", null=True, verbose_name="last synchronised"
                    ),
                ),
                (
                    "first_position",
                    models.BigIntegerField(help_text="of its audience's clock, at the first answer", null=True),
                ),
                ("last_position", models.BigIntegerField(help_text="at the last answer", null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("token", "day"), name="usage_once_a_day")],
            },
        ),
        migrations.CreateModel(
            name="WebhookDelivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "endpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="entities.webhookendpoint",
                    ),
                ),
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, help_text="the message's webhook-id", unique=True
                    ),
                ),
                ("position", models.BigIntegerField(help_text="of the change")),
                ("reference", models.CharField(max_length=12, verbose_name="reference")),
                ("message", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waiting"), ("delivered", "delivered"), ("failed", "given up")],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("attempts", models.PositiveIntegerField(default=0, verbose_name="attempts")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "retry_from",
                    models.DateTimeField(
                        default=django.utils.timezone.now, help_text="from when three days of trying are counted"
                    ),
                ),
                ("next_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("tried_at", models.DateTimeField(blank=True, null=True, verbose_name="last tried")),
                ("answer", models.CharField(blank=True, max_length=200, verbose_name="answer")),
            ],
            options={
                "verbose_name": "message to a webhook",
                "verbose_name_plural": "messages to webhooks",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["endpoint", "position"],
                        name="delivery_waiting",
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("endpoint", "position"), name="delivery_once")],
            },
        ),
        migrations.CreateModel(
            name="WebhookEndpointEvent",
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
                        to="entities.webhookendpoint",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.partnerorganisation",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        help_text="Reached by https from the public internet.", max_length=500, verbose_name="address"
                    ),
                ),
                (
                    "secret_number",
                    models.PositiveIntegerField(default=1, help_text="raised when the secret is drawn anew"),
                ),
                ("earlier_secret_until", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                ("disabled_at", models.DateTimeField(blank=True, null=True, verbose_name="stopped")),
                ("disabled_because", models.TextField(blank=True, verbose_name="why it was stopped")),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="entities_we_pgh_cre_929f68_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_webhookendpointevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_webhookendpointevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_webhookendpointevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="5fa2a148835f3713b59c271739b026f0ede7b5e9",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_8df8a",
                            table="entities_webhookendpointevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b8d51621b06693517e07f7bbfde86ab4458d031a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_798e7",
                            table="entities_webhookendpointevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ParticipationEvent",
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
                        to="entities.participation",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.record",
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
                    "role",
                    models.CharField(
                        choices=[("lead", "lead"), ("co_lead", "co-lead"), ("partner", "partner")],
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                ("office", models.CharField(blank=True, max_length=120, verbose_name="office")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("named", "named, not yet confirmed"),
                            ("confirmed", "confirmed"),
                            ("declined", "declined"),
                        ],
                        default="named",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "leaving",
                    models.BooleanField(
                        default=False,
                        help_text="Taken off in the working copy; goes with the next cleared wording.",
                        verbose_name="taken off",
                    ),
                ),
                (
                    "evidence",
                    models.TextField(
                        blank=True,
                        help_text="Of the answer, where the secretariat gave it on behalf.",
                        verbose_name="evidence",
                    ),
                ),
                (
                    "attachment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.evidence",
                        verbose_name="attached",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="entities_pa_pgh_cre_458389_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_participationevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_participationevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_participationevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="dd340735eca29420a4b327663f106bd98d5d111d",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_2b8ad",
                            table="entities_participationevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3edba3b43ca20dd7ab19c02692770e5e273e92fe",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_7f47f",
                            table="entities_participationevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgressLineEvent",
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
                        to="entities.progressline",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.record",
                    ),
                ),
                ("on", models.DateField(default=ungass_portal.lib.clock.today, verbose_name="date")),
                ("text", models.TextField(max_length=2000, verbose_name="progress")),
                (
                    "added_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="entities_pr_pgh_cre_b4ca48_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_progresslineevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_progresslineevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_progresslineevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="290f20ecfd35e39ba40afbb8c6f9f5df5bf6c93e",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_8dade",
                            table="entities_progresslineevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="2e69212898a8641d1beb019deafefeb291e9502b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_4c5bc",
                            table="entities_progresslineevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposalEvent",
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
                        to="entities.proposal",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.record",
                    ),
                ),
                ("base_revision", models.PositiveIntegerField(help_text="Working revision that the proposer saw.")),
                ("changes", models.JSONField(help_text="New value by field.", verbose_name="changes")),
                (
                    "decisions",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="“accepted” or “declined” by field.",
                        verbose_name="decisions",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="why")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("settled", "settled"), ("recalled", "recalled")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty: the secretariat.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.entity",
                    ),
                ),
                ("proposed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "settled_by",
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
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="entities_pr_pgh_cre_bea0c7_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_proposalevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_proposalevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_proposalevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="f6f16e1de1e909daa1f168283323579517666a8a",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_188b1",
                            table="entities_proposalevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1820bb266828940d3ce907d50ea50334aa53c010",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c71c7",
                            table="entities_proposalevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReceiptEvent",
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
                        to="entities.receipt",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.partnerorganisation",
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="The withdrawal.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.change",
                    ),
                ),
                (
                    "token",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.apitoken",
                    ),
                ),
                (
                    "by",
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
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="entities_re_pgh_cre_aa3f58_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_receiptevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_receiptevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_receiptevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="e2a0532980490d9d6c1d53061578217960e5f1f6",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_e1929",
                            table="entities_receiptevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1e187bda4565259de231f7dab9de36725846fc5e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f4e44",
                            table="entities_receiptevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="entities.record"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "revision",
                    models.ForeignKey(
                        help_text="The wording itself.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entities.revision",
                    ),
                ),
                (
                    "base",
                    models.ForeignKey(
                        blank=True,
                        help_text="The cleared version it changes.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entities.version",
                    ),
                ),
                ("language", models.CharField(max_length=5, verbose_name="language")),
                (
                    "submitted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="submitted by",
                    ),
                ),
                ("submitted_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="submitted")),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approved by",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("pending", "pending"),
                            ("cleared", "cleared"),
                            ("returned", "returned"),
                            ("recalled", "recalled"),
                            ("superseded", "superseded by a later version"),
                        ],
                        default="pending",
                        max_length=12,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "returned_fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        default=list,
                        help_text="Those of the wording that a return is about.",
                        verbose_name="fields to be mended",
                    ),
                ),
            ],
            options={
                "verbose_name": "version",
                "verbose_name_plural": "versions",
                "ordering": ["record", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("record", "number"), name="version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "pending")), fields=("record",), name="version_one_pending"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "cleared")), fields=("record",), name="version_one_cleared"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("outcome", "pending")),
                            models.Q(
                                models.Q(("outcome", "pending"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="version_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "returned"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="version_returned_with_reason",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="wording_stays",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."record_id" IS DISTINCT FROM (NEW."record_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."revision_id" IS DISTINCT FROM (NEW."revision_id") OR OLD."base_id" IS DISTINCT FROM (NEW."base_id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."submitted_by_id" IS DISTINCT FROM (NEW."submitted_by_id") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="703d4859b4692f05add391c3e5248f1bfea518e3",
                            operation="UPDATE",
                            pgid="pgtrigger_wording_stays_ba0d0",
                            table="entities_version",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="keep_for_ever",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="80ea9ae3d283488ae5c4b6ae3b74c9f770afb769",
                            operation="DELETE",
                            pgid="pgtrigger_keep_for_ever_47193",
                            table="entities_version",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="9d728c10046dca6783bb8c0b560d8c87f04d9038",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_a730e",
                            table="entities_version",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_versionevent" ("approved_by_id", "base_id", "decided_at", "decided_by_id", "id", "language", "number", "outcome", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "record_id", "returned_fields", "revision_id", "submitted_at", "submitted_by_id") VALUES (NEW."approved_by_id", NEW."base_id", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."language", NEW."number", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."reason", NEW."record_id", NEW."returned_fields", NEW."revision_id", NEW."submitted_at", NEW."submitted_by_id"); RETURN NULL;',
                            hash="9669330f70cdd66fe1d228640405453cc10bb68b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_af5b0",
                            table="entities_version",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "entities_versionevent" ("approved_by_id", "base_id", "decided_at", "decided_by_id", "id", "language", "number", "outcome", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "record_id", "returned_fields", "revision_id", "submitted_at", "submitted_by_id") VALUES (NEW."approved_by_id", NEW."base_id", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."language", NEW."number", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."reason", NEW."record_id", NEW."returned_fields", NEW."revision_id", NEW."submitted_at", NEW."submitted_by_id"); RETURN NULL;',
                            hash="6de6106e23aaf70100feea9d4b3901d31ead9aad",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ddc52",
                            table="entities_version",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_versionevent" ("approved_by_id", "base_id", "decided_at", "decided_by_id", "id", "language", "number", "outcome", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "record_id", "returned_fields", "revision_id", "submitted_at", "submitted_by_id") VALUES (OLD."approved_by_id", OLD."base_id", OLD."decided_at", OLD."decided_by_id", OLD."id", OLD."language", OLD."number", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."reason", OLD."record_id", OLD."returned_fields", OLD."revision_id", OLD."submitted_at", OLD."submitted_by_id"); RETURN NULL;',
                            hash="fe873f1d2eefe97476b5a31f2baf38d90fc024d8",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b8034",
                            table="entities_version",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="agreements", to="entities.record"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="agreements", to="entities.version"
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="agreements", to="entities.entity"
                    ),
                ),
                (
                    "audience",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="entities.audience"
                    ),
                ),
                ("format_number", models.PositiveSmallIntegerField(verbose_name="format number")),
                ("payload_sha256", models.CharField(max_length=64, verbose_name="SHA-256 of what was agreed")),
                (
                    "decision",
                    models.CharField(
                        choices=[("agree", "agrees"), ("decline", "declines"), ("withdraw", "withdraws")],
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[("wording", "this wording only"), ("record", "this record from now on")],
                        default="wording",
                        max_length=10,
                        verbose_name="reaches",
                    ),
                ),
                (
                    "standing",
                    models.BooleanField(
                        default=False,
                        help_text="Made by the portal from “this record from now on”, or from a policy.",
                        verbose_name="by an earlier word",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="entities.sharingpolicy",
                        verbose_name="by the policy",
                    ),
                ),
                (
                    "until",
                    models.DateField(
                        blank=True, help_text="Last day on which it may be read.", null=True, verbose_name="until"
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="why")),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("focal_point", "focal point"),
                            ("contributor", "contributor"),
                            ("viewer", "viewer"),
                            ("secretariat", "secretariat"),
                            ("partner", "partner member"),
                        ],
                        max_length=20,
                        verbose_name="in the role of",
                    ),
                ),
                ("on_behalf", models.BooleanField(default=False, verbose_name="on behalf")),
                (
                    "evidence",
                    models.TextField(blank=True, help_text="Letter or published document.", verbose_name="evidence"),
                ),
                (
                    "attachment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="entities.evidence",
                        verbose_name="attached",
                    ),
                ),
                (
                    "attachment_sha256",
                    models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of what is attached"),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "agreement",
                "verbose_name_plural": "agreements",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["record", "audience"], name="agreement_record_audience")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("on_behalf", False), models.Q(("evidence", ""), _negated=True), _connector="OR"
                        ),
                        name="agreement_on_behalf_has_evidence",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("policy__isnull", True), ("standing", True), _connector="OR"),
                        name="agreement_by_policy_is_standing",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="e393f354d7f58c473f0b18bb98ceeed9f2fdbedd",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_68a48",
                            table="entities_agreement",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="3e61ea9254f22d7cfb6919e194e28461f8ab356d",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_5f7e1",
                            table="entities_agreement",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_agreementevent" ("at", "attachment_id", "attachment_sha256", "audience_id", "decided_by_id", "decision", "entity_id", "evidence", "format_number", "id", "on_behalf", "payload_sha256", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "reason", "record_id", "role", "scope", "standing", "until", "version_id") VALUES (NEW."at", NEW."attachment_id", NEW."attachment_sha256", NEW."audience_id", NEW."decided_by_id", NEW."decision", NEW."entity_id", NEW."evidence", NEW."format_number", NEW."id", NEW."on_behalf", NEW."payload_sha256", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."policy_id", NEW."reason", NEW."record_id", NEW."role", NEW."scope", NEW."standing", NEW."until", NEW."version_id"); RETURN NULL;',
                            hash="0ca45a9d824e34861d78bdd4899f336fb9879f3a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_29f85",
                            table="entities_agreement",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "entities_agreementevent" ("at", "attachment_id", "attachment_sha256", "audience_id", "decided_by_id", "decision", "entity_id", "evidence", "format_number", "id", "on_behalf", "payload_sha256", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "reason", "record_id", "role", "scope", "standing", "until", "version_id") VALUES (NEW."at", NEW."attachment_id", NEW."attachment_sha256", NEW."audience_id", NEW."decided_by_id", NEW."decision", NEW."entity_id", NEW."evidence", NEW."format_number", NEW."id", NEW."on_behalf", NEW."payload_sha256", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."policy_id", NEW."reason", NEW."record_id", NEW."role", NEW."scope", NEW."standing", NEW."until", NEW."version_id"); RETURN NULL;',
                            hash="2359666b5ddeffc0842858048cb88e887f782d6e",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8ba1d",
                            table="entities_agreement",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_agreementevent" ("at", "attachment_id", "attachment_sha256", "audience_id", "decided_by_id", "decision", "entity_id", "evidence", "format_number", "id", "on_behalf", "payload_sha256", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "reason", "record_id", "role", "scope", "standing", "until", "version_id") VALUES (OLD."at", OLD."attachment_id", OLD."attachment_sha256", OLD."audience_id", OLD."decided_by_id", OLD."decision", OLD."entity_id", OLD."evidence", OLD."format_number", OLD."id", OLD."on_behalf", OLD."payload_sha256", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."policy_id", OLD."reason", OLD."record_id", OLD."role", OLD."scope", OLD."standing", OLD."until", OLD."version_id"); RETURN NULL;',
                            hash="d404d1c042530c8750d6368a540a9e1ffb4d2589",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_1b9b3",
                            table="entities_agreement",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, help_text="names it in addresses", unique=True
                    ),
                ),
                (
                    "survivor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merges", to="entities.record"
                    ),
                ),
                (
                    "absorbed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merges_away", to="entities.record"
                    ),
                ),
                ("reason", models.TextField(verbose_name="why")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("done", "carried out"),
                            ("declined", "declined"),
                            ("undone", "undone"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("proposed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "version",
                    models.ForeignKey(
                        blank=True,
                        help_text="The survivor's wording that it made.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entities.version",
                    ),
                ),
            ],
            options={
                "verbose_name": "merge",
                "verbose_name_plural": "merges",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("survivor", models.F("absorbed")), _negated=True),
                        name="merge_of_two_records",
                    ),
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="merge_has_reason"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["open", "done"])), fields=("absorbed",), name="merge_once"
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_mergeevent" ("absorbed_id", "id", "key", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "settled_at", "state", "survivor_id", "version_id") VALUES (NEW."absorbed_id", NEW."id", NEW."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."reason", NEW."settled_at", NEW."state", NEW."survivor_id", NEW."version_id"); RETURN NULL;',
                            hash="b2fd7fdad1d6f62b87171b33ba0484c66915e1b8",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fad64",
                            table="entities_merge",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "entities_mergeevent" ("absorbed_id", "id", "key", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "settled_at", "state", "survivor_id", "version_id") VALUES (NEW."absorbed_id", NEW."id", NEW."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."reason", NEW."settled_at", NEW."state", NEW."survivor_id", NEW."version_id"); RETURN NULL;',
                            hash="5f1e6e2001841370ff5d091d7ae513ffc8d79d8c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_56b78",
                            table="entities_merge",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_mergeevent" ("absorbed_id", "id", "key", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "settled_at", "state", "survivor_id", "version_id") VALUES (OLD."absorbed_id", OLD."id", OLD."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."reason", OLD."settled_at", OLD."state", OLD."survivor_id", OLD."version_id"); RETURN NULL;',
                            hash="f705e16fd2d157ae0349ed420e88a8178c2a75d5",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_947c2",
                            table="entities_merge",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VersionEvent",
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
                        to="entities.version",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.record",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "revision",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="The wording itself.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.revision",
                    ),
                ),
                (
                    "base",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The cleared version it changes.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.version",
                    ),
                ),
                ("language", models.CharField(max_length=5, verbose_name="language")),
                (
                    "submitted_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="submitted by",
                    ),
                ),
                ("submitted_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="submitted")),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approved by",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("pending", "pending"),
                            ("cleared", "cleared"),
                            ("returned", "returned"),
                            ("recalled", "recalled"),
                            ("superseded", "superseded by a later version"),
                        ],
                        default="pending",
                        max_length=12,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "returned_fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        default=list,
                        help_text="Those of the wording that a return is about.",
                        verbose_name="fields to be mended",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="entities_ve_pgh_cre_75662d_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_versionevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_versionevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_versionevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="458bcd90980c8289e5e0dce10e536446bc3b682d",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_5770d",
                            table="entities_versionevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="0d13333f4ebf38c75a783c013596c1a59d134037",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f901e",
                            table="entities_versionevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreementEvent",
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
                        to="entities.agreement",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.record",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.version",
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
                    "audience",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.audience",
                    ),
                ),
                ("format_number", models.PositiveSmallIntegerField(verbose_name="format number")),
                ("payload_sha256", models.CharField(max_length=64, verbose_name="SHA-256 of what was agreed")),
                (
                    "decision",
                    models.CharField(
                        choices=[("agree", "agrees"), ("decline", "declines"), ("withdraw", "withdraws")],
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[("wording", "this wording only"), ("record", "this record from now on")],
                        default="wording",
                        max_length=10,
                        verbose_name="reaches",
                    ),
                ),
                (
                    "standing",
                    models.BooleanField(
                        default=False,
                        help_text="Made by the portal from “this record from now on”, or from a policy.",
                        verbose_name="by an earlier word",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.sharingpolicy",
                        verbose_name="by the policy",
                    ),
                ),
                (
                    "until",
                    models.DateField(
                        blank=True, help_text="Last day on which it may be read.", null=True, verbose_name="until"
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="why")),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("focal_point", "focal point"),
                            ("contributor", "contributor"),
                            ("viewer", "viewer"),
                            ("secretariat", "secretariat"),
                            ("partner", "partner member"),
                        ],
                        max_length=20,
                        verbose_name="in the role of",
                    ),
                ),
                ("on_behalf", models.BooleanField(default=False, verbose_name="on behalf")),
                (
                    "evidence",
                    models.TextField(blank=True, help_text="Letter or published document.", verbose_name="evidence"),
                ),
                (
                    "attachment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.evidence",
                        verbose_name="attached",
                    ),
                ),
                (
                    "attachment_sha256",
                    models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of what is attached"),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="entities_ag_pgh_cre_7bdc68_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_agreementevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_agreementevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_agreementevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="4bf25f2236ad6952c5c1df879e86125badc39a83",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_f8051",
                            table="entities_agreementevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a00591549e4d451a1804978b1743264a185550d5",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_77b0f",
                            table="entities_agreementevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MergeEvent",
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
                        to="entities.merge",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, help_text="names it in addresses")),
                (
                    "survivor",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.record",
                    ),
                ),
                (
                    "absorbed",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.record",
                    ),
                ),
                ("reason", models.TextField(verbose_name="why")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("done", "carried out"),
                            ("declined", "declined"),
                            ("undone", "undone"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("proposed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "version",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The survivor's wording that it made.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.version",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="entities_me_pgh_cre_65851c_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_mergeevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_mergeevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_mergeevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="cd94b0f38aa298a3c628c6c6013762e9e84b3c55",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_ea768",
                            table="entities_mergeevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="475cd267eeb82a178303c84c454743217080424a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_1e721",
                            table="entities_mergeevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MergeWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "merge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="words", to="entities.merge"
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="entities.entity"
                    ),
                ),
                ("accepted", models.BooleanField(verbose_name="accepted")),
                ("reason", models.TextField(blank=True, verbose_name="why")),
                (
                    "evidence",
                    models.TextField(
                        blank=True, help_text="Where the secretariat answered on behalf.", verbose_name="evidence"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("merge", "entity"), name="merge_word_once")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="1e9fddb0472724d0e66bee948596e086f79ed29c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_2b650",
                            table="entities_mergeword",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="6cdcbacbc8f7fa87f868089ce95654f61ff5ab9b",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_7e580",
                            table="entities_mergeword",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_mergewordevent" ("accepted", "at", "by_id", "entity_id", "evidence", "id", "merge_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."accepted", NEW."at", NEW."by_id", NEW."entity_id", NEW."evidence", NEW."id", NEW."merge_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;',
                            hash="b2da0bf87c2f0d57d2b24aa2a8404b7556015456",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_75a76",
                            table="entities_mergeword",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "entities_mergewordevent" ("accepted", "at", "by_id", "entity_id", "evidence", "id", "merge_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."accepted", NEW."at", NEW."by_id", NEW."entity_id", NEW."evidence", NEW."id", NEW."merge_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;',
                            hash="e739295be47e4d87c87942086d13cd2431751b0f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2a930",
                            table="entities_mergeword",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "entities_mergewordevent" ("accepted", "at", "by_id", "entity_id", "evidence", "id", "merge_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."accepted", OLD."at", OLD."by_id", OLD."entity_id", OLD."evidence", OLD."id", OLD."merge_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;',
                            hash="ce40f7b84643077c0d25842c623d19468bd1992a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_604be",
                            table="entities_mergeword",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MergeWordEvent",
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
                        to="entities.mergeword",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "merge",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.merge",
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
                ("accepted", models.BooleanField(verbose_name="accepted")),
                ("reason", models.TextField(blank=True, verbose_name="why")),
                (
                    "evidence",
                    models.TextField(
                        blank=True, help_text="Where the secretariat answered on behalf.", verbose_name="evidence"
                    ),
                ),
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
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="entities_me_pgh_cre_b02de2_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_mergewordevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_mergewordevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_mergewordevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="faebb7471008ec04a417cd4479d86a0e7d9de758",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_5f61f",
                            table="entities_mergewordevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="52b35c8f55b73f21cc8bf6ccbe9374291e5578f5",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e9740",
                            table="entities_mergewordevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        ungass_portal.lib.triggers.InstallTriggers(),
    ]
