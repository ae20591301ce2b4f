"""Counts over a reader's activities by any two dimensions, and the numbers that a note needs: one statement."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entities.choices import ParticipationRole, RecordKind
from entities.filters import NONE, chosen_from, listed, yes_or_no
from entities.labels import Label, labels
from registry.choices import ActivityStatus, Level, Scope
from registry.filters import MatrixFilter
from ungass_portal.lib import clock
from ungass_portal.lib.problems import BadParameter


@dataclass(frozen=True)
class Dimension:
    """What activities are counted by: a set of codes for each of them, each code once."""

    name: str
    label: str
    needs: str  # the field that the reader's format must hold
    codes: Callable  # the labels of its codes in display order; years have none
    sql: str  # a query over `e` that gives the codes of one activity as `code`
    reads: tuple  # columns of the entry
    filters: Callable = None  # the parameters of the list that holds what one code counts; None: there are none
    single: bool = False  # has each activity exactly one code?

    def query(self, code):
        """Parameters of the list of what the code counts, or None."""
        return self.filters(code) if self.filters else {self.name: code}


def _array(column):
    """The codes of an array column, or “none”."""
    full = f"CASE WHEN e.{column} = '{{}}' THEN ARRAY['{NONE}'] ELSE e.{column}::text[] END"
    return f"SELECT unnest({full}) AS code"


def _part(position):
    """A part of the participants' codes, which read entity:role."""
    parts = f"SELECT DISTINCT split_part(part, ':', {position}) AS code FROM unnest(e.participants) AS part"
    return f"{parts} UNION ALL SELECT '{NONE}' WHERE e.participants = '{{}}'"


def _scalar(column):
    """The code of a plain column, or “none”."""
    return f"SELECT coalesce(nullif(e.{column}::text, ''), '{NONE}') AS code"


YEARS = (
    "SELECT generate_series(extract(year FROM e.date_from)::int, greatest(extract(year FROM e.date_from)::int,"
    " extract(year FROM coalesce(e.date_to, %(today)s))::int))::text AS code WHERE e.date_from IS NOT NULL"
    f" UNION ALL SELECT '{NONE}' WHERE e.date_from IS NULL"
)
# A region holds what names it, a region within it or a country within it, as the filter by region does.
REGIONS = (
    "SELECT DISTINCT within.region AS code FROM unnest(e.regions::text[] || e.countries::text[]) AS named(place)"
    " JOIN within USING (place)"
    f" UNION ALL SELECT '{NONE}' WHERE e.regions = '{{}}' AND e.countries = '{{}}'"
)


def _year(code):
    return None if code == NONE else {"from": code, "to": code}


def _only_known(name):
    return lambda code: None if code == NONE else {name: code}


DIMENSIONS = {
    row.name: row
    for row in (
        Dimension("chapter", gettext_lazy("Chapter"), "chapter", listed("chapter"), _array("chapters"), ("chapters",)),
        Dimension(
            "subheading", gettext_lazy("Sub-heading"), "subheading", listed("subheading"), _array("subheadings"),
            ("subheadings",), _only_known("subheading"),
        ),
        Dimension(
            "entity", gettext_lazy("Entity"), "participants", listed("entity"), _part(1), ("participants",),
            _only_known("entity"),
        ),
        Dimension(
            "role", gettext_lazy("Role"), "participants", chosen_from(ParticipationRole), _part(2), ("participants",),
            lambda code: None,
        ),
        Dimension(
            "country", gettext_lazy("Country or area"), "countries", listed("country"), _array("countries"),
            ("countries",), _only_known("country"),
        ),
        Dimension(
            "region", gettext_lazy("Region"), "regions", listed("region"), REGIONS, ("regions", "countries"),
            _only_known("region"),
        ),
        Dimension(
            "level", gettext_lazy("Level"), "level", chosen_from(Level), _scalar("level"), ("level",), single=True
        ),
        Dimension(
            "scope", gettext_lazy("Scope"), "scope", chosen_from(Scope), _scalar("scope"), ("scope",), single=True
        ),
        Dimension(
            "status", gettext_lazy("Status"), "status", chosen_from(ActivityStatus), _scalar("status"), ("status",),
            single=True,
        ),
        Dimension(
            "year", gettext_lazy("Year"), "dates", dict, YEARS, ("date_from", "date_to"), _year,
        ),
        Dimension(
            "joint", gettext_lazy("Joint or individual"), "joint",
            yes_or_no(gettext_lazy("joint"), gettext_lazy("individual")), _scalar("joint"), ("joint",),
            single=True,
        ),
    )
}  # fmt: skip
ALWAYS = ("participants", "joint", "countries", "date_from")
PAIR = (
    "SELECT split_part(part, ':', 1) AS entity, split_part(part, ':', 2) AS role FROM unnest(e.participants) AS part"
    f" UNION ALL SELECT '{NONE}', '{NONE}' WHERE e.participants = '{{}}'"
)
NUMBERS = (
    "activities", "joint", "entities", "leads", "network_entities", "countries", "without_country", "undated",
)  # fmt: skip


@dataclass(frozen=True)
class Summary:
    """Counted activities: cells, the totals of rows and columns (each activity once), and the numbers of a note."""

    rows: Dimension
    columns: Dimension | None
    cells: dict = field(default_factory=dict)  # (row code, column code) -> activities
    row_totals: dict = field(default_factory=dict)
    column_totals: dict = field(default_factory=dict)
    numbers: dict = field(default_factory=lambda: dict.fromkeys(NUMBERS, 0))


def available(readable):
    """The dimensions that a reader of these fields can count by, by name."""
    return {name: row for name, row in DIMENSIONS.items() if row.needs in readable}


