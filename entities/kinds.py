"""The kinds of record, registered by the apps that hold them; the gate goes over them without naming any."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter

KINDS = {}


@dataclass(frozen=True)
class Listing:
    """The list in which records of some kinds stand together in files: the matrix, the calendar."""

    name: str  # in file names
    title: str
    columns: tuple  # of tables and files, all that there are
    on_paper: tuple  # (width in parts of 100, names of the columns that stand under each other) of a printed table
    tags: dict  # name of a column -> its HXL hashtag
    groups: tuple = ()  # fields of the payload that a printed list is divided by, outermost first
    place: Callable = itemgetter("reference")  # payload -> where it stands within its group
    placed_by: tuple = ()  # fields of the payload that `place` reads, beside the reference
    heading: Callable | None = None  # payload -> the heading above it, where there are no groups
    moves: tuple = ()  # fields whose change moves it in time or place: a printed list says what has moved


@dataclass(frozen=True)
class Kind:
    """Everything that the gate, the desk, imports and exports need to know of one kind of record."""

    name: str
    working_copy: type  # the WorkingCopy model
    entry: type  # the Entry model
    content: type  # the serializer that validates a content
    formats: dict  # audience -> {format number: tuple of field names}
    form: str  # dotted path of the desk's form, imported late: forms read this registry
    listing: Listing
    over: str  # the status of something that has taken place
    # replaced(record, before, after, by): a cleared version takes another's place, or nothing (None): it is withdrawn
    replaced: Callable | None = None
    # kept_inside(content): why a wording is for the network only, whatever its deciders say; "" where it is not
    kept_inside: Callable | None = None

    @property
    def columns(self):
        """Columns of tables and files."""
        return self.listing.columns


def register(*kinds):
    """Make kinds known; called in AppConfig.ready."""
    for kind in kinds:
        KINDS[kind.name] = kind


def kind_of(name):
    """The registered kind of a record; raises KeyError for an unknown one."""
    return KINDS[str(name)]


def record_kinds():
    """All kinds, in order of registration."""
    return list(KINDS.values())


def entry_models():
    """The entry tables, each once: activities and mandates share one."""
    return list(dict.fromkeys(kind.entry for kind in KINDS.values()))


def listings():
    """The lists, each with the names of the kinds that stand in them, in order of registration."""
    found = {}
    for kind in record_kinds():
        found.setdefault(kind.listing.name, (kind.listing, []))[1].append(kind.name)
    return list(found.values())
