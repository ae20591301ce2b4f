"""Events and the calendar, as the first release has them."""

import datetime
import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models
from django.db.models.fields.json import KeyTransform

import ungass_portal.lib.triggers


class Migration(migrations.Migration):
    replaces = [
        ("calendar_app", "0001_events_and_the_calendar"),
        ("calendar_app", "0002_parts_rules_and_where_it_is_held"),
        ("calendar_app", "0003_titles_that_read_alike"),
        ("calendar_app", "0004_secret_feeds"),
        ("calendar_app", "0005_clashes_by_days"),
        ("calendar_app", "0006_calendars_of_others"),
        ("calendar_app", "0007_entries_are_counted_by_an_index"),
        ("calendar_app", "0008_texts_in_other_languages"),
        ("calendar_app", "0009_days_of_every_audience"),
        ("calendar_app", "0010_audit_and_titles_are_read_by_indexes"),
        ("calendar_app", "0011_titles_have_an_order"),
        ("calendar_app", "0012_existing_titles_are_sorted"),
    ]

    initial = True

    dependencies = [
        ("entities", "0001_first_release"),
        ("entities", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarEntry",
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
                ("event_kind", models.CharField(blank=True, max_length=100, verbose_name="kind of event")),
                ("precision", models.CharField(blank=True, max_length=10, verbose_name="known to the")),
                (
                    "activities",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), default=list),
                ),
                ("held_at", models.CharField(blank=True, db_index=True, max_length=12, verbose_name="held during")),
                (
                    "shown",
                    models.JSONField(default=dict, help_text="what lists show of the payload: dates, times and place"),
                ),
                (
                    "several",
                    models.BooleanField(
                        default=False,
                        help_text="parts, or a rule: its dates are rows of their own",
                        verbose_name="several dates",
                    ),
                ),
            ],
            options={
                "verbose_name": "calendar entry",
                "verbose_name_plural": "calendar entries",
                "abstract": False,
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "network")),
                        fields=["title"],
                        name="calendar_alike_net",
                        opclasses=["gin_trgm_ops"],
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        models.Func(models.F("title"), function="title_keys"),
                        condition=models.Q(("audience", "network")),
                        name="calendar_keys_net",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "network")),
                        fields=["kind", "readable_until"],
                        name="calendar_count_net",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "network")),
                        fields=["participants"],
                        name="calendar_participants_net",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "network")), fields=["chapters"], name="calendar_chapters_net"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "network")), fields=["countries"], name="calendar_countries_net"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "network")), fields=["regions"], name="calendar_regions_net"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "network")),
                        fields=["activities"],
                        name="calendar_activities_net",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "network")), fields=["search"], name="calendar_search_net"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "network")),
                        fields=["search_texts"],
                        name="calendar_search_texts_net",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(
                            ("audience", "network"), models.Q(("chinese__in", ["", " "]), _negated=True)
                        ),
                        fields=["chinese"],
                        name="calendar_chinese_net",
                        opclasses=["gin_trgm_ops"],
                    ),
                    models.Index(
                        condition=models.Q(("audience", "network")),
                        fields=["sort_title", "reference"],
                        name="calendar_o_sort_title_net",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "network")),
                        fields=["lead", "reference"],
                        name="calendar_o_lead_net",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "network")),
                        fields=["sort_date", "reference"],
                        name="calendar_o_sort_date_net",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "network")),
                        fields=["updated_at", "reference"],
                        name="calendar_o_updated_at_net",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "network")),
                        fields=["event_kind", "reference"],
                        name="calendar_o_event_kind_net",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "partners")),
                        fields=["kind", "readable_until"],
                        name="calendar_count_par",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "partners")),
                        fields=["participants"],
                        name="calendar_participants_par",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "partners")), fields=["chapters"], name="calendar_chapters_par"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "partners")),
                        fields=["countries"],
                        name="calendar_countries_par",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "partners")), fields=["regions"], name="calendar_regions_par"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "partners")),
                        fields=["activities"],
                        name="calendar_activities_par",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "partners")), fields=["search"], name="calendar_search_par"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "partners")),
                        fields=["search_texts"],
                        name="calendar_search_texts_par",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(
                            ("audience", "partners"), models.Q(("chinese__in", ["", " "]), _negated=True)
                        ),
                        fields=["chinese"],
                        name="calendar_chinese_par",
                        opclasses=["gin_trgm_ops"],
                    ),
                    models.Index(
                        condition=models.Q(("audience", "partners")),
                        fields=["sort_title", "reference"],
                        name="calendar_o_sort_title_par",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "partners")),
                        fields=["lead", "reference"],
                        name="calendar_o_lead_par",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "partners")),
                        fields=["sort_date", "reference"],
                        name="calendar_o_sort_date_par",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "partners")),
                        fields=["updated_at", "reference"],
                        name="calendar_o_updated_at_par",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "partners")),
                        fields=["event_kind", "reference"],
                        name="calendar_o_event_kind_par",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "public")),
                        fields=["kind", "readable_until"],
                        name="calendar_count_pub",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "public")),
                        fields=["participants"],
                        name="calendar_participants_pub",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "public")), fields=["chapters"], name="calendar_chapters_pub"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "public")), fields=["countries"], name="calendar_countries_pub"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "public")), fields=["regions"], name="calendar_regions_pub"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "public")),
                        fields=["activities"],
                        name="calendar_activities_pub",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "public")), fields=["search"], name="calendar_search_pub"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "public")),
                        fields=["search_texts"],
                        name="calendar_search_texts_pub",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("audience", "public"), models.Q(("chinese__in", ["", " "]), _negated=True)),
                        fields=["chinese"],
                        name="calendar_chinese_pub",
                        opclasses=["gin_trgm_ops"],
                    ),
                    models.Index(
                        condition=models.Q(("audience", "public")),
                        fields=["sort_title", "reference"],
                        name="calendar_o_sort_title_pub",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "public")),
                        fields=["lead", "reference"],
                        name="calendar_o_lead_pub",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "public")),
                        fields=["sort_date", "reference"],
                        name="calendar_o_sort_date_pub",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "public")),
                        fields=["updated_at", "reference"],
                        name="calendar_o_updated_at_pub",
                    ),
                    models.Index(
                        condition=models.Q(("audience", "public")),
                        fields=["event_kind", "reference"],
                        name="calendar_o_event_kind_pub",
                    ),
                    django.contrib.postgres.indexes.GistIndex(
                        models.Func(
                            models.F("date_from"),
                            django.db.models.functions.comparison.Coalesce("date_to", "date_from"),
                            models.Value("[]"),
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        condition=models.Q(("audience", "network"), ("several", False), ("precision", "day")),
                        name="calendar_days_network",
                    ),
                    django.contrib.postgres.indexes.GistIndex(
                        models.Func(
                            models.F("date_from"),
                            django.db.models.functions.comparison.Coalesce("date_to", "date_from"),
                            models.Value("[]"),
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        condition=models.Q(
                            ("audience", "network"), ("several", False), models.Q(("precision", "day"), _negated=True)
                        ),
                        name="calendar_coarse_network",
                    ),
                    django.contrib.postgres.indexes.GistIndex(
                        models.Func(
                            models.F("date_from"),
                            django.db.models.functions.comparison.Coalesce("date_to", "date_from"),
                            models.Value("[]"),
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        condition=models.Q(("audience", "partners"), ("several", False), ("precision", "day")),
                        name="calendar_days_partners",
                    ),
                    django.contrib.postgres.indexes.GistIndex(
                        models.Func(
                            models.F("date_from"),
                            django.db.models.functions.comparison.Coalesce("date_to", "date_from"),
                            models.Value("[]"),
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        condition=models.Q(
                            ("audience", "partners"), ("several", False), models.Q(("precision", "day"), _negated=True)
                        ),
                        name="calendar_coarse_partners",
                    ),
                    django.contrib.postgres.indexes.GistIndex(
                        models.Func(
                            models.F("date_from"),
                            django.db.models.functions.comparison.Coalesce("date_to", "date_from"),
                            models.Value("[]"),
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        condition=models.Q(("audience", "public"), ("several", False), ("precision", "day")),
                        name="calendar_days_public",
                    ),
                    django.contrib.postgres.indexes.GistIndex(
                        models.Func(
                            models.F("date_from"),
                            django.db.models.functions.comparison.Coalesce("date_to", "date_from"),
                            models.Value("[]"),
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        condition=models.Q(
                            ("audience", "public"), ("several", False), models.Q(("precision", "day"), _negated=True)
                        ),
                        name="calendar_coarse_public",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("audience", "reference"), name="calendarentry_once_per_audience")
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, help_text="names it in addresses", unique=True
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="Whose calendar it is: “Meetings of INCB”.", max_length=120, verbose_name="name"
                    ),
                ),
                (
                    "address",
                    models.URLField(
                        blank=True,
                        help_text="Where the calendar is published, https:// or webcal://. Empty: you give its files yourself.",
                        max_length=500,
                        verbose_name="address",
                    ),
                ),
                (
                    "organiser",
                    models.ForeignKey(
                        help_text="The body that holds these events. If it has a focal point, that one approves them first.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entities.entity",
                        verbose_name="organised by",
                    ),
                ),
                ("event_kind", models.CharField(blank=True, max_length=100, verbose_name="kind of event")),
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
                    "time_zone",
                    models.CharField(
                        blank=True,
                        help_text="Of times for which the calendar names none, like Europe/Vienna.",
                        max_length=60,
                        verbose_name="time zone",
                    ),
                ),
                (
                    "keeper",
                    models.ForeignKey(
                        help_text="In whose name events are handed in: who saved it last.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="kept by",
                    ),
                ),
                (
                    "active",
                    models.BooleanField(
                        default=True,
                        help_text="Fetch it every six hours, and take over what is new or changed.",
                        verbose_name="follow it",
                    ),
                ),
                ("given", models.BinaryField(help_text="a file that waits to be taken over", null=True)),
                ("etag", models.CharField(blank=True, max_length=200)),
                (
                    "modified",
                    models.CharField(blank=True, help_text="Last-Modified, as the server wrote it", max_length=60),
                ),
                ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="looked at")),
                ("taken_at", models.DateTimeField(blank=True, null=True, verbose_name="last taken over")),
                (
                    "trouble",
                    models.TextField(
                        blank=True, help_text="why the last look brought nothing, in words", verbose_name="trouble"
                    ),
                ),
                (
                    "report",
                    models.JSONField(
                        default=dict, help_text="what the last taking over did: counts, and faults in words"
                    ),
                ),
            ],
            options={
                "verbose_name": "calendar of others",
                "verbose_name_plural": "calendars of others",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("address"),
                        condition=models.Q(("address", ""), _negated=True),
                        name="calendar_source_address_once",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "calendar_app_calendarsourceevent" ("active", "address", "event_kind", "keeper_id", "language", "name", "organiser_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone") VALUES (NEW."active", NEW."address", NEW."event_kind", NEW."keeper_id", NEW."language", NEW."name", NEW."organiser_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."time_zone"); RETURN NULL;',
                            hash="375777614bfe8efab927104a83c16955a6de7597",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c2edf",
                            table="calendar_app_calendarsource",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."active" IS DISTINCT FROM (NEW."active") OR OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."event_kind" IS DISTINCT FROM (NEW."event_kind") OR OLD."keeper_id" IS DISTINCT FROM (NEW."keeper_id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."organiser_id" IS DISTINCT FROM (NEW."organiser_id") OR OLD."time_zone" IS DISTINCT FROM (NEW."time_zone"))',
                            func='INSERT INTO "calendar_app_calendarsourceevent" ("active", "address", "event_kind", "keeper_id", "language", "name", "organiser_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone") VALUES (NEW."active", NEW."address", NEW."event_kind", NEW."keeper_id", NEW."language", NEW."name", NEW."organiser_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."time_zone"); RETURN NULL;',
                            hash="dd41cfaf0c25484afa498f5d64e4504be498ffb6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a1fff",
                            table="calendar_app_calendarsource",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "calendar_app_calendarsourceevent" ("active", "address", "event_kind", "keeper_id", "language", "name", "organiser_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone") VALUES (OLD."active", OLD."address", OLD."event_kind", OLD."keeper_id", OLD."language", OLD."name", OLD."organiser_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."time_zone"); RETURN NULL;',
                            hash="a2bbc92190cea0d2888f4dcf37004906ca4ec105",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_01c63",
                            table="calendar_app_calendarsource",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EntityDetail",
            fields=[
                (
                    "entity",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="entities.entity",
                    ),
                ),
                ("allowed", models.BooleanField(default=False)),
            ],
            options={
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "calendar_app_entitydetailevent" ("allowed", "entity_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."allowed", NEW."entity_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."entity_id"); RETURN NULL;',
                            hash="685632bd0709aa5908063127418bed738f21b600",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5e8f3",
                            table="calendar_app_entitydetail",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "calendar_app_entitydetailevent" ("allowed", "entity_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."allowed", NEW."entity_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."entity_id"); RETURN NULL;',
                            hash="ca56f654437ee8906eee29fc0c2381fd8ac07495",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_769b5",
                            table="calendar_app_entitydetail",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "calendar_app_entitydetailevent" ("allowed", "entity_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."allowed", OLD."entity_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."entity_id"); RETURN NULL;',
                            hash="cdb0f711f241120ec5a79f85668b55f1ea581256",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_95b9f",
                            table="calendar_app_entitydetail",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
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
                    "event_kind",
                    models.CharField(
                        blank=True,
                        help_text="A term of the scheme of event kinds.",
                        max_length=100,
                        verbose_name="kind of event",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("tentative", "tentative"),
                            ("confirmed", "confirmed"),
                            ("postponed", "postponed"),
                            ("cancelled", "cancelled"),
                            ("held", "held"),
                        ],
                        default="confirmed",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "start_time",
                    models.TimeField(
                        blank=True, help_text="Wall time at the place.", null=True, verbose_name="starts at"
                    ),
                ),
                (
                    "end_time",
                    models.TimeField(
                        blank=True, help_text="Wall time at the place.", null=True, verbose_name="ends at"
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        blank=True,
                        help_text="IANA name like Europe/Vienna; needed with a time.",
                        max_length=60,
                        verbose_name="time zone",
                    ),
                ),
                (
                    "second_hour",
                    models.BooleanField(
                        default=False,
                        help_text="For a night on which the clock shows an hour twice: a time in that hour means the second.",
                        verbose_name="second of the two hours",
                    ),
                ),
                ("parts", models.JSONField(blank=True, default=list, verbose_name="parts")),
                (
                    "recurrence",
                    models.CharField(
                        blank=True,
                        help_text="In the way of calendar programs (RFC 5545): FREQ=MONTHLY;BYDAY=2TU;COUNT=6 is the second Tuesday of six months, FREQ=WEEKLY;UNTIL=20181231 each week to the end of the year.",
                        max_length=300,
                        verbose_name="recurs by the rule",
                    ),
                ),
                ("exceptions", models.JSONField(blank=True, default=list, verbose_name="exceptions from the rule")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("unknown", "not known"),
                            ("in_person", "in person"),
                            ("hybrid", "in person and online"),
                            ("online", "online only"),
                        ],
                        default="unknown",
                        help_text="In the room, online, or both.",
                        max_length=10,
                        verbose_name="how people take part",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="city or venue")),
                (
                    "room",
                    models.CharField(
                        blank=True,
                        help_text="Read by the network only.",
                        max_length=200,
                        verbose_name="building and room",
                    ),
                ),
                (
                    "online_link",
                    models.URLField(blank=True, help_text="Read by the network only.", verbose_name="online link"),
                ),
                (
                    "dial_in",
                    models.CharField(
                        blank=True,
                        help_text="Number and code; read by the network only.",
                        max_length=200,
                        verbose_name="dial-in",
                    ),
                ),
                (
                    "host_country",
                    models.CharField(
                        blank=True,
                        help_text="The government that hosts it.",
                        max_length=3,
                        verbose_name="hosting country",
                    ),
                ),
                (
                    "host_entity",
                    models.CharField(
                        blank=True,
                        help_text="The commission or entity that hosts it.",
                        max_length=60,
                        verbose_name="hosting body",
                    ),
                ),
                (
                    "held_at",
                    models.CharField(
                        blank=True,
                        help_text="Reference of the event at which it takes place, such as EVT-205517.",
                        max_length=12,
                        verbose_name="held during",
                    ),
                ),
                (
                    "held_at_part",
                    models.CharField(
                        blank=True,
                        help_text="As the part is called there.",
                        max_length=120,
                        verbose_name="part of that event",
                    ),
                ),
                (
                    "agenda_item",
                    models.CharField(
                        blank=True, help_text="Number, or its words.", max_length=200, verbose_name="agenda item"
                    ),
                ),
                (
                    "attendees",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300),
                        blank=True,
                        default=list,
                        help_text="Experts, NGOs, States that attend; one per line. They decide nothing.",
                        verbose_name="attendees",
                    ),
                ),
                (
                    "activities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12),
                        blank=True,
                        default=list,
                        help_text="References of activities that the event belongs to.",
                        verbose_name="linked activities",
                    ),
                ),
                ("materials", models.JSONField(blank=True, default=list, verbose_name="webcast, recordings, papers")),
                (
                    "documents",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300),
                        blank=True,
                        default=list,
                        help_text="UN symbols, one per line: E/CN.7/2018/1. They are linked where their form is known.",
                        verbose_name="documents",
                    ),
                ),
                (
                    "remark",
                    models.TextField(
                        blank=True, help_text="For readers, beside the dates.", max_length=2000, verbose_name="remark"
                    ),
                ),
                (
                    "outside_place",
                    models.CharField(
                        blank=True,
                        help_text="Empty: the place above.",
                        max_length=200,
                        verbose_name="place for outside",
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="event_has_title"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_to__isnull", True),
                            models.Q(("date_from__isnull", False), ("date_to__gte", models.F("date_from"))),
                            _connector="OR",
                        ),
                        name="event_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_from__isnull", True),
                            models.Q(("date_precision", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="event_date_has_precision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("subheading", ""), ("chapter__isnull", False), _connector="OR"),
                        name="event_has_chapter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_time__isnull", True),
                            models.Q(("date_precision", "day"), models.Q(("time_zone", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="event_time_has_day_and_zone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end_time__isnull", True), ("start_time__isnull", False), _connector="OR"),
                        name="event_end_time_has_start",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "calendar_app_eventevent" ("activities", "agenda_item", "attendees", "chapter", "contact", "countries", "date_from", "date_precision", "date_text", "date_to", "dial_in", "documents", "end_time", "event_kind", "exceptions", "held_at", "held_at_part", "host_country", "host_entity", "internal_note", "language", "links", "materials", "mode", "names_affirmed", "online_link", "other_chapters", "other_partners", "other_subheadings", "outside_hides_countries", "outside_hides_figures", "outside_place", "outside_summary", "outside_title", "own_identifier", "partner_countries", "parts", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recommendations", "record_id", "recurrence", "regions", "remark", "room", "second_hour", "source_paragraph", "source_symbol", "start_time", "status", "subheading", "summary", "terms", "texts", "time_zone", "title") VALUES (NEW."activities", NEW."agenda_item", NEW."attendees", NEW."chapter", NEW."contact", NEW."countries", NEW."date_from", NEW."date_precision", NEW."date_text", NEW."date_to", NEW."dial_in", NEW."documents", NEW."end_time", NEW."event_kind", NEW."exceptions", NEW."held_at", NEW."held_at_part", NEW."host_country", NEW."host_entity", NEW."internal_note", NEW."language", NEW."links", NEW."materials", NEW."mode", NEW."names_affirmed", NEW."online_link", NEW."other_chapters", NEW."other_partners", NEW."other_subheadings", NEW."outside_hides_countries", NEW."outside_hides_figures", NEW."outside_place", NEW."outside_summary", NEW."outside_title", NEW."own_identifier", NEW."partner_countries", NEW."parts", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."record_id", NEW."place", NEW."recommendations", NEW."record_id", NEW."recurrence", NEW."regions", NEW."remark", NEW."room", NEW."second_hour", NEW."source_paragraph", NEW."source_symbol", NEW."start_time", NEW."status", NEW."subheading", NEW."summary", NEW."terms", NEW."texts", NEW."time_zone", NEW."title"); RETURN NULL;',
                            hash="630f167bd64a21e607c7be79cd7471d55fdbb4bd",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f1f2f",
                            table="calendar_app_event",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "calendar_app_eventevent" ("activities", "agenda_item", "attendees", "chapter", "contact", "countries", "date_from", "date_precision", "date_text", "date_to", "dial_in", "documents", "end_time", "event_kind", "exceptions", "held_at", "held_at_part", "host_country", "host_entity", "internal_note", "language", "links", "materials", "mode", "names_affirmed", "online_link", "other_chapters", "other_partners", "other_subheadings", "outside_hides_countries", "outside_hides_figures", "outside_place", "outside_summary", "outside_title", "own_identifier", "partner_countries", "parts", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recommendations", "record_id", "recurrence", "regions", "remark", "room", "second_hour", "source_paragraph", "source_symbol", "start_time", "status", "subheading", "summary", "terms", "texts", "time_zone", "title") VALUES (NEW."activities", NEW."agenda_item", NEW."attendees", NEW."chapter", NEW."contact", NEW."countries", NEW."date_from", NEW."date_precision", NEW."date_text", NEW."date_to", NEW."dial_in", NEW."documents", NEW."end_time", NEW."event_kind", NEW."exceptions", NEW."held_at", NEW."held_at_part", NEW."host_country", NEW."host_entity", NEW."internal_note", NEW."language", NEW."links", NEW."materials", NEW."mode", NEW."names_affirmed", NEW."online_link", NEW."other_chapters", NEW."other_partners", NEW."other_subheadings", NEW."outside_hides_countries", NEW."outside_hides_figures", NEW."outside_place", NEW."outside_summary", NEW."outside_title", NEW."own_identifier", NEW."partner_countries", NEW."parts", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."record_id", NEW."place", NEW."recommendations", NEW."record_id", NEW."recurrence", NEW."regions", NEW."remark", NEW."room", NEW."second_hour", NEW."source_paragraph", NEW."source_symbol", NEW."start_time", NEW."status", NEW."subheading", NEW."summary", NEW."terms", NEW."texts", NEW."time_zone", NEW."title"); RETURN NULL;',
                            hash="aa73badc7463d437bf677e380ba00f8883447ad8",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9cf74",
                            table="calendar_app_event",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "calendar_app_eventevent" ("activities", "agenda_item", "attendees", "chapter", "contact", "countries", "date_from", "date_precision", "date_text", "date_to", "dial_in", "documents", "end_time", "event_kind", "exceptions", "held_at", "held_at_part", "host_country", "host_entity", "internal_note", "language", "links", "materials", "mode", "names_affirmed", "online_link", "other_chapters", "other_partners", "other_subheadings", "outside_hides_countries", "outside_hides_figures", "outside_place", "outside_summary", "outside_title", "own_identifier", "partner_countries", "parts", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recommendations", "record_id", "recurrence", "regions", "remark", "room", "second_hour", "source_paragraph", "source_symbol", "start_time", "status", "subheading", "summary", "terms", "texts", "time_zone", "title") VALUES (OLD."activities", OLD."agenda_item", OLD."attendees", OLD."chapter", OLD."contact", OLD."countries", OLD."date_from", OLD."date_precision", OLD."date_text", OLD."date_to", OLD."dial_in", OLD."documents", OLD."end_time", OLD."event_kind", OLD."exceptions", OLD."held_at", OLD."held_at_part", OLD."host_country", OLD."host_entity", OLD."internal_note", OLD."language", OLD."links", OLD."materials", OLD."mode", OLD."names_affirmed", OLD."online_link", OLD."other_chapters", OLD."other_partners", OLD."other_subheadings", OLD."outside_hides_countries", OLD."outside_hides_figures", OLD."outside_place", OLD."outside_summary", OLD."outside_title", OLD."own_identifier", OLD."partner_countries", OLD."parts", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."record_id", OLD."place", OLD."recommendations", OLD."record_id", OLD."recurrence", OLD."regions", OLD."remark", OLD."room", OLD."second_hour", OLD."source_paragraph", OLD."source_symbol", OLD."start_time", OLD."status", OLD."subheading", OLD."summary", OLD."terms", OLD."texts", OLD."time_zone", OLD."title"); RETURN NULL;',
                            hash="928040987d9cd2e88a0d6bdbd6c14e8e3cd6f92e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8e63d",
                            table="calendar_app_event",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Feed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="feeds", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, help_text="names it on the person's page", unique=True
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="So that you know it again: “My phone”.", max_length=80, verbose_name="name"
                    ),
                ),
                ("secret_sha256", models.CharField(max_length=64, unique=True)),
                (
                    "query",
                    models.TextField(
                        blank=True, help_text="filters of the calendar, as in its address", verbose_name="what it holds"
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="last read")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
            ],
            options={
                "verbose_name": "calendar feed",
                "verbose_name_plural": "calendar feeds",
                "ordering": ["made_at"],
            },
        ),
        migrations.CreateModel(
            name="FeedSwitch",
            fields=[
                (
                    "audience",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="entities.audience",
                    ),
                ),
                ("off", models.BooleanField(default=False)),
                ("reason", models.TextField(blank=True, verbose_name="why")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("off", False), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="feeds_off_with_reason",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "calendar_app_feedswitchevent" ("audience_id", "off", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."audience_id", NEW."off", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."audience_id", NEW."reason"); RETURN NULL;',
                            hash="3d63e6bf85a13c474012a3efaec78a9fb83160f6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2ce98",
                            table="calendar_app_feedswitch",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "calendar_app_feedswitchevent" ("audience_id", "off", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."audience_id", NEW."off", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."audience_id", NEW."reason"); RETURN NULL;',
                            hash="1969143435f1833957d79dcf56af5fbcd0560729",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2e85e",
                            table="calendar_app_feedswitch",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "calendar_app_feedswitchevent" ("audience_id", "off", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."audience_id", OLD."off", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."audience_id", OLD."reason"); RETURN NULL;',
                            hash="74159e82e8a6873bfba116dab22dba0783e151f7",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f8769",
                            table="calendar_app_feedswitch",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarSourceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="name_address_organiser_event_kind_language_time_zone_keeper_active_events",
                        to="calendar_app.calendarsource",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                (
                    "name",
                    models.CharField(
                        help_text="Whose calendar it is: “Meetings of INCB”.", max_length=120, verbose_name="name"
                    ),
                ),
                (
                    "address",
                    models.URLField(
                        blank=True,
                        help_text="Where the calendar is published, https:// or webcal://. Empty: you give its files yourself.",
                        max_length=500,
                        verbose_name="address",
                    ),
                ),
                (
                    "organiser",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="The body that holds these events. If it has a focal point, that one approves them first.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="entities.entity",
                        verbose_name="organised by",
                    ),
                ),
                ("event_kind", models.CharField(blank=True, max_length=100, verbose_name="kind of event")),
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
                    "time_zone",
                    models.CharField(
                        blank=True,
                        help_text="Of times for which the calendar names none, like Europe/Vienna.",
                        max_length=60,
                        verbose_name="time zone",
                    ),
                ),
                (
                    "keeper",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="In whose name events are handed in: who saved it last.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="kept by",
                    ),
                ),
                (
                    "active",
                    models.BooleanField(
                        default=True,
                        help_text="Fetch it every six hours, and take over what is new or changed.",
                        verbose_name="follow it",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="calendar_ap_pgh_cre_c7f239_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_calendarsourceevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_calendarsourceevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_calendarsourceevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="ef704da1ce02ab115be5e3d42d04f55e901599a0",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_16f76",
                            table="calendar_app_calendarsourceevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="907b899ed9f031c6ba6b89aa7de73569897fe9e6",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_1290a",
                            table="calendar_app_calendarsourceevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EntityDetailEvent",
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
                        to="calendar_app.entitydetail",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                (
                    "entity",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        serialize=False,
                        to="entities.entity",
                    ),
                ),
                ("allowed", models.BooleanField(default=False)),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="calendar_ap_pgh_cre_7e4e58_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_entitydetailevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_entitydetailevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_entitydetailevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="7bfa8aaa1cf6ce847cd6dcf59f90d1647981c3ae",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_21184",
                            table="calendar_app_entitydetailevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="0e789ec6920af491bf53f7821e9e83793953feba",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_cd091",
                            table="calendar_app_entitydetailevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventEvent",
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
                        to="calendar_app.event",
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
                    "event_kind",
                    models.CharField(
                        blank=True,
                        help_text="A term of the scheme of event kinds.",
                        max_length=100,
                        verbose_name="kind of event",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("tentative", "tentative"),
                            ("confirmed", "confirmed"),
                            ("postponed", "postponed"),
                            ("cancelled", "cancelled"),
                            ("held", "held"),
                        ],
                        default="confirmed",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "start_time",
                    models.TimeField(
                        blank=True, help_text="Wall time at the place.", null=True, verbose_name="starts at"
                    ),
                ),
                (
                    "end_time",
                    models.TimeField(
                        blank=True, help_text="Wall time at the place.", null=True, verbose_name="ends at"
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        blank=True,
                        help_text="IANA name like Europe/Vienna; needed with a time.",
                        max_length=60,
                        verbose_name="time zone",
                    ),
                ),
                (
                    "second_hour",
                    models.BooleanField(
                        default=False,
                        help_text="For a night on which the clock shows an hour twice: a time in that hour means the second.",
                        verbose_name="second of the two hours",
                    ),
                ),
                ("parts", models.JSONField(blank=True, default=list, verbose_name="parts")),
                (
                    "recurrence",
                    models.CharField(
                        blank=True,
                        help_text="In the way of calendar programs (RFC 5545): FREQ=MONTHLY;BYDAY=2TU;COUNT=6 is the second Tuesday of six months, FREQ=WEEKLY;UNTIL=20181231 each week to the end of the year.",
                        max_length=300,
                        verbose_name="recurs by the rule",
                    ),
                ),
                ("exceptions", models.JSONField(blank=True, default=list, verbose_name="exceptions from the rule")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("unknown", "not known"),
                            ("in_person", "in person"),
                            ("hybrid", "in person and online"),
                            ("online", "online only"),
                        ],
                        default="unknown",
                        help_text="In the room, online, or both.",
                        max_length=10,
                        verbose_name="how people take part",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="city or venue")),
                (
                    "room",
                    models.CharField(
                        blank=True,
                        help_text="Read by the network only.",
                        max_length=200,
                        verbose_name="building and room",
                    ),
                ),
                (
                    "online_link",
                    models.URLField(blank=True, help_text="Read by the network only.", verbose_name="online link"),
                ),
                (
                    "dial_in",
                    models.CharField(
                        blank=True,
                        help_text="Number and code; read by the network only.",
                        max_length=200,
                        verbose_name="dial-in",
                    ),
                ),
                (
                    "host_country",
                    models.CharField(
                        blank=True,
                        help_text="The government that hosts it.",
                        max_length=3,
                        verbose_name="hosting country",
                    ),
                ),
                (
                    "host_entity",
                    models.CharField(
                        blank=True,
                        help_text="The commission or entity that hosts it.",
                        max_length=60,
                        verbose_name="hosting body",
                    ),
                ),
                (
                    "held_at",
                    models.CharField(
                        blank=True,
                        help_text="Reference of the event at which it takes place, such as EVT-205517.",
                        max_length=12,
                        verbose_name="held during",
                    ),
                ),
                (
                    "held_at_part",
                    models.CharField(
                        blank=True,
                        help_text="As the part is called there.",
                        max_length=120,
                        verbose_name="part of that event",
                    ),
                ),
                (
                    "agenda_item",
                    models.CharField(
                        blank=True, help_text="Number, or its words.", max_length=200, verbose_name="agenda item"
                    ),
                ),
                (
                    "attendees",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300),
                        blank=True,
                        default=list,
                        help_text="Experts, NGOs, States that attend; one per line. They decide nothing.",
                        verbose_name="attendees",
                    ),
                ),
                (
                    "activities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12),
                        blank=True,
                        default=list,
                        help_text="References of activities that the event belongs to.",
                        verbose_name="linked activities",
                    ),
                ),
                ("materials", models.JSONField(blank=True, default=list, verbose_name="webcast, recordings, papers")),
                (
                    "documents",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300),
                        blank=True,
                        default=list,
                        help_text="UN symbols, one per line: E/CN.7/2018/1. They are linked where their form is known.",
                        verbose_name="documents",
                    ),
                ),
                (
                    "remark",
                    models.TextField(
                        blank=True, help_text="For readers, beside the dates.", max_length=2000, verbose_name="remark"
                    ),
                ),
                (
                    "outside_place",
                    models.CharField(
                        blank=True,
                        help_text="Empty: the place above.",
                        max_length=200,
                        verbose_name="place for outside",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="calendar_ap_pgh_cre_77e189_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_eventevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_eventevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_eventevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="a1bc37798793490e8ea7a663212cf94eee6ef5f7",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_a1b74",
                            table="calendar_app_eventevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d701b8ba97ba7ed17584b755c8ee2084abdbe7f4",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_89ed3",
                            table="calendar_app_eventevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeedSwitchEvent",
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
                        to="calendar_app.feedswitch",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                (
                    "audience",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        serialize=False,
                        to="entities.audience",
                    ),
                ),
                ("off", models.BooleanField(default=False)),
                ("reason", models.TextField(blank=True, verbose_name="why")),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["-pgh_created_at", "-pgh_id"], name="calendar_ap_pgh_cre_0f24c4_idx"),
                    models.Index(
                        KeyTransform("user", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="who_feedswitchevent",
                    ),
                    models.Index(
                        KeyTransform("request_id", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name="act_feedswitchevent",
                    ),
                    models.Index(
                        KeyTransform("imported", "pgh_context"),
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        condition=models.Q(("pgh_context__has_key", "imported")),
                        name="imp_feedswitchevent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                            hash="1f0d835b0c59f5bc1e3d20d7ac46342ccd27eab8",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_73eff",
                            table="calendar_app_feedswitchevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="901840f71f496711fc3cbd5345b2bdd5fa113a79",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f7033",
                            table="calendar_app_feedswitchevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportedEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="calendar_app.calendarsource",
                    ),
                ),
                ("uid", models.CharField(max_length=300)),
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="imported_event", to="entities.record"
                    ),
                ),
                ("sequence", models.PositiveBigIntegerField(default=0)),
                (
                    "content",
                    models.JSONField(
                        help_text="what the calendar told last: only what changes against it is taken over"
                    ),
                ),
                ("gone", models.BooleanField(default=False, verbose_name="no longer there")),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("source", "uid"), name="imported_event_once")],
            },
        ),
        migrations.CreateModel(
            name="Occurrence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="occurrences",
                        to="calendar_app.calendarentry",
                    ),
                ),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("precision", models.CharField(max_length=10)),
                ("at", models.CharField(blank=True, max_length=5)),
                ("until", models.CharField(blank=True, max_length=5)),
                ("time_zone", models.CharField(blank=True, max_length=60)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("label", models.CharField(blank=True, max_length=120)),
                ("cancelled", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "date of an event",
                "verbose_name_plural": "dates of events",
                "indexes": [models.Index(fields=["first_day", "last_day"], name="occurrence_days")],
            },
        ),
        ungass_portal.lib.triggers.InstallTriggers(),
    ]
