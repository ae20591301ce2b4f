"""Lists of sealed months in pages: entries by keyset, and changes with their details."""

import re
from html import escape
from itertools import islice

from django.http import Http404
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from entities.choices import RecordKind
from entities.kinds import record_kinds
from entities.tongues import beside
from registry.cells import direction, short_day, shortened
from registry.columns import DATE, value_of
from registry.comparing import Sort
from ungass_portal.lib.filters import query_with
from ungass_portal.lib.keyset import Listing
from ungass_portal.lib.problems import BadParameter

PAGE_SIZE = 50
REFERENCE = re.compile(r"[A-Z]{3}-\d{1,8}")
HEADED = ("reference", "kind", "title", "summary", "language")  # stand at the head of a record's page
PAGING = ("as", "after", "before")


def kinds_of(listing):
    """The kinds of record that stand in a list; 404 for a list that there is not."""
    found = [kind.name for kind in record_kinds() if kind.listing.name == listing]
    if not found:
        raise Http404
    return found


def refuse_unknown(params, known):
    """Raise BadParameter for a parameter that the page does not know."""
    for name in params:
        if name not in known:
            raise BadParameter(name, _("This page knows: %(known)s.") % {"known": ", ".join(known)})


def _cursor(params):
    """The reference before or behind which a page begins: ("after" or "before", reference)."""
    given = [name for name in ("after", "before") if name in params]
    if len(given) > 1:
        raise BadParameter("before", _("Give either after or before, not both."))
    name = given[0] if given else "after"
    reference = params.get(name, "")
    if given and not REFERENCE.fullmatch(reference):
        raise BadParameter(name, _("Name the reference of a record, as in ACT-482913."))
    return name, reference


def entries_page(reading, kinds, params):
    """A page of a revision's entries in order of reference; cursors are references."""
    refuse_unknown(params, PAGING)
    way, reference = _cursor(params)
    if way == "before":
        rows = reading.entries_before(reference, PAGE_SIZE + 1, kinds)
        more_before, more_after, rows = len(rows) > PAGE_SIZE, bool(rows), rows[-PAGE_SIZE:]
    else:
        rows = list(reading.entries(kinds, after=reference, limit=PAGE_SIZE + 1))
        more_before, more_after, rows = bool(reference), len(rows) > PAGE_SIZE, rows[:PAGE_SIZE]
    return _listing(rows, params, more_before, more_after, reading.count(kinds))


def _listing(rows, params, more_before, more_after, total):
    """A page with the addresses of its neighbours."""
    following = "?" + query_with(params, after=rows[-1].reference) if rows and more_after else ""
    back = "?" + query_with(params, before=rows[0].reference) if rows and more_before else ""
    return Listing(rows, following, back, total)


def plain_rows(held_rows, columns, words, address):
    """Rows of a table, cell by cell as they read in files; titles lead to `address`, with REFERENCE in it."""
    return [
        removed_row(held, len(columns))
        if held.removed
        else mark_safe(f"<tr data-row>{_cells(held, columns, words, address)}</tr>")
        for held in held_rows
    ]


def removed_row(held, width):
    """The row of a record that was removed since: its reference, why, and the hash of what stood here."""
    told = _("SHA-256 of what stood here: %(sha256)s") % {"sha256": held.sha256}
    return mark_safe(
        f'<tr data-row><th scope="row" class="ref"><span>{escape(held.reference)}</span></th>'
        f'<td colspan="{width - 1}"><p class="wording" dir="auto">{escape(str(held.removed))}</p>'
        f'<p class="small muted wording">{escape(told)}</p></td></tr>'
    )


def _cells(held, columns, words, address):
    made = []
    held = held.worded_in(get_language())
    for column in columns:
        value = column.show(value_of(column, held), words)
        text = (short_day(value) if value else "") if column.type == DATE else shortened(str(value))
        label = f' data-label="{escape(str(column.label))}"'
        if column.name == "reference":
            made.append(f'<th scope="row" class="ref"><span>{escape(text)}</span></th>')
        elif column.name == "title":
            language = held.payload["language"]
            spoken = f'lang="{escape(language)}" dir="{direction(language)}"'
            link = address.replace("REFERENCE", held.reference)
            made.append(f'<td class="title"><a href="{link}" {spoken}>{escape(text)}</a>{beside(language)}</td>')
        else:
            made.append(f"<td{label}>{escape(text)}</td>")
    return "".join(made)


