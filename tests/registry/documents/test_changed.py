"""What changed since the edition before, as documents tell it."""

import docx
import openpyxl
from docx.oxml.ns import qn

from registry.documents import as_docx, as_xlsx
from registry.documents.changed import Changed
from registry.edition_reading import EditionReading
from registry.models import Edition, EditionRevision


def test_changes_are_told_by_sentence_record_and_field(sealed):
    changed = Changed(sealed())

    assert changed.title == "What changed since January 2018"
    rows = [(row.sort, row.reference, row.field, row.before, row.after) for row in changed.rows()]
    assert [row for row in rows if row[1] == "ACT-000001"] == [
        ("changed", "ACT-000001", "Who takes part", "WHO (lead)", "WHO (lead); UNODC (partner, Field office)"),
        ("changed", "ACT-000001", "Status", "planned", "ongoing"),
    ]
    assert [row for row in rows if row[0] != "changed"] == [
        ("new", "ACT-000002", "", "", ""),
        ("new", "ACT-000004", "", "", ""),
        ("withdrawn", "ACT-000009", "", "", ""),
        ("new", "EVT-000002", "", "", ""),
        ("new", "MAN-000003", "", "", ""),
    ]
    assert "WHO withdrew one activity under chapter 1: “Gone since”." in changed.sentences()


def test_what_moved_is_told_with_both_times_and_places(sealed):
    (moved,) = Changed(sealed()).moved(["event"], ("status", "dates", "start_time", "place"))

    assert (moved.reference, moved.title) == ("EVT-000001", "Second meeting")
    assert moved.in_words == (
        "Dates: 7–8 March 2018 → 5–6 March 2018; Status: tentative → confirmed; Starts at: – → 09:00"
    )
    assert Changed(sealed()).moved(["activity"], ()) == Changed(sealed("public")).moved(["event"], ("dates",)) == []


def test_outside_a_record_that_is_gone_is_counted_and_not_named(sealed):
    changed = Changed(sealed("public"))

    assert changed.sentences() == [
        "WHO added one activity under chapter 2: “Shared with all”.",
        "Records that are no longer shared: 1.",
    ]
    assert [row.reference for row in changed.rows()] == ["ACT-000005"]


def test_first_edition_says_so(sealed, month):
    january = Edition.objects.get(month="2018-01-01")
    first = sealed()
    first.reading = EditionReading(january, "network")
    first.revision, first.edition = first.reading.revision, january

    assert Changed(first).sentences() == ["This is the first edition."]
    assert list(Changed(first).rows()) == []


def test_a_later_revision_of_the_month_before_changes_no_document(sealed, month, db):
    january = EditionRevision.objects.get(edition="2018-01-01", audience="network")
    later = EditionRevision.objects.create(
        edition=january.edition, audience=january.audience, number=1, reason="mended",
        sha256="0" * 64, counts={}, labels=january.labels,
    )  # fmt: skip

    assert later.made_at > month.sealed_at
    assert Changed(sealed()).before.revision == january


def test_changes_stand_in_workbook_and_word_with_their_words_marked(written):
    sheet = openpyxl.load_workbook(written(as_xlsx.write, name="e.xlsx"))["What changed"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "What changed since January 2018"
    assert ["changed", "ACT-000001", "activity", '=HYPERLINK("https://evil.example","Click")', "1", "WHO", "Status",
            "planned", "ongoing"] in rows  # fmt: skip

    table = docx.Document(written(as_docx.write)).tables[-1]
    row = next(row for row in table.rows if "Status: " in row.cells[3].text)
    marked = {
        run.text: ("struck" if run.font.strike else "underlined" if run.font.underline else "")
        for run in row.cells[3].paragraphs[0].runs
        if run.text.strip()
    }
    assert marked == {"Status: ": "", "planned": "struck", "ongoing": "underlined"}
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
