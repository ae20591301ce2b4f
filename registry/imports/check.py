"""What rows of a sheet would do: a batch at a time, with the same few statements however many rows it has.

Each row is compared with what it was given out as, merged with what the portal holds now, and checked by the same
validation as every form. Nothing is written here; the rows are changed in place.
"""

from django.utils import translation
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from xlsxwriter.utility import xl_col_to_name

from entities import desk
from entities.choices import LEADING_ROLES, RecordState, Role
from entities.contents import contents_of
from entities.differences import fields_of, is_wording
from entities.duplicates import twins_of
from entities.forms.fields import messages_of
from entities.labels import labels
from entities.merging import three_way
from entities.models import Entity, Record
from entities.policies import Action, can
from entities.roles import has_focal_point, is_secretariat
from registry.choices import RowOutcome
from registry.imports.cell_reader import ERROR, WARNING, CellReader
from registry.imports.found import Found
from registry.imports.match import Matcher, Order
from registry.imports.names import Names, normal
from registry.imports.offers import offered_before
from registry.imports.read import as_text
from registry.imports.sheets import KIND, REFERENCE, VERSION, sheet_named
from registry.imports.taking import DATES, changed_cells, take_also
from registry.models import ImportRow

DATE_COLUMNS = ("date_from", "date_to")
TAKEN = (RowOutcome.NEW, RowOutcome.CHANGED)


