"""Word and PDF documents of a sealed edition, opened again with other libraries."""

import io
import re
import zipfile

import docx
import pytest
from django.utils import translation
from docx.oxml.ns import qn
from pypdf import PdfReader

from registry.documents import as_docx, as_pdf, narrative
from registry.documents.base import Sealed
from registry.edition_reading import EditionReading

NETWORK = "UN system only, not for onward circulation"
TITLE = "Matrix and calendar of UNGASS-related action, February 2018"


def texts(element):
    """All text within an element."""
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def heads(document):
    """Headings with their level."""
    found = [(row.style.name, row.text) for row in document.paragraphs if row.style.name.startswith("Heading")]
    return [(int(name[-1]), text) for name, text in found]


@pytest.fixture
def word(written):
    """The edition as python-docx reads it."""
    return docx.Document(written(as_docx.write))


def test_word_document_has_the_parts_of_the_matrix_in_order(word):
    assert heads(word) == [
        (1, "I. Matrix"),
        (2, "1. Title 1"),
        (3, "Prevention"),
        (2, "2. Title 2"),
        (2, "No chapter"),
        (1, "II. Calendar"),
        (2, "Some time: 2018"),
        (2, "March 2018"),
        (2, "Moved since January 2018"),
        (1, "III. What changed since January 2018"),
        (1, "About this document"),
    ]
    first, second, *_others, some_time, march, moved, _changed = word.tables
    assert [cell.text for cell in first.rows[0].cells] == ["Reference", "Activity", "Lead", "Where", "When", "Status"]
    assert [row.cells[0].text for row in first.rows[1:]] == ["ACT-000004"]
    assert [cell.text for cell in second.rows[1].cells] == [
        "ACT-000001",
        '=HYPERLINK("https://evil.example","Click")\nTwo\nlines, “quotes” & "more" <b>bold</b>\n'
        "2018-01-15: Begun\n2018-02-02: Under way",
        "WHO\nPartners: UNODC (Field office)",
        "Austria; Peru\nWestern Europe",
        "February 2018",
        "ongoing",
    ]
    assert [row.cells[1].text for row in some_time.rows[1:]] == ["First meeting\nA summary."]
    assert [row.cells[1].text for row in march.rows[1:]] == ["Second meeting\nA summary."]
    assert [cell.text for cell in moved.rows[1].cells][:2] == ["EVT-000001", "Second meeting"]
    assert "7–8 March 2018 → 5–6 March 2018" in moved.rows[1].cells[2].text


