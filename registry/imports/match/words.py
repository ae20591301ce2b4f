"""Words of fixed lists: level and scope, status, joint or individual, roles, languages, yes and no."""

from django.utils.translation import gettext as _

from entities.choices import ParticipationRole, RecordKind
from registry.choices import ActivityStatus, Level, Scope
from registry.imports.match import cells
from registry.imports.match.folding import fold
from registry.imports.match.index import ALIAS, OFFICIAL
from registry.imports.match.names import NamesReader
from registry.imports.match.readings import Piece, Value
from registry.imports.match.vocabulary import words_of

# kind of cell -> {list of values: its choices}; a level may say the scope and the other way round
LISTS = {
    "level": {"level": Level, "scope": Scope},
    "scope": {"scope": Scope, "level": Level},
    "status": {"status": ActivityStatus},
    "role": {"role": ParticipationRole},
    "record_kind": {"record_kind": RecordKind},
    "joint": {},
    "yes_no": {},
    "language": {},
    "event_status": {},
    "mode": {},
}


class WordsReader(NamesReader):
    """One word of a fixed list, written in one of several ways."""

    doubt = cells.QUESTION
    in_parts = False

    def __init__(self, kind):
        labels = {}
        super().__init__(lambda value: labels.get(value, str(value.code)))
        self.kind = kind
        for name, choices in LISTS[kind].items():
            for choice in choices:
                value = Value(name, choice.value)
                labels[value] = str(choice.label)
                if choice.value != "unknown" or name == kind:
                    self.index.add(choice.value, value, OFFICIAL)
                    self.index.add(str(choice.label), value, OFFICIAL)
        words = words_of("words")["level" if kind == "scope" else kind]
        self.signs = {}
        for row in words["values"]:
            value = Value(row.get("list", kind if kind != "scope" else "level"), row["code"])
            if value.code == "unknown" and value.list != kind:
                continue
            self.signs |= {name: value for name in row["names"] if not fold(name)}
            for name in row["names"]:
                self.index.add(name, value, ALIAS)
        for row in words["doubtful"]:
            choices = [(Value("level" if kind == "scope" else kind, code),) for code in row["codes"]]
            self.index.doubt(row["names"], choices, _("This may mean more than one thing."))

    def special(self, text, context):
        """A sign: a tick, a question mark."""
        return Piece(text, (self.signs[text],)) if text in self.signs else None

    def read(self, text, context):
        """One piece; several words of the list are a choice for a person, but where together they say one thing."""
        pieces = super().read(text, context)
        values = tuple(dict.fromkeys(value for piece in pieces for value in piece.values))
        if len(pieces) > 1 and all(piece.certain for piece in pieces) and len(values) > 1:
            return [self._together(text, values)]
        return pieces

    def _together(self, text, values):
        """Headquarters and field are both; other words together are in doubt."""
        values = tuple(value for value in values if value.code != "unknown")
        levels = {value.code for value in values if value.list == "level"}
        if self.kind in ("level", "scope") and levels == {Level.HEADQUARTERS, Level.FIELD}:
            others = tuple(value for value in values if value.list != "level")
            return Piece(text, (Value("level", Level.BOTH.value), *others))
        if len({value.list for value in values}) == len(values):
            return Piece(text, values)
        reason = _("The cell names several of the list.")
        return Piece(text, proposals=tuple(self.proposal((value,), 0.5, reason) for value in values))
