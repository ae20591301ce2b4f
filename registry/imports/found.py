"""The records, revisions and contents that rows of a sheet are about."""

import re

from entities import desk
from entities.choices import LEADING_ROLES
from entities.contents import contents_of
from entities.models import Record, Revision
from registry.imports.read import as_text
from registry.imports.sheets import REFERENCE, VERSION
from registry.imports.tokens import read_token

WRITTEN = re.compile(r"(?:ACT|MAN|EVT)-\d{6}")


class Found:
    """The records, revisions and contents that a batch of rows is about: five statements for all of them."""

    def __init__(self, check, cells):
        self.check = check
        references = {name for row in cells.values() if (name := self.reference_of(row))}
        self.records = {row.reference: row for row in self._visible().filter(reference__in=references)}
        self.by_identifier = self._identified(cells)
        records = {row.pk: row for row in (*self.records.values(), *self.by_identifier.values())}
        self.contents = contents_of(list(records.values())) if records else {}
        self.tokens = {}
        for row in cells.values():
            record = self.records.get(self.reference_of(row))
            if record and (token := as_text(row.get(VERSION, "")).strip()):
                self._read_token(record, token)
        self.bases = self._bases()

    def reference_of(self, cells):
        """The reference of a row as the portal writes it; what is none stays as it was typed."""
        text = as_text(cells.get(REFERENCE, "")).strip()
        if not text or WRITTEN.fullmatch(text):
            return text
        reading = self.check.matcher.read("references", text)
        found = reading.of("reference")
        return "".join(found) if reading.certain and len(found) < 2 else text

    def alike(self, cells):
        """References that a row may mean, as what would do in its cell."""
        proposals = self.check.matcher.read("references", as_text(cells[REFERENCE])).proposals
        return [
            {"label": proposal.label, "cell": proposal.label, "why": f"{proposal.confidence:.0%}: {proposal.reason}"}
            for proposal in proposals
        ]

    def _visible(self):
        """Records that the person may read on the desk; whatever else there may be does not exist here."""
        rows = Record.objects.on_desk().filter(kind__in=self.check.sheet.kinds).prefetch_related("participations")
        return rows if self.check.secretariat else rows.of_entities(self.check.own)

    def _identified(self, cells):
        """Records that the entity leads, by its own identifier, for rows without a reference."""
        rows = [row for row in cells.values() if not self.reference_of(row)]
        wanted = {as_text(row.get("own_identifier", "")).strip() for row in rows} - {""}
        if not wanted or not self.check.own:
            return {}
        side = self.check.sheet.kinds[0]
        name = desk.kind_of(side).working_copy._meta.model_name
        rows = self._visible().filter(
            **{f"{name}__own_identifier__in": wanted},
            participations__entity__in=self.check.own,
            participations__role__in=LEADING_ROLES,
        )
        found = {}
        for record in rows.select_related(name).distinct():
            key = getattr(record, name).own_identifier
            found[key] = None if key in found else record  # one that several bear names none
        return {key: record for key, record in found.items() if record}

    def _read_token(self, record, token):
        try:
            self.tokens[record.pk, token] = read_token(record.reference, token)
        except ValueError:
            self.tokens[record.pk, token] = (0, "")

    def _bases(self):
        """The contents of the revisions that were given out, where they are not the present ones."""
        asked = {(pk, number) for (pk, _token), (number, _language) in self.tokens.items() if number}
        if not asked:
            return {}
        pks, numbers = zip(*asked, strict=True)
        rows = Revision.objects.filter(record__in=pks, number__in=set(numbers))
        found = rows.values_list("record", "number", "content")
        return {(pk, number): content for pk, number, content in found if (pk, number) in asked}

    def record_of(self, cells):
        """(record or None, whether the row names none that is not there)."""
        reference = self.reference_of(cells)
        if reference:
            record = self.records.get(reference)
            return record, record is not None
        return self.by_identifier.get(as_text(cells.get("own_identifier", "")).strip()), True

    def base_of(self, record, cells, row):
        """(content that was given out, its language); without a version the present one stands in its place."""
        token = as_text(cells.get(VERSION, "")).strip()
        number, language = self.tokens.get((record.pk, token), (0, ""))
        base = self.bases.get((record.pk, number))
        row.base = number if base else 0
        if base is None:
            return self.contents[record.pk], ""
        if number == record.revision:
            return self.contents[record.pk], language
        return self.check.kinds[record.kind].blank | base, language
