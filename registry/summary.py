"""Counts over a reader's activities by any two dimensions, and the numbers that a note needs: one statement."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entities.choices import ParticipationRole, RecordKind
from entities.filters import NONE, chosen_from, listed, yes_or_no
from entities.labels import Label, labels
from registry.choices import ActivityStatus, Level, Scope
from registry.filters import MatrixFilter
from ungass_portal.lib import clock
from ungass_portal.lib.problems import BadParameter
from ungass_portal.lib.raw_reading import compiled


@dataclass(frozen=True)
class Dimension:
    """What activities are counted by: a set of codes for each of them, each code once."""

    name: str
    label: str
    needs: str  # the field that the reader's format must hold
    codes: Callable  # the labels of its codes in display order; years have none
    source: str  # what the activities `e` are joined with, named {name}; nothing where the row holds its one code
    code: str  # the code, over `e` or {name}
    reads: tuple  # columns of the entry
    filters: Callable = None  # the parameters of the list that holds what one code counts; None: there are none
    single: bool = False  # has each activity exactly one code?

    def joined(self, name):
        """The FROM clause of activities with their codes, under a name."""
        return self.source.format(name=name)

    def code_of(self, name):
        """The SQL of the code, given the name under which it was joined."""
        return self.code.format(name=name)

    def query(self, code):
        """Parameters of the list of what the code counts, or None."""
        return self.filters(code) if self.filters else {self.name: code}


# Each source gives a code of an activity once; a function call for each row is what costs, so there is no sub-select.
ARRAY = (
    " CROSS JOIN LATERAL unnest(CASE WHEN e.{column} = '{{{{}}}}' THEN '{{{{{none}}}}}' ELSE e.{column} END)"
    " AS {{name}}(code)"
)


def _array(column):
    """The codes of an array column, or “none”."""
    return ARRAY.format(column=column, none=NONE), "{name}.code"


def _scalar(column):
    """The code of a plain column, or “none”."""
    return "", f"coalesce(nullif(e.{column}::text, ''), '{NONE}')"


# No chapter and no year is number 0.
CHAPTERS = ARRAY.format(column="chapters", none=0), "{name}.code"
YEARS = (
    " CROSS JOIN LATERAL generate_series(coalesce(extract(year FROM e.date_from)::int, 0), CASE"
    " WHEN e.date_from IS NULL THEN 0 ELSE greatest(extract(year FROM e.date_from)::int,"
    " extract(year FROM coalesce(e.date_to, %(today)s))::int) END) AS {name}(code)",
    "{name}.code",
)
# An entity takes part once, in one role; several can have the same role.
ENTITIES = (
    f" CROSS JOIN LATERAL unnest(CASE WHEN e.participants = '{{{{}}}}' THEN '{{{{{NONE}}}}}' ELSE e.participants END)"
    " AS {name}(part)",
    "split_part({name}.part, ':', 1)",
)
HAS_ROLE = [
    f"CASE WHEN e.participants::text LIKE '%%:{role.value}%%' THEN '{role.value}' END" for role in ParticipationRole
]
ROLES = (
    f" CROSS JOIN LATERAL unnest(CASE WHEN e.participants = '{{{{}}}}' THEN ARRAY['{NONE}']"
    f" ELSE array_remove(ARRAY[{', '.join(HAS_ROLE)}], NULL) END) AS {{name}}(code)",
    "{name}.code",
)
# A region holds what names it, a region within it or a country within it, as the filter by region does.
REGIONS = " JOIN in_region AS {name} ON {name}.id = e.id", "{name}.code"
IN_REGION = f"""in_region AS MATERIALIZED (
    SELECT DISTINCT named.id, within.region AS code
    FROM (SELECT id, unnest(regions::text[] || countries::text[]) AS place FROM e) AS named JOIN within USING (place)
    UNION ALL SELECT id, '{NONE}' FROM e WHERE regions = '{{}}' AND countries = '{{}}'
)"""


def _year(code):
    return None if code == NONE else {"from": code, "to": code}


def _only_known(name):
    return lambda code: None if code == NONE else {name: code}


DIMENSIONS = {
    row.name: row
    for row in (
        Dimension("chapter", gettext_lazy("Chapter"), "chapter", listed("chapter"), *CHAPTERS, ("chapters",)),
        Dimension(
            "subheading", gettext_lazy("Sub-heading"), "subheading", listed("subheading"), *_array("subheadings"),
            ("subheadings",), _only_known("subheading"),
        ),
        Dimension(
            "entity", gettext_lazy("Entity"), "participants", listed("entity"), *ENTITIES, ("participants",),
            _only_known("entity"),
        ),
        Dimension(
            "role", gettext_lazy("Role"), "participants", chosen_from(ParticipationRole), *ROLES, ("participants",),
            lambda code: None,
        ),
        Dimension(
            "country", gettext_lazy("Country or area"), "countries", listed("country"), *_array("countries"),
            ("countries",), _only_known("country"),
        ),
        Dimension(
            "region", gettext_lazy("Region"), "regions", listed("region"), *REGIONS, ("id", "regions", "countries"),
            _only_known("region"),
        ),
        Dimension(
            "level", gettext_lazy("Level"), "level", chosen_from(Level), *_scalar("level"), ("level",), single=True
        ),
        Dimension(
            "scope", gettext_lazy("Scope"), "scope", chosen_from(Scope), *_scalar("scope"), ("scope",), single=True
        ),
        Dimension(
            "status", gettext_lazy("Status"), "status", chosen_from(ActivityStatus), *_scalar("status"), ("status",),
            single=True,
        ),
        Dimension(
            "year", gettext_lazy("Year"), "dates", dict, *YEARS, ("date_from", "date_to"), _year,
        ),
        Dimension(
            "joint", gettext_lazy("Joint or individual"), "joint",
            yes_or_no(gettext_lazy("joint"), gettext_lazy("individual")), *_scalar("joint"), ("joint",),
            single=True,
        ),
    )
}  # fmt: skip
ALWAYS = ("participants", "joint", "countries", "date_from")
PAIR = {
    "entity": "split_part(r.part, ':', 1)",
    "role": f"coalesce(nullif(split_part(r.part, ':', 2), ''), '{NONE}')",
}
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
    if (statement := compiled(entries.order_by().values(*reads))) is None:
        return found
    connection, inner, params = statement
    words = labels()
    regions = words.of("region-members").items()
    pairs = [(place, code) for code, label in regions for part in label.aliases for place in part]
    values = {
        "today": clock.today(),
        "network": sorted(words.network),
        "places": [place for place, _code in pairs],
        "codes": [code for _place, code in pairs],
    }
    with connection.cursor() as cursor:
        inner = cursor.mogrify(inner, params).decode().replace("%", "%%")
        cursor.execute(_statement(inner, rows, columns), values)
        for part, *codes, count in cursor.fetchall():
            row, column = (NONE if code == "0" else code for code in codes)
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
    r, c = rows.code_of("r"), columns and columns.code_of("c")
    parts = []
    if not (columns and columns.single):
        parts.append(f"SELECT 'row', ({r})::text, NULL, count(*) FROM e{rows.joined('r')} GROUP BY {r}")
    if columns and not rows.single:
        parts.append(f"SELECT 'column', NULL, ({c})::text, count(*) FROM e{columns.joined('c')} GROUP BY {c}")
    if columns:
        both = f"e{rows.joined('r')}{columns.joined('c')}"
        if {rows.name, columns.name} == {"entity", "role"}:
            # An entity with its own role: crossing all entities with all roles would make every partner a lead.
            r, c = PAIR[rows.name], PAIR[columns.name]
            both = f"e{DIMENSIONS['entity'].joined('r')}"
        parts.append(f"SELECT 'cell', ({r})::text, ({c})::text, count(*) FROM {both} GROUP BY {r}, {c}")
    parts += _numbers()
    within = "SELECT * FROM unnest(%(places)s::text[], %(codes)s::text[]) AS pairs(place, region)"
    part = "SELECT DISTINCT unnest(participants) AS part FROM e"
    named = [f"e AS MATERIALIZED ({inner})", f"p AS MATERIALIZED ({part})"]
    if "region" in (rows.name, columns and columns.name):
        named += [f"within AS MATERIALIZED ({within})", IN_REGION]
    return f"WITH {', '.join(named)} {' UNION ALL '.join(parts)}"


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
        "SELECT 'number', 'countries', NULL, count(*) FROM (SELECT DISTINCT unnest(countries) FROM e) AS named",
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
