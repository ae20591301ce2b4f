"""The one list of columns of activities and mandates: for the page, its chooser and every file.

A cell is made of one field of the payload and the labels of its codes, so that a live entry and a
sealed one give the same cells.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, partial

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from entities.choices import UN_LANGUAGES, ParticipationRole, RecordKind
from registry.choices import ActivityStatus, Level, Scope
from registry.content import FigureContent
from ungass_portal.lib.lists import listed
from ungass_portal.lib.partial_dates import Period, Precision
from ungass_portal.lib.problems import BadParameter

TEXT, DATE, NUMBER = "text", "date", "number"
BETWEEN = "; "


@dataclass(frozen=True)
class Column:
    """One column: what it is called, where its value comes from and how it reads."""

    name: str
    label: str
    help: str
    show: Callable  # (value of the field, labels) -> a text, a number, a date, or "" for none
    source: str = ""  # the field of the payload; the column's own name unless told otherwise
    width: int = 20  # in a file, in characters
    type: str = TEXT
    live: bool = False  # a fact about the entry, not part of its payload
    # leads to another record: each reader gets it only where it reads that record (Entry.readable_links)
    link: bool = False
    order: str = ""  # the order of the matrix that sorts by it
    default: bool = False
    below: str = ""  # on the page it stands under this column, where both are chosen
    beside: tuple = field(default=())  # further columns that a file gets with it

    @property
    def reads(self):
        """The field that the reader's format must hold."""
        return self.source or self.name

    @property
    def is_sealed(self):
        """Does a sealed edition hold it? What is in the payload stays; links and the day of confirmation are sealed
        beside it."""
        return not self.live or self.name == "last_confirmed"


def plain(value, words):
    """The owner's own words."""
    return value or ""


def codes(kind):
    """Codes of a list by name, in the order given."""

    def show(value, words):
        if not value:
            return ""
        known = words.of(kind)
        labels = [known.get(code) or words.get(kind, code) for code in value]
        return BETWEEN.join([label.name for label in labels])

    return show


def code(kind):
    """One code by name."""
    return lambda value, words: words.get(kind, value).name if value else ""


def choice(choices):
    """One of a few named values."""
    return lambda value, words: str(choices(value).label) if value else ""


def numbered(value, words):
    """A chapter with its number."""
    return f"{value}. {words.get('chapter', value).name}" if value else ""


def many_numbered(value, words):
    """Chapters with their numbers."""
    return BETWEEN.join(numbered(number, words) for number in value or [])


def recommendations(value, words):
    """Codes of recommendations with what they are about."""
    return BETWEEN.join(f"{code} {words.get('recommendation', code).name}" for code in value or [])


def terms(value, words):
    """Terms with the name of their scheme."""
    labels = [words.get("term", code) for code in value or []]
    return BETWEEN.join(
        f"{words.get('scheme', row.group).name}: {row.name}" if row.group else row.name for row in labels
    )


def in_role(role):
    """Who takes part in a role, with the office that does."""

    def show(value, words):
        known = words.of("entity")
        names = []
        for row in value or ():
            if row["role"] == role:
                name = str(known.get(row["entity"]) or row["entity"])
                names.append(f"{name} ({row['office']})" if row["office"] else name)
        return BETWEEN.join(names)

    return show


def joint(value, words):
    """Joint or individual."""
    return _("joint") if value else _("individual")


def language(value, words):
    """A language by its own name."""
    return dict(UN_LANGUAGES).get(value, value or "")


def other_texts(value, words):
    """Titles in other languages, each with the name of its language."""
    return "\n".join(f"{language(row['language'], words)}: {row['title']}" for row in value or [])


def period(value, words):
    """A period, no finer than it is known."""
    return str(Period.from_json(value)) if value else ""


def day_of(name, value, words):
    """The first or last day that a period may mean, as a real date."""
    return date.fromisoformat(value[name]) if value and value.get(name) else ""


def precision(value, words):
    """How exactly the dates are known."""
    return _precision(value["precision"], get_language()) if value and value.get("precision") else ""


