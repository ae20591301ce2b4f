"""What an audience reads: finished payloads, with columns computed from the very payload."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from entities.audiences import Reading
from entities.choices import ParticipationRole
from entities.models.gate import Audience
from entities.models.record import Record, Version
from ungass_portal.lib import clock
from ungass_portal.lib.sorting import KEY_LENGTH, sort_title

UNDATED = date(9999, 12, 31)
SEVERAL = "several"

SEARCHED = ("search", "search_texts", "chinese")  # long columns that no page shows
# The right dictionary by language; Chinese has none in PostgreSQL. A CASE over constants stays
# immutable, as a generated column must be; a cast of the language column would not.
SEARCH_VECTOR = """
    setweight(to_tsvector(CASE language
        WHEN 'en' THEN 'english'::regconfig WHEN 'fr' THEN 'french'::regconfig
        WHEN 'es' THEN 'spanish'::regconfig WHEN 'ru' THEN 'russian'::regconfig
        WHEN 'ar' THEN 'arabic'::regconfig ELSE 'simple'::regconfig END, title), 'A')
    || setweight(to_tsvector(CASE language
        WHEN 'en' THEN 'english'::regconfig WHEN 'fr' THEN 'french'::regconfig
        WHEN 'es' THEN 'spanish'::regconfig WHEN 'ru' THEN 'russian'::regconfig
        WHEN 'ar' THEN 'arabic'::regconfig ELSE 'simple'::regconfig END, summary), 'B')
    || setweight(to_tsvector('simple'::regconfig, title || ' ' || lead), 'C')
"""
# The same of the texts in other languages, each by its own dictionary.
TEXTS_VECTOR = " || ".join(
    f"setweight(to_tsvector('{config}'::regconfig, coalesce(texts->'{language}'->>'{name}', '')), '{weight}')"
    for language, config in (
        ("en", "english"), ("fr", "french"), ("es", "spanish"), ("ru", "russian"), ("ar", "arabic"), ("zh", "simple"),
    )
    for name, weight in (("title", "A"), ("summary", "B"))
)  # fmt: skip
# Chinese has no spaces between words: it is looked for by groups of signs.
CHINESE = """
    CASE WHEN language = 'zh' THEN title || ' ' || summary ELSE '' END
    || coalesce(texts->'zh'->>'title', '') || ' ' || coalesce(texts->'zh'->>'summary', '')
"""


def array(max_length=60):
    """An array of codes, never null."""
    return ArrayField(models.CharField(max_length=max_length), default=list)


class EntryQuerySet(models.QuerySet):
    """Entries as a reader may see them."""

    def live(self):
        """What is read today: the cycle deletes an entry only a while after its agreement has run out."""
        return self.filter(Q(readable_until__isnull=True) | Q(readable_until__gte=clock.today()))

    def for_reader(self, reader):
        """What the reader's audience reads today; the first call of every list, page, export and feed."""
        return self.live().filter(audience_id=reader.audience)