def test_word_document_is_across_with_heads_that_repeat_and_lines_on_every_page(word):
    section = word.sections[0]

    assert section.page_width > section.page_height
    for table in word.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert NETWORK in section.header.paragraphs[0].text
    control = section.header._element.find(f".//{qn('w:sdt')}")
    assert texts(control) == "UNGASS/2018/02/NETWORK"
    assert control.find(f".//{qn('w:dataBinding')}").get(qn("w:xpath")).endswith("subject[1]")
    fields = [mark.text.strip() for mark in section.footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert "The network of UN focal points" in section.footer.paragraphs[0].text


def test_word_document_names_itself_its_language_and_what_must_be_said(word, sealed):
    properties = word.core_properties

    assert (properties.title, properties.language, properties.subject) == (TITLE, "en-GB", sealed().symbol)
    assert properties.created.replace(tzinfo=None) == sealed().moment.replace(tzinfo=None)
    text = "\n".join(row.text for row in word.paragraphs)
    assert "do not imply the expression of any opinion" in text
    assert "This document holds 3 activities, 1 mandate and 2 events" in text
    assert sealed().revision.sha256 in text


def test_word_document_says_in_which_language_a_wording_is(word):
    run = next(run for run in word.element.iter(qn("w:r")) if texts(run) == "تدريب")

    assert run.rPr.find(qn("w:rtl")) is not None
    assert run.rPr.find(qn("w:lang")).get(qn("w:bidi")) == "ar-SA"
    assert run.getparent().pPr.find(qn("w:bidi")) is not None


def test_in_an_arabic_document_each_paragraph_runs_as_its_own_words_do(month, db):
    file = io.BytesIO()
    with translation.override("ar"):
        as_docx.write(Sealed(EditionReading(month, "network"), "ar"), file)
    document = docx.Document(file)

    def run_of(text):
        return next(run for run in document.element.iter(qn("w:r")) if texts(run) == text)

    english, arabic = run_of("Bare"), run_of("تدريب")
    title = next(run for run in document.element.iter(qn("w:r")) if "فبراير" in texts(run))
    assert english.getparent().pPr.find(qn("w:bidi")).get(qn("w:val")) == "0"
    assert english.rPr.find(qn("w:rtl")) is None
    assert arabic.getparent().pPr.find(qn("w:bidi")).get(qn("w:val")) is None
    assert [run.rPr.find(qn("w:rtl")) is not None for run in (arabic, title)] == [True, True]
    head = document.sections[0].header.paragraphs[0]._p
    assert head.pPr.find(qn("w:bidi")) is None  # as the whole document does


def test_public_word_document_holds_only_what_the_public_reads(written):
    document = docx.Document(written(as_docx.write, "public"))

    assert [row.cells[0].text for table in document.tables[:-1] for row in table.rows[1:]] == ["ACT-000005"]
    assert "Shared with the public by the entities named" in document.sections[0].header.paragraphs[0].text


def elements(reader):
    """The elements of a tagged PDF."""
    left = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while left:
        node = left.pop().get_object()
        if "/S" in node:
            yield node
        left += [kid for kid in node.get("/K", []) if not isinstance(kid, int)]


def test_pdf_is_tagged_with_title_language_heads_and_bookmarks(written, sealed):
    reader = PdfReader(written(as_pdf.write))
    root = reader.trailer["/Root"]

    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en", True)
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert (reader.metadata.title, reader.metadata.subject) == (
        TITLE,
        "The network of UN focal points. UN system only, not for onward circulation",
    )
    assert reader.metadata.creation_date == sealed().moment
    found = [node["/S"] for node in elements(reader)]
    assert found.count("/Table") >= 6
    assert found.count("/TH") >= 4 * 6 + 5 + 4  # one that goes over a page has its heads again
    assert flat(reader.outline) == [
        "Matrix",
        "1. Title 1",
        "Prevention",
        "2. Title 2",
        "No chapter",
        "Calendar",
        "Some time: 2018",
        "March 2018",
        "Moved since January 2018",
        "What changed since January 2018",
        "About this document",
    ]
    for page in reader.pages:
        assert NETWORK in page.extract_text()
        assert sealed().symbol in page.extract_text()
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))
    assert '=HYPERLINK("https://evil.example","Click")' in text
    for wanted in ("<b>bold</b>", "2018-02-02: Under way", "First meeting",
                   "do not imply the expression of any opinion"):  # fmt: skip
        assert wanted in text
    assert f"1 / {len(reader.pages)}" in reader.pages[0].extract_text()


def in_tree(node):
    """The entries of a PDF number tree: key to value."""
    node = node.get_object()
    if "/Kids" in node:
        return {key: value for kid in node["/Kids"] for key, value in in_tree(kid).items()}
    return dict(zip(node["/Nums"][::2], node["/Nums"][1::2], strict=True))