@cache
def _precision(value, language):
    """The word for a precision in one language; each row of a file has one."""
    return str(Precision(value).label)


def day(value, words):
    """The day of a moment, as a real date."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date()
    return value or ""


def outputs(value, words):
    """Outputs on lines of their own."""
    return "\n".join(
        listed(filter(None, (row["title"], row["kind"], row["symbol"], row["link"]))) for row in value or []
    )


def figures(value, words):
    """Figures in words."""
    return BETWEEN.join(FigureContent.in_words(row) for row in value or [])


def only_figure(value, words):
    """The number itself, where there is one figure that is not a bound."""
    exact = [row for row in value or [] if row["qualifier"] in ("exact", "counted")]
    return exact[0]["value"] if len(exact) == 1 and len(value) == 1 else ""


def links(value, words):
    """Addresses with their titles, on lines of their own."""
    return "\n".join(f"{row['title']}: {row['url']}" if row["title"] else row["url"] for row in value or [])


def progress(value, words):
    """Dated lines of progress."""
    return "\n".join(f"{row['date']}: {row['text']}" for row in value or [])


def lines(value, words):
    """Short texts one after the other."""
    return BETWEEN.join(value or [])


_l = gettext_lazy
COLUMNS = (
    Column("reference", _l("Reference"), _l("Stays the same for ever."), plain, width=13, order="reference",
           default=True),
    Column("kind", _l("Kind"), _l("Activity or mandate."), choice(RecordKind), width=10),
    Column("title", _l("Activity"), _l("The title in its owner’s words."), plain, width=50, order="title",
           default=True),
    Column("summary", _l("Summary"), _l("What is done; two lines of it on the page."), plain, width=70, default=True,
           below="title"),
    Column("language", _l("Language"), _l("Of title and summary."), language, width=10),
    Column("texts", _l("Other languages"), _l("Titles in other languages."), other_texts, width=40),
    Column("chapter_number", _l("Chapter number"), _l("1 to 7."), plain, source="chapter", width=9, type=NUMBER),
    Column("chapter", _l("Chapter"), _l("The outcome document’s chapter that it belongs to first."), numbered,
           width=34, order="chapter", default=True, beside=("chapter_number",)),
    Column("subheading", _l("Sub-heading"), _l("Of the chapter."), code("subheading"), width=34, below="chapter"),
    Column("other_chapters", _l("Other chapters"), _l("Further chapters that it serves."), many_numbered, width=34),
    Column("other_subheadings", _l("Other sub-headings"), _l("Of other chapters."), codes("subheading"), width=34),
    Column("recommendations", _l("Recommendations"), _l("Operational recommendations that it helps to carry out."),
           recommendations, width=34),
    Column("terms", _l("Classification"), _l("SDG targets and terms of other schemes."), terms, width=34),
    Column("lead", _l("Lead"), _l("The entity that answers for it."), in_role(ParticipationRole.LEAD),
           source="participants", width=18, order="lead", default=True),
    Column("co_leads", _l("Co-leads"), _l("Entities that lead with it."), in_role(ParticipationRole.CO_LEAD),
           source="participants", width=18, default=True, below="lead"),
    Column("partners", _l("Partners"), _l("Entities that take part."), in_role(ParticipationRole.PARTNER),
           source="participants", width=26, default=True, below="lead"),
    Column("joint", _l("Joint or individual"), _l("Whether several take part."), joint, width=11),
    Column("other_partners", _l("Other partners"), _l("In words."), lines, width=26),
    Column("partner_countries", _l("Partner countries"), _l("Governments that take part."), codes("country"),
           width=26),
    Column("level", _l("Level"), _l("Who acts: headquarters or the field."), choice(Level), width=14),
    Column("scope", _l("Scope"), _l("How far it reaches."), choice(Scope), width=11),
    Column("countries", _l("Where"), _l("Countries and areas."), codes("country"), width=30, order="place",
           default=True),
    Column("regions", _l("Regions"), _l("Regions named as such."), codes("region"), width=24, default=True,
           below="countries"),
    Column("dates", _l("When"), _l("As exactly as it is known."), period, width=22, order="date", default=True,
           beside=("date_from", "date_to", "date_precision")),
    Column("date_from", _l("From"), _l("First day that the dates may mean."), partial(day_of, "from"),
           source="dates", width=12, type=DATE),
    Column("date_to", _l("To"), _l("Last day that the dates may mean."), partial(day_of, "to"), source="dates",
           width=12, type=DATE),
    Column("date_precision", _l("Dates known to the"), _l("Day, month, quarter, half-year or year."), precision,
           source="dates", width=12),
    Column("status", _l("Status"), _l("Where it stands in the world."), choice(ActivityStatus), width=12,
           order="status", default=True),
    Column("programme", _l("Programme"), _l("The programme that it is part of."), code("term"), width=26),
    Column("outputs", _l("Outputs"), _l("Publications, trainings, tools."), outputs, width=40),
    Column("figures", _l("Figures"), _l("Numbers with their units."), figures, width=26, beside=("figure",)),
    Column("figure", _l("Figure as number"), _l("Where there is one exact figure."), only_figure, source="figures",
           width=10, type=NUMBER),
    Column("links", _l("Links"), _l("Further reading."), links, width=40),
    Column("source_symbol", _l("Source"), _l("Symbol of the document."), plain, width=22),
    Column("source_paragraph", _l("Paragraph"), _l("Of the source."), plain, width=11),
    Column("progress", _l("Progress"), _l("Dated lines."), progress, width=50),
    Column("own_identifier", _l("Own identifier"), _l("The entity’s own number."), plain, width=18),
    Column("contact", _l("Contact"), _l("A function, not a person."), plain, width=26),
    Column("last_confirmed", _l("Confirmed"), _l("When its owners last said that it is still true."), day, width=12,
           type=DATE, live=True),
    Column("updated_at", _l("Updated"), _l("When its readers’ wording last changed."), day, width=12, type=DATE,
           live=True, order="updated", default=True),
)  # fmt: skip
# A printed table: how wide each column is, in parts of the whole, and which columns stand under each other in it.
ON_PAPER = (
    (8, ("reference",)),
    (41, ("title", "summary", "progress")),
    (16, ("lead", "co_leads", "partners")),
    (12, ("countries", "regions")),
    (11, ("dates",)),
    (12, ("status",)),
)
BY_NAME = {column.name: column for column in COLUMNS}
FILES_ONLY = frozenset(name for column in COLUMNS for name in column.beside)


def offered(readable):
    """The columns whose field is in the reader's format."""
    return [column for column in COLUMNS if column.reads in readable]