class Entry(models.Model):
    """Abstract: what one audience reads of one record."""

    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+", db_index=False)
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+", db_index=False)
    reference = models.CharField(_("reference"), max_length=12)
    kind = models.CharField(_("kind"), max_length=10)
    payload = models.JSONField()
    payload_sha256 = models.CharField(max_length=64)
    format_number = models.PositiveSmallIntegerField()
    readable_until = models.DateField(null=True, blank=True)
    last_confirmed = models.DateField(_("last confirmed"), null=True, blank=True)
    updated_at = models.DateTimeField(_("updated"))
    position = models.BigIntegerField(help_text="the audience's change position at which it took this form")

    title = models.CharField(_("title"), max_length=300)
    sort_title = models.CharField(
        max_length=KEY_LENGTH, db_default="", default="", db_collation="C", help_text="what lists sort titles by"
    )
    summary = models.TextField(_("summary"))
    language = models.CharField(_("language"), max_length=5)
    lead = models.CharField(_("lead"), max_length=60, blank=True, help_text="slug of the first lead, for sorting")
    participants = array(80)
    joint = models.BooleanField(_("joint"), default=False)
    chapter = models.PositiveSmallIntegerField(default=0, help_text="primary chapter; 0 for none")
    subheading = models.CharField(max_length=60, blank=True)
    chapters = ArrayField(models.PositiveSmallIntegerField(), default=list)
    subheadings = array()
    recommendations = array()
    terms = array(100)
    countries = array(3)
    regions = array()
    place = models.CharField(
        max_length=60,
        blank=True,
        help_text="grouping by country: its code if there is one, “several”, or empty",
    )
    status = models.CharField(_("status"), max_length=10)
    date_from = models.DateField(null=True)
    date_to = models.DateField(null=True)
    sort_date = models.DateField(default=UNDATED, help_text="first day, undated last")
    search = models.GeneratedField(
        expression=RawSQL(SEARCH_VECTOR, ()), output_field=SearchVectorField(), db_persist=True
    )

    texts = models.JSONField(
        default=dict, db_default={}, help_text="title, what it is sorted by, and summary by language"
    )
    search_texts = models.GeneratedField(
        expression=RawSQL(TEXTS_VECTOR, ()), output_field=SearchVectorField(), db_persist=True
    )
    chinese = models.GeneratedField(expression=RawSQL(CHINESE, ()), output_field=models.TextField(), db_persist=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["audience", "reference"], name="%(class)s_once_per_audience"),
        ]

    def __str__(self):
        return self.reference

    def wording_in(self, language):
        """Title and language as they read in a language; nothing where the original is read."""
        return {"title": self.texts[language]["title"], "language": language} if language in self.texts else {}

    @classmethod
    def links_from(cls, content):
        """Columns that link the entry to other records: kept out of the payload, because each audience

        reads only the links to what it may read, and that is known only when it reads.
        """
        return {}

    @classmethod
    def readable_links(cls, reader):
        """Fields of links as the reader may know them: name to an expression that gives JSON."""
        return {}

    @classmethod
    def linking_to(cls, references):
        """The entries whose links lead to one of the records."""
        return cls.objects.none()

    @classmethod
    def columns_from(cls, payload):
        """The columns that lists filter and sort by, computed from a payload and nothing else.

        A field outside the audience's format is not in the payload, so its column stays empty.
        """
        participants = payload.get("participants", [])
        leads = [row["entity"] for row in participants if row["role"] == ParticipationRole.LEAD]
        chapter = payload.get("chapter")
        subheading = payload.get("subheading") or ""
        countries = payload.get("countries", [])
        dates = payload.get("dates") or {}
        first, last = (date.fromisoformat(dates[key]) if dates.get(key) else None for key in ("from", "to"))
        return {
            "reference": payload["reference"],
            "kind": payload["kind"],
            "title": payload["title"],
            "sort_title": sort_title(payload["title"]),
            "summary": payload.get("summary", ""),
            "language": payload["language"],
            "texts": {
                row["language"]: {"title": row["title"], "sort": sort_title(row["title"]), "summary": row["summary"]}
                for row in payload.get("texts", [])
            },
            "lead": leads[0] if leads else "",
            "participants": [f"{row['entity']}:{row['role']}" for row in participants],
            "joint": payload.get("joint", False),
            "chapter": chapter or 0,
            "subheading": subheading,
            "chapters": [*([chapter] if chapter else []), *payload.get("other_chapters", [])],
            "subheadings": [
                *([subheading] if subheading else []),
                *payload.get("other_subheadings", []),
            ],
            "recommendations": payload.get("recommendations", []),
            "terms": payload.get("terms", []),
            "countries": countries,
            "regions": payload.get("regions", []),
            "place": countries[0] if len(countries) == 1 else (SEVERAL if countries else ""),
            "status": payload.get("status", ""),
            "date_from": first,
            "date_to": last,
            "sort_date": first or UNDATED,
        }


def audience_indexes(prefix, *, arrays, orders):
    """Indexes of an entry table, partial per audience: GIN on arrays and the search vector, B-tree on orders.

    What all entries of a kind come to is counted in an index of its own, without going to their rows.
    Titles that read alike are looked for in the network's entries only: one by trigrams, thousands by their keys.
    """
    alike = GinIndex(
        fields=["title"], opclasses=["gin_trgm_ops"], name=f"{prefix}_alike_net", condition=Q(audience=Reading.NETWORK)
    )
    keys = GinIndex(
        models.Func(models.F("title"), function="title_keys"),
        name=f"{prefix}_keys_net",
        condition=Q(audience=Reading.NETWORK),
    )
    indexes = [alike, keys]
    for audience in Reading:
        condition, end = Q(audience=audience), audience.value[:3]
        counted = ["kind", "readable_until"]
        indexes.append(models.Index(fields=counted, name=f"{prefix}_count_{end}", condition=condition))
        for name in (*arrays, "search", "search_texts"):
            indexes.append(GinIndex(fields=[name], name=f"{prefix}_{name[:14]}_{end}", condition=condition))
        indexes.append(
            GinIndex(
                fields=["chinese"], opclasses=["gin_trgm_ops"], name=f"{prefix}_chinese_{end}",
                condition=condition & ~Q(chinese__in=["", " "]),
            )
        )  # fmt: skip
        for fields in orders:
            indexes.append(
                models.Index(
                    fields=[*fields, "reference"],
                    name=f"{prefix}_o_{fields[0][:12]}_{end}",
                    condition=condition,
                )
            )
    return indexes