def dimension(params, name, known, default=None):
    """The dimension that a parameter names; BadParameter for one that is not known."""
    asked = params.get(name) or default
    if asked is None:
        return None
    if asked not in known:
        raise BadParameter(name, _("Use one of these: %(known)s.") % {"known": ", ".join(known)})
    return known[asked]


def two(params, known):
    """The dimensions of the rows and the columns that an address asks for; the columns may be none."""
    rows, columns = dimension(params, "rows", known, "chapter"), dimension(params, "columns", known)
    if rows is columns:
        raise BadParameter("columns", _("Choose two different dimensions."))
    return rows, columns


def filters_of(params, reader, extras):
    """The reader's activities that the address asks for: a mandate is never counted as one."""
    return MatrixFilter(params, reader, extras=extras, kinds=(RecordKind.ACTIVITY.value,))


def summarise(entries, rows, columns=None):
    """Count entries by one or two dimensions; each activity counts once in every total."""
    found = Summary(rows, columns)
    reads = dict.fromkeys((*ALWAYS, *rows.reads, *(columns.reads if columns else ())))
    try:
        inner, params = entries.order_by().values(*reads).query.get_compiler(entries.db).as_sql()
    except EmptyResultSet:
        return found
    words = labels()
    regions = words.of("region-members").items()
    pairs = [(place, code) for code, label in regions for part in label.aliases for place in part]
    values = {
        "today": clock.today(),
        "network": sorted(words.network),
        "places": [place for place, _code in pairs],
        "codes": [code for _place, code in pairs],
    }
    with connections[entries.db].cursor() as cursor:
        inner = cursor.mogrify(inner, params).decode().replace("%", "%%")
        cursor.execute(_statement(inner, rows, columns), values)
        for part, row, column, count in cursor.fetchall():
            target = {"cell": found.cells, "row": found.row_totals, "column": found.column_totals}.get(part)
            if target is None:
                found.numbers[row] = count
            else:
                target[(row, column) if part == "cell" else row or column] = count
    _add_up(found)
    return found


def _add_up(found):
    """Totals over a dimension of which each activity has one code are the sums of the cells."""
    for (row, column), count in found.cells.items():
        if found.columns.single:
            found.row_totals[row] = found.row_totals.get(row, 0) + count
        if found.rows.single:
            found.column_totals[column] = found.column_totals.get(column, 0) + count


def _statement(inner, rows, columns):
    """One statement: the activities once, and everything counted over them."""
    parts = []
    if not (columns and columns.single):
        parts.append(f"SELECT 'row', r.code, NULL, count(*) FROM e, LATERAL ({rows.sql}) AS r GROUP BY r.code")
    if columns and not rows.single:
        parts.append(f"SELECT 'column', NULL, c.code, count(*) FROM e, LATERAL ({columns.sql}) AS c GROUP BY c.code")
    if columns:
        if {rows.name, columns.name} == {"entity", "role"}:
            # An entity with its own role: crossing all entities with all roles would make every partner a lead.
            parts.append(
                f"SELECT 'cell', p.{rows.name}, p.{columns.name}, count(*) FROM e, LATERAL ({PAIR}) AS p GROUP BY 2, 3"
            )
        else:
            parts.append(
                f"SELECT 'cell', r.code, c.code, count(*) FROM e, LATERAL ({rows.sql}) AS r,"
                f" LATERAL ({columns.sql}) AS c GROUP BY r.code, c.code"
            )
    parts += _numbers()
    within = "SELECT * FROM unnest(%(places)s::text[], %(codes)s::text[]) AS pairs(place, region)"
    part = "SELECT DISTINCT unnest(participants) AS part FROM e"
    return (
        f"WITH e AS MATERIALIZED ({inner}), within AS MATERIALIZED ({within}), p AS MATERIALIZED ({part})"
        f" {' UNION ALL '.join(parts)}"
    )


def _numbers():
    """The numbers of a note, one row each."""
    plain = {
        "activities": "count(*)",
        "joint": "count(*) FILTER (WHERE joint)",
        "without_country": "count(*) FILTER (WHERE countries = '{}')",
        "undated": "count(*) FILTER (WHERE date_from IS NULL)",
    }
    counted = ", ".join(f"{sql} AS {name}" for name, sql in plain.items())
    named = ", ".join(f"('{name}', s.{name})" for name in plain)
    entity = "count(DISTINCT split_part(part, ':', 1))"
    return [
        f"SELECT 'number', n.name, NULL, n.value FROM (SELECT {counted} FROM e) AS s,"
        f" LATERAL (VALUES {named}) AS n(name, value)",
        f"SELECT 'number', 'entities', NULL, {entity} FROM p",
        f"SELECT 'number', 'leads', NULL, {entity} FROM p WHERE split_part(part, ':', 2) = 'lead'",
        f"SELECT 'number', 'network_entities', NULL, {entity} FROM p WHERE split_part(part, ':', 1) = ANY(%(network)s)",
        "SELECT 'number', 'countries', NULL, count(DISTINCT code) FROM e, LATERAL unnest(countries) AS u(code)",
    ]


class Words:
    """The codes of one dimension as people read them, in the order of their list."""

    def __init__(self, dimension):
        self.known = {str(code): label for code, label in dimension.codes().items()}
        self.ranks = {code: rank for rank, code in enumerate(self.known)}

    def order(self, codes):
        """Codes in the order of their list; years, which stand in none, by number; “none” last."""
        return sorted(codes, key=lambda code: (code == NONE, self.ranks.get(code, len(self.ranks)), code))

    def label(self, code):
        """How a code reads."""
        return Label(NONE, _("none")) if code == NONE else self.known.get(code) or Label(code, code)