def chosen(names, readable):
    """The columns of these names in the order of the list, the default ones for no names.

    Raises BadParameter for a name that this reader has no column of.
    """
    known = offered(readable)
    unknown = sorted(set(names) - {column.name for column in known})
    if unknown:
        raise BadParameter(
            "columns",
            _("“%(name)s” is no column. There are: %(known)s.")
            % {"name": unknown[0][:60], "known": listed(column.name for column in known)},
        )
    return [column for column in known if (column.name in names if names else column.default)]


def without_defaults(params):
    """The parameters without `columns` where it names the default ones: every form sends them along."""
    if set(params.getlist("columns")) != {column.name for column in COLUMNS if column.default}:
        return params
    params = params.copy()
    del params["columns"]
    return params


def for_files(columns):
    """The columns with those that a file gets beside them: real dates and numbers."""
    found = []
    for column in columns:
        found += [column, *(BY_NAME[name] for name in column.beside)]
    return list(dict.fromkeys(found))


def value_of(column, entry):
    """The value that a column reads of an entry, or of any row with `payload` and the live facts. Links are part of
    sealed rows only: of entries they are read for all at once (exports/base.py)."""
    if column.link:
        return getattr(entry, "leads_to", {}).get(column.reads)
    return getattr(entry, column.reads) if column.live else entry.payload.get(column.reads)
