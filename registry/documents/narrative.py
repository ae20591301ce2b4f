"""A narrative draft in Word, for one edition or a span of months: the text from which a report is written."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from entities.choices import RecordKind
from registry.columns import BY_NAME, value_of
from registry.documents import word
from registry.documents.base import DISCLAIMER, UNEDITED
from registry.documents.footnotes import Footnotes
from registry.documents.paper import Line, parts_of
from registry.documents.span import MATRIX, Span
from registry.documents.word_table import TableMaker
from ungass_portal.lib.lists import colon, semicolon
from ungass_portal.lib.numbers import percent

FACTS = ("lead", "co_leads", "partners", "countries", "regions", "dates", "figures")


def write(sealed, file):
    """Write the draft of one edition."""
    write_span([sealed], file)


def write_span(editions, file):
    """Write the draft of a span: sealed editions of one audience in order of month."""
    span, last = Span(editions), editions[-1]
    draft = _("DRAFT, to be edited")
    document = word.new_document(last, title=f"{draft}: {span.title}", landscape=False)
    word.running_lines(document, last, title=span.title, note=draft)
    word.masthead(document, last, note=draft)
    document.add_paragraph(span.title, style="Title")
    notes = Footnotes(document)
    _figures(document, span)
    words = last.words
    for part in parts_of(last, MATRIX, span.told):
        document.add_paragraph(part.title, style=f"Heading {part.level}")
        for told in part.held:
            _bullet(document, notes, span, told, words)
    for text in (UNEDITED, DISCLAIMER):
        document.add_paragraph(str(text), style="Small print")
    notes.finish()
    word.save(document, file, last.moment)


def _figures(document, span):
    """How many, how many of them joint, and by chapter."""
    figures = span.figures()
    document.add_paragraph(
        _("%(activities)d activities of %(entities)d entities are told of; %(joint)d of them (%(share)s) are joint.")
        % {
            "activities": figures.activities,
            "entities": len(figures.by_entity),
            "joint": figures.joint,
            "share": percent(figures.share(figures.joint)),
        }
    )
    table = TableMaker(document, [_("Chapter"), _("Activities"), _("Share"), _("Joint")], [52, 16, 16, 16])
    for name, count, share, joint in figures.chapters(span.last.words):
        if not count and span.last.volume:
            continue  # the other chapters stand in other volumes
        table.row([[Line(text)] for text in (name, str(count), percent(share), str(joint))])


def _bullet(document, notes, span, told, words):
    """One record: title and summary, who, where and when, its numbers; its source as a footnote; progress below."""
    payload, language = told.payload, told.payload["language"]
    bullet = document.add_paragraph(style="List Bullet")
    title = payload["title"].rstrip(".")
    word.wording(bullet, f"{title}. ", language, bold=True)
    if told.held.kind == RecordKind.MANDATE:
        bullet.add_run(f"({RecordKind.MANDATE.label}) ")
    if payload.get("summary"):
        word.wording(bullet, f"{payload['summary'].strip()} ", language)
    facts = semicolon().join(filter(None, (_shown(name, told, words) for name in FACTS)))
    if facts:
        bullet.add_run(f"({facts})").italic = True
    notes.add(bullet, _source(span, told))
    for line in span.progress(told):
        below = document.add_paragraph(style="List Bullet 2")
        below.add_run(f"{date_format(date.fromisoformat(line['date']), 'DATE_FORMAT')}{colon()}").italic = True
        word.wording(below, line["text"], language)


def _shown(name, told, words):
    """A column of the matrix in words; empty where the audience's format has no such field."""
    column = BY_NAME[name]
    return str(column.show(value_of(column, told.held), words))


def _source(span, told):
    """Where it is from: the record and the month, the document and paragraph, and links."""
    payload = told.payload
    said = _("%(reference)s, edition of %(month)s") % {
        "reference": payload["reference"],
        "month": told.last_in.month,
    }
    if not span.is_one and told.last_in is not span.last:
        said += " " + _("(not in later editions)")
    source = payload.get("source_symbol") or ""
    if source and payload.get("source_paragraph"):
        source = _("%(symbol)s, para. %(paragraph)s") % {"symbol": source, "paragraph": payload["source_paragraph"]}
    links = [row["url"] for row in payload.get("links") or []]
    return semicolon().join(filter(None, (said, source, *links))) + "."
