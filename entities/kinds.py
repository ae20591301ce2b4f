"""The kinds of record, registered by the apps that hold them; the gate goes over them without naming any."""

from dataclasses import dataclass, field

KINDS = {}


@dataclass(frozen=True)
class Kind:
    """Everything that the gate, the desk, imports and exports need to know of one kind of record."""

    name: str
    working_copy: type  # the WorkingCopy model
    entry: type  # the Entry model
    content: type  # the serializer that validates a content
    formats: dict  # audience -> {format number: tuple of field names}
    form: str  # dotted path of the desk's form, imported late: forms read this registry
    columns: tuple = field(default=())  # columns of tables and files


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
