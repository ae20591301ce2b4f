"""An edition in Word in the manner of a UN working paper: across, a table for each chapter and sub-heading."""

from django.utils.translation import gettext as _

from registry.documents import word
from registry.documents.base import DISCLAIMER, UNEDITED
from registry.documents.changed import Changed
from registry.documents.figures import Figures
from registry.documents.paper import changed_table, paper_list
from registry.documents.word_table import TableMaker
from ungass_portal.lib.lists import colon, listed
from ungass_portal.lib.numbers import percent

ROMAN = ("I", "II", "III", "IV", "V")


def write(sealed, file):
    """Write the document."""
    document = word.new_document(sealed, title=sealed.title, landscape=True)
    word.running_lines(document, sealed, title=listed((sealed.title, sealed.revision_in_words)))
    word.masthead(document, sealed)
    document.add_paragraph(sealed.title, style="Title")
    _introduction(document, sealed)
    changed = Changed(sealed)
    for number, name in zip(ROMAN, sealed.lists, strict=False):
        _list(document, number, paper_list(sealed, name, changed))
    if sealed.is_last:
        _changed(document, ROMAN[len(sealed.lists)], changed)
    _provenance(document, sealed)
    word.save(document, file, sealed.moment)


def _introduction(document, sealed):
    """What it holds, in two sentences, and how far the entities work together."""
    document.add_paragraph(
        _("This document holds %(counts)s, as the entities reported them for %(month)s, %(revision)s.")
        % {"counts": sealed.counts_in_words(), "month": sealed.month, "revision": sealed.revision_in_words}
    )
    figures = Figures() if sealed.volume else Figures.of(sealed)
    if figures.activities:
        document.add_paragraph(
            _("%(entities)d entities take part; %(joint)d of the activities (%(share)s) are joint.")
            % {
                "entities": len(figures.by_entity),
                "joint": figures.joint,
                "share": percent(figures.share(figures.joint)),
            }
        )
    if sealed.number:
        document.add_paragraph(_("Revised because: %(reason)s") % {"reason": _(sealed.revision.reason)})


def _list(document, number, shown):
    """A list under its heading: its parts with a table each."""
    document.add_paragraph(f"{number}. {shown.title}", style="Heading 1")
    if not shown.parts:
        document.add_paragraph(_("No records."))
    for part in shown.parts:
        if part.title:
            document.add_paragraph(part.title, style=f"Heading {part.level + 1}")
        if part.held:
            table = TableMaker(document, shown.heads, shown.widths)
            for held in part.held:
                table.row(shown.cells(held))
    if shown.moved:
        document.add_paragraph(shown.moved_title, style="Heading 2")
        _table(document, shown.moved)


def _table(document, shown):
    """A table beside the lists."""
    table = TableMaker(document, shown.heads, shown.widths)
    for cells in shown.rows:
        table.row(cells)


def _changed(document, number, changed):
    """What changed since the edition before: sentences fit for a note, then each change with its words marked."""
    document.add_paragraph(f"{number}. {changed.title}", style="Heading 1")
    for sentence in changed.sentences():
        document.add_paragraph(sentence, style="List Bullet")
    shown = changed_table(changed)
    if shown:
        _table(document, shown)


def _provenance(document, sealed):
    """Where it comes from, and what must be said of it."""
    document.add_paragraph(_("About this document"), style="Heading 1")
    for name, value in sealed.facts():
        line = document.add_paragraph(style="Small print")
        line.add_run(f"{name}{colon()}").italic = True
        line.add_run(str(value))
    for text in (UNEDITED, DISCLAIMER):
        document.add_paragraph(str(text), style="Small print")