def facts_of(held, columns, words):
    """What a record says beside title and summary, column by column: (label, text), empty ones left out."""
    twice = {name for column in columns for name in column.beside}  # in numbers what another column says in words
    found = []
    for column in columns:
        value = value_of(column, held)
        text = column.show(value, words) if value not in (None, "", []) else ""
        if column.type == DATE and text:
            text = date_format(text, "DATE_FORMAT")
        if column.name not in {*HEADED, *twice} and text not in ("", None):
            found.append((column.label, str(text)))
    return found


def linked_of(held, columns, reading):
    """The records of the revision to which one leads, column by column: (label, rows as Held)."""
    leads = {column.label: held.leads_to.get(column.reads) for column in columns}
    leads = {label: [to] if isinstance(to, str) else to for label, to in leads.items() if to}
    if not leads:
        return []
    found = reading.some({to for row in leads.values() for to in row})
    rows = {row.reference: row.worded_in(get_language()) for row in found}
    return [(label, [rows[to] for to in row]) for label, row in leads.items()]


def counts_in_words(counts):
    """How many records of each kind: list of (number, what they are)."""
    activities, mandates, events = (counts.get(kind, 0) for kind in RecordKind)
    found = [
        (activities, ngettext("activity", "activities", activities)),
        (mandates, ngettext("mandate", "mandates", mandates)),
        (events, ngettext("event", "events", events)),
    ]
    return [(count, what) for count, what in found if count]


class ChangesPage:
    """The changes of a comparison that an address asks for: filtered, a page at a time, each in words."""

    def __init__(self, comparison, words, params):
        refuse_unknown(params, (*PAGING, "since", "sort", "chapter", "entity"))
        self.words = words
        sort, chapter = params.get("sort", ""), params.get("chapter") or None
        if sort and sort not in Sort.values:
            raise BadParameter("sort", _("Use one of these: %(known)s.") % {"known": ", ".join(Sort.values)})
        if chapter is not None and not chapter.isdecimal():
            raise BadParameter("chapter", _("Name a chapter by its number; 0 stands for none."))
        self.chosen = {"sort": sort, "chapter": chapter, "entity": params.get("entity") or None}
        number = None if chapter is None else int(chapter)
        self.found = comparison.of(sort, number, self.chosen["entity"])
        self.page = self._page(params)
        self.details = list(comparison.details(self.page.rows, words))
        self.chapters = [self._row(code, self._chapter(code), counts, params, "chapter")
                         for code, counts in comparison.by_chapter.items()]  # fmt: skip
        self.entities = [self._row(slug, str(words.entity(slug)) if slug else _("not named"), counts, params, "entity")
                         for slug, counts in comparison.by_entity.items()]  # fmt: skip
        self.tabs = [
            {
                "label": Sort(name).label if name else _("all"),
                "count": count,
                "url": f"?{query_with(params, sort=name)}",
                "current": name == sort,
            }
            for name, count in {"": len(comparison.changes), **comparison.counts}.items()
        ]
        self.clear_url = f"?{query_with(params, sort=None, chapter=None, entity=None)}"

    def _page(self, params):
        way, reference = _cursor(params)
        if way == "before":
            earlier = [change for change in self.found if change.reference < reference]
            rows, more_before, more_after = earlier[-PAGE_SIZE:], len(earlier) > PAGE_SIZE, bool(earlier)
        else:
            later = [change for change in self.found if change.reference > reference]
            rows = list(islice(later, PAGE_SIZE))
            more_before, more_after = bool(reference), len(later) > PAGE_SIZE
        return _listing(rows, params, more_before, more_after, len(self.found))

    def _chapter(self, code):
        return f"{code}. {self.words.get('chapter', code)}" if code else _("no chapter")

    def _row(self, code, label, counts, params, name):
        """A row of one of the two tables of counts."""
        cells = [counts.get(sort, 0) for sort in Sort.values]
        linked = {name: str(code)} if code != "" else {}
        return {"label": label, "cells": cells, "url": linked and f"?{query_with(params, **linked)}"}