def test_pdf_laid_out_in_parts_is_one_document(written, monkeypatch):
    whole = PdfReader(written(as_pdf.write, name="whole"), strict=True)
    monkeypatch.setattr(as_pdf, "AT_ONCE", 2)

    reader = PdfReader(written(as_pdf.write, name="parts"), strict=True)

    pages = [page.extract_text() for page in reader.pages]
    assert len(pages) > len(whole.pages)
    assert words_of(reader) == words_of(whole) | {*map(str, range(1, len(pages) + 1))}
    assert flat(reader.outline) == flat(whole.outline)
    assert places(reader) == sorted(places(reader))
    assert [text.rpartition("focal points ")[2] for text in pages] == [str(number + 1) for number in range(len(pages))]
    assert [NETWORK in text for text in pages] == [True] * len(pages)
    root, by_key = reader.trailer["/Root"], in_tree(reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"])
    assert [page["/StructParents"] for page in reader.pages] == list(by_key) == list(range(len(pages)))
    for page in reader.pages:
        assert {row.get_object().raw_get("/Pg") for row in by_key[page["/StructParents"]]} == {page.indirect_reference}
    heads, told = [], set()
    for node in elements(reader):
        heads += [node["/ID"]] if node["/S"] == "/TH" else []
        told |= set(node["/A"]["/Headers"]) if node["/S"] == "/TD" else set()
    assert (len(heads), told) == (len(set(heads)), set(heads))
    assert (root["/Lang"], reader.metadata.title) == ("en", TITLE)


def words_of(reader):
    """All words of a PDF, numbers of pages among them."""
    return {*re.findall(r"\w+", " ".join(page.extract_text() for page in reader.pages))}


def places(reader):
    """The pages to which the bookmarks lead, in their order."""
    rows, left = [], [*reader.outline]
    while left:
        row = left.pop(0)
        if isinstance(row, list):
            left = [*row, *left]
        else:
            rows.append(reader.get_destination_page_number(row))
    return rows


def flat(outline):
    """Titles of bookmarks, nested ones after their parent."""
    return [title for row in outline for title in (flat(row) if isinstance(row, list) else [row.title])]


def test_figures_stand_on_one_page(written):
    reader = PdfReader(written(as_pdf.write_figures))

    assert len(reader.pages) == 1
    text = re.sub(r"\s+", " ", reader.pages[0].extract_text())
    for wanted in ("3Activities", "1Joint activities (33 %)", "1. Short 1 2 67 %", "WHO 1 33 %", NETWORK):
        assert wanted in text


def test_figures_stand_on_one_page_with_as_many_entities_as_there_is_room_for(written, monkeypatch):
    rows = [(f"Entity {number} {'of a long name ' * 8}", 9, 0.5, 1, 1) for number in range(60)]
    monkeypatch.setattr(as_pdf.Figures, "entities", lambda figures, words: rows)
    monkeypatch.setattr(as_pdf, "ENTITIES", (20, 10, 4))

    reader = PdfReader(written(as_pdf.write_figures))

    assert len(reader.pages) == 1
    text = re.sub(r"\s+", " ", reader.pages[0].extract_text())
    assert text.count("Entity ") == 1 + 10  # beside the head of the table
    assert "50 more entities take part" in text


def test_narrative_draft_has_a_bullet_for_each_activity_with_progress_and_source(written):
    path = written(narrative.write)
    document = docx.Document(path)

    assert heads(document) == [(1, "1. Title 1"), (2, "Prevention"), (1, "2. Title 2"), (1, "No chapter")]
    bullets = [row.text for row in document.paragraphs if row.style.name == "List Bullet"]
    assert len(bullets) == 4
    assert bullets[1].startswith('=HYPERLINK("https://evil.example","Click"). Two\nlines')
    assert bullets[1].endswith(
        "(WHO; UNODC (Field office); Austria; Peru; Western Europe; February 2018; 23 countries)"
    )
    below = [row.text for row in document.paragraphs if row.style.name == "List Bullet 2"]
    assert below == ["15 January 2018: Begun", "2 February 2018: Under way"]
    assert document.core_properties.title.startswith("DRAFT, to be edited: ")
    assert "DRAFT, to be edited" in document.sections[0].header.paragraphs[0].text
    assert footnotes(path) == [
        "ACT-000004, edition of February 2018.",
        "ACT-000001, edition of February 2018; -E/CN.7/2018/9, para. 12; https://example.org/more.",
        "MAN-000003, edition of February 2018.",
        "ACT-000002, edition of February 2018.",
    ]


def footnotes(path):
    """Texts of the footnotes, each referred to once and in order from the text."""
    with zipfile.ZipFile(path) as parts:
        notes = docx.oxml.parse_xml(parts.read("word/footnotes.xml"))
        body = docx.oxml.parse_xml(parts.read("word/document.xml"))
    known = {note.get(qn("w:id")): texts(note).strip() for note in notes}
    return [known[mark.get(qn("w:id"))] for mark in body.iter(qn("w:footnoteReference"))]


def test_narrative_of_a_span_tells_each_record_once_with_the_progress_of_its_months(sealed):
    made = io.BytesIO()

    narrative.write_span([sealed(), sealed()], made)

    document = docx.Document(made)
    assert len([row for row in document.paragraphs if row.style.name == "List Bullet"]) == 4
    below = [row.text for row in document.paragraphs if row.style.name == "List Bullet 2"]
    assert below == ["2 February 2018: Under way"]