class Check:
    """Checks rows of one sheet for the person who uploaded it."""

    def __init__(self, page, *, by=None, matcher=None, alone=False):
        self.page, self.imported = page, page.imported
        self.alone = alone  # a row by itself: what stood in earlier ones is asked for
        self.by, self.entity = by or self.imported.by, self.imported.entity
        self.sheet = sheet_named(page.listing)
        self.columns = {int(place): name for place, name in page.mapping.items() if name}
        self.places = {name: place for place, name in self.columns.items()}
        self.fields = [
            ({column.name for column in field.columns} | ({DATES} if field.name == DATES else set()), field)
            for field in self.sheet.fields
        ]
        self.formulas = frozenset(page.formulas)
        order = page.order
        self.order = Order(order["day_first"], order["certain"], order["sentence"]) if order else None
        self._matcher, self._readers = matcher, {}
        self.kinds = {kind: _Kind(kind) for kind in self.sheet.kinds}
        self.own = self._own()
        self.secretariat = is_secretariat(self.by)
        roles = (Role.FOCAL_POINT, Role.CONTRIBUTOR)
        self.writes_for = {
            row.entity.slug for row in self.by.current_memberships() if row.role in roles and row.entity_id in self.own
        }
        self._unanswered = {}  # leading entities -> whether none of them has a focal point
        self.seen = {}  # what stood in earlier rows: (kind, title) or reference -> number of the row

    def _own(self):
        """Primary keys of the entities in whose name the rows are read."""
        if self.entity:
            return frozenset({self.entity.pk})
        return frozenset(row.entity_id for row in self.by.current_memberships() if row.entity_id)

    def check(self, rows):
        """Give each row its outcome, its content and what is to be said about it."""
        cells = {row.number: self.cells(row) for row in rows}
        found = Found(self, cells)
        for row in rows:
            self._check_row(row, cells[row.number], found)
        self._look_for_twins([row for row in rows if row.outcome == RowOutcome.NEW])
        for row in offered_before(rows, self.entity):
            row.outcome, row.chosen, row.changed = RowOutcome.SAME, False, []
            row.messages.append(self._message(row, REFERENCE, WARNING, _("This was proposed to its lead already.")))
        for row in rows:
            row.warned = any(message["tone"] == WARNING for message in row.messages)

    def cells(self, row):
        """The cells of a row by the name of their column, as they came or as somebody mended them."""
        cells = {name: row.cells[place] if place < len(row.cells) else "" for place, name in self.columns.items()}
        return cells | row.mended

    def reader(self, language):
        """The reader of cells in the language in which a row was given out."""
        if language not in self._readers:
            self._readers[language] = CellReader(lambda: self.matcher, Names(labels(language)), self.order)
        return self._readers[language]

    @property
    def matcher(self):
        """What reads untidy cells; made when a cell first needs it, as it takes a moment."""
        if self._matcher is None:
            self._matcher = Matcher()
        return self._matcher

    # --- One row --------------------------------------------------------------

    def _check_row(self, row, cells, found):
        """Read, merge and check one row."""
        before, row.messages, row.content, row.changed, row.mine = row.outcome, [], None, [], None
        row.twin, row.twin_row, row.proposes = "", None, False
        record, known = found.record_of(cells)
        row.record, row.kind = record, record.kind if record else self._kind(cells)
        base, language = found.base_of(record, cells, row) if record else (self._blank(row.kind), "")
        reader = self.reader(language or self.imported.language)
        present = found.contents[record.pk] if record else base
        reader.begin(row.kind, present)
        with translation.override(language or self.imported.language):
            mine = self._mine(row, cells, base, reader, is_new=record is None)
        row.title = str(mine["title"])[:300]
        if not known:
            expected, options = _("the reference of a record on your desk, or an empty cell"), found.alike(cells)
            reader.wrong(self.sheet.by_name[REFERENCE], cells[REFERENCE], expected, options)
        if record:
            self._may(row, record, reader)
            if not row.base and (version := as_text(cells.get(VERSION, "")).strip()):
                text = _("The portal gave out no such version of this row. It is compared with today’s wording.")
                reader.say(self.sheet.by_name[VERSION], WARNING, text, version)
        self._formulas(row, reader)
        merged, conflicts = self._merged(row, base, present, mine)
        self._finish(row, cells, reader, present, merged, conflicts)
        row.mine = mine if conflicts else None
        if before != row.outcome:
            row.chosen = row.outcome in TAKEN and not (record and not row.base)

    def _kind(self, cells):
        """The kind of a new row."""
        column = self.sheet.by_name.get(KIND)
        if column is None or not cells.get(KIND):
            return self.sheet.kinds[0]
        reader = self.reader(self.imported.language)
        reader.begin("record", {})
        return reader.choice(column, cells[KIND], self.sheet.kinds[0])

    def _blank(self, kind):
        """The content on which a new row is built: the own entity leads unless the row says otherwise."""
        lead = [{"entity": self.entity.slug, "role": "lead", "office": ""}] if self.entity else []
        return self.kinds[kind].blank | {"participants": lead}

    def _blank_cells(self, kind, reader):
        """The cells of a row that says nothing, made once for each kind."""
        known = self.kinds[kind]
        if known.cells is None:
            known.cells = self.sheet.cells(self._blank(kind), reader.names)
        return known.cells

    def _mine(self, row, cells, base, reader, *, is_new):
        """What the row says: the content that was given out, with the fields that its cells change."""
        given = self._blank_cells(row.kind, reader) if is_new else self.sheet.cells(base, reader.names)
        keep_blank = is_new or not self.page.own
        mine = dict(base)
        for names, field in self.fields:
            if cells.keys().isdisjoint(names):
                continue
            changed = changed_cells(field, cells, given, keep_blank=keep_blank)
            if changed:
                mine[field.name] = field.read(changed, base.get(field.name), reader)
        take_also(mine, reader, self.sheet)
        return mine

    def _may(self, row, record, reader):
        """May the person save the row, or propose it; and why not."""
        column = self.sheet.by_name[REFERENCE]
        if earlier := self._earlier(row, record.reference, record=record):
            text = _("Row %(number)d has this reference too.") % {"number": earlier}
            reader.say(column, ERROR, text, record.reference)
        if can(self.by, Action.EDIT, record):
            return
        if can(self.by, Action.PROPOSE, record):
            row.proposes = True
            return
        if record.state in (RecordState.SUBMITTED, RecordState.WITH_FOCAL_POINT):
            text = _("It waits for the secretariat. Recall it on its page, then apply the row.")
        else:
            text = _("You may look at this record, not change it.")
        reader.say(column, "state", text, record.reference)

    def _formulas(self, row, reader):
        """Cells whose formula was never worked out."""
        if not self.formulas:
            return
        for place, name in self.columns.items():
            if f"{xl_col_to_name(place)}{row.number}" in self.formulas and name in self.sheet.by_name:
                text = _("A formula without a value. Open the file in your spreadsheet program and save it.")
                reader.say(self.sheet.by_name[name], ERROR, text)

    def _merged(self, row, base, present, mine):
        """The three merged by field; what somebody has settled holds."""
        if base is present:  # nobody has saved since: the row's word stands
            return mine, []
        merged, conflicts = three_way(base, present, mine, texts=self.kinds[row.kind].texts)
        open_ones = []
        for conflict in conflicts:
            if conflict.name in row.settled:
                merged[conflict.name] = row.settled[conflict.name]
            else:
                open_ones.append(conflict.name)
        return merged, open_ones

    def _finish(self, row, cells, reader, present, merged, conflicts):
        """The outcome: checked by the kind's own validation."""
        kind = self.kinds[row.kind]
        cleaned = merged
        if row.record is None or merged != present:
            try:
                cleaned = kind.clean(merged)
            except ValidationError as error:
                self._take_errors(reader, cells, error.detail)
            else:
                for name in cleaned:
                    if merged[name] != cleaned[name] and cleaned[name] == present.get(name):
                        text = _("This was not taken over: other cells of the row decide it.")
                        self._say(reader, cells, name, WARNING, text)
        if row.record is None and not self.may_begin(merged):
            self._say(reader, cells, "participants", ERROR, _("Name your own entity as lead or co-lead."))
        row.changed = [name for name in cleaned if cleaned[name] != present.get(name)]
        row.content = cleaned
        states = [message for message in reader.messages if message["tone"] == "state"]
        if states and not row.changed:
            reader.messages = [message for message in reader.messages if message not in states]
        row.messages = [
            message | {"tone": ERROR if message["tone"] == "state" else message["tone"]} | self._where(message, row)
            for message in reader.messages
        ]
        row.now = row.record.revision if row.record else 0
        row.outcome = self._outcome(row, conflicts)
        if conflicts:
            text = _("Changed here and in the portal, in ways that do not fit together.")
            row.messages += [self._message(row, self._column(name).name, "conflict", text) for name in conflicts]

    def _outcome(self, row, conflicts):
        if any(message["tone"] == ERROR for message in row.messages):
            return RowOutcome.ERROR
        if conflicts:
            return RowOutcome.CONFLICT
        if row.record is None:
            return RowOutcome.NEW
        return RowOutcome.CHANGED if row.changed else RowOutcome.SAME

    def _take_errors(self, reader, cells, detail):
        """The messages of the validation, each at the column of its field."""
        for name, problem in detail.items() if isinstance(detail, dict) else [("title", detail)]:
            for text in messages_of(problem):
                self._say(reader, cells, name, ERROR, text)

    def _say(self, reader, cells, field, tone, text):
        """Say something about a field, with what stands in its first cell."""
        column = self._column(field)
        cell = cells.get(DATES, "") if field == DATES and column.name not in cells else cells.get(column.name, "")
        reader.say(column, tone, text, as_text(cell))

    def may_begin(self, content):
        """Does an entity lead for which the person writes? The secretariat writes for those without a focal point."""
        leading = frozenset(part["entity"] for part in content["participants"] if part["role"] in LEADING_ROLES)
        if leading & self.writes_for:
            return True
        if not self.secretariat or not leading:
            return False
        if leading not in self._unanswered:
            self._unanswered[leading] = not has_focal_point(Entity.objects.filter(slug__in=leading).values("pk"))
        return self._unanswered[leading]

    def _column(self, field):
        """The first column of a field."""
        return next(row for row in self.sheet.fields if row.name == field).columns[0]

    def _where(self, message, row):
        """The cell of a message, as spreadsheet programs write it; the row where the sheet has no such column."""
        name, label = message["column"], str(self.sheet.by_name[message["column"]].label)
        if name in DATE_COLUMNS and name not in self.places and DATES in self.places:
            name = DATES  # the whole period stands in one cell
        place = self.places.get(name)
        cell = f"{xl_col_to_name(place)}{row.number}" if place is not None else ""
        return {"column": name, "cell": cell, "label": label}

    def _message(self, row, column, tone, text):
        """Something that is said of a cell beside what its reading said."""
        message = {"column": column, "tone": tone, "found": "", "options": [], "text": text}
        return message | self._where(message, row)

    # --- Duplicates -----------------------------------------------------------

    def _look_for_twins(self, rows):
        """New rows that say what another row, the network or the own desk says already."""
        for row in rows:
            title = {"kind": row.kind, "title__iexact": row.title, "record": None}
            row.twin_row = self._earlier(row, (row.kind, normal(row.title)), **title)
            if row.twin_row:
                self._is_duplicate(row)
        for kind in self.sheet.kinds:
            self._twins_in_portal(kind, [row for row in rows if row.kind == kind])

    def _twins_in_portal(self, kind, rows):
        if not rows:
            return
        references = twins_of(kind, [row.title for row in rows], self.own)
        wanted = {reference for found in references for reference in found}
        records = {}
        if wanted:
            own = Record.objects.on_desk().of_entities(self.own).filter(reference__in=wanted)
            records = {record.reference: record for record in own}
        contents = contents_of(list(records.values())) if records else {}
        blank = self._blank(kind)
        for row, found in zip(rows, references, strict=True):
            same = next(
                (records[name] for name in found if name in records and _says(contents[records[name].pk], row, blank)),
                None,
            )
            if same:
                row.outcome, row.record, row.chosen, row.changed = RowOutcome.SAME, same, False, []
                row.twin_row, row.now = None, same.revision
            elif found:
                row.twin = found[0]
                self._is_duplicate(row)

    def _earlier(self, row, key, **same):
        """The number of the first row before this one that has the same key; None if it is the first."""
        if self.alone:
            rows = ImportRow.objects.filter(sheet=self.page, number__lt=row.number, applied_at=None, **same)
            return rows.order_by("number").values_list("number", flat=True).first()
        first = self.seen.setdefault(key, row.number)
        return first if first != row.number else None

    @staticmethod
    def _is_duplicate(row):
        """A person decides; one who has chosen it already stays with that."""
        if "duplicate" not in row.settled:
            row.outcome, row.chosen = RowOutcome.DUPLICATE, False


def _says(content, row, blank):
    """Does a record say all that the row says?"""
    for name, value in row.content.items():
        if name == "progress":
            if {line["text"] for line in value} - {line["text"] for line in content[name]}:
                return False
        elif value != blank.get(name) and value != content[name]:
            return False
    return True


class _Kind:
    """What checking needs to know of a kind of record, made once."""

    def __init__(self, name):
        self.clean, self.blank, self.cells = desk.cleaner(name), desk.blank(name), None
        self.texts = [field for field, serializer in fields_of(name).items() if is_wording(serializer)]
