"""Word documents in the manner of a UN working paper: what python-docx lacks, and the look that all of ours share."""

import io
import re
import zipfile

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.font import Font

FONT = "Times New Roman"
LOCALES = {"ar": "ar-SA", "zh": "zh-CN", "en": "en-GB", "fr": "fr-FR", "ru": "ru-RU", "es": "es-ES"}
AFTER_BIDI = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr")  # in a paragraph's properties
ARABIC = re.compile("[\u0600-\u06ff]")
# Bound to the document's subject: typed once in Word, the symbol changes in the masthead and on every page.
SYMBOL_CONTROL = """
<w:sdt {namespaces}>
  <w:sdtPr>
    <w:alias w:val="Symbol"/><w:tag w:val="symbol"/><w:id w:val="{id}"/>
    <w:dataBinding
      w:prefixMappings="xmlns:ns0='http://purl.org/dc/elements/1.1/'
        xmlns:ns1='http://schemas.openxmlformats.org/package/2006/metadata/core-properties'"
      w:xpath="/ns1:coreProperties[1]/ns0:subject[1]" w:storeItemID="{{6C3C8BC8-F283-45AE-878A-BAB7291924A1}}"/>
    <w:text/>
  </w:sdtPr>
  <w:sdtContent><w:r><w:t>{symbol}</w:t></w:r></w:sdtContent>
</w:sdt>
"""


def new_document(sealed, *, title, landscape):
    """An empty document with styles, page, properties, and header and footer on every page."""
    document = Document()
    _styles(document, sealed.language)
    _page(document.sections[0], landscape)
    if sealed.language == "ar":
        _from_right_to_left(document)
    properties = document.core_properties
    properties.title, properties.subject, properties.author = title, sealed.symbol, "UNGASS portal"
    properties.language, properties.category = LOCALES[sealed.language], sealed.audience_name
    properties.comments, properties.keywords, properties.last_modified_by = sealed.handling, "", "UNGASS portal"
    properties.created = properties.modified = sealed.moment.replace(tzinfo=None)
    properties.revision = 1
    return document


def _page(section, landscape):
    """A4 with narrow margins where a table needs the width."""
    width, height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = Mm(18 if landscape else 25)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    section.header_distance = section.footer_distance = Mm(9)


def _from_right_to_left(document):
    """Let the page, and every paragraph in which nothing else is said, run from right to left."""
    document.sections[0]._sectPr.insert_element_before(
        OxmlElement("w:bidi"), "w:rtlGutter", "w:docGrid", "w:printerSettings"
    )
    properties = document.styles["Normal"].element.get_or_add_pPr()
    properties.insert_element_before(OxmlElement("w:bidi"), *AFTER_BIDI)


def _styles(document, language):
    """The sober type of the Secretariat's documents."""
    styles = document.styles
    face(styles["Normal"], size=10, after=6)
    locale = OxmlElement("w:lang")
    locale.set(qn("w:val"), LOCALES[language])
    styles["Normal"].element.get_or_add_rPr().append(locale)
    for name, size, before in (("Title", 17, 6), ("Heading 1", 14, 16), ("Heading 2", 12, 12), ("Heading 3", 10, 8)):
        style = face(styles[name], size=size, before=before, after=4, bold=True)
        style.paragraph_format.keep_with_next = True
    for border in styles["Title"].element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    for name in ("Header", "Footer"):
        for tabs in face(styles[name], size=8.5, after=0).element.findall(f".//{qn('w:tabs')}"):
            tabs.getparent().remove(tabs)  # they stand where those of a page in portrait would
    face(styles["List Bullet"], size=10, after=3)
    cell = face(styles.add_style("Table cell", WD_STYLE_TYPE.PARAGRAPH), size=8.5, after=2)
    cell.base_style = styles["Normal"]
    head = face(styles.add_style("Table head", WD_STYLE_TYPE.PARAGRAPH), size=8.5, after=2, italic=True)
    head.base_style = cell
    small = face(styles.add_style("Small print", WD_STYLE_TYPE.PARAGRAPH), size=8.5, after=4)
    small.base_style = styles["Normal"]


def face(style, *, size, before=0, after=0, bold=None, italic=None):
    """Font and distances of a style, without the theme's colours and fonts."""
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, italic
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]
    for name in ("w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    if style.type == WD_STYLE_TYPE.PARAGRAPH:
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.0
    return style


def running_lines(document, sealed, *, title, note=""):
    """Header: symbol and handling line; footer: what it is, and page numbers. On every page."""
    section = document.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph in (head, foot):
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    head._p.append(symbol_control(sealed.symbol, 1))
    head.add_run(f"\t{' · '.join(filter(None, (note, sealed.handling)))}").bold = True
    _rule(head, "bottom")
    foot.add_run(f"{title} · {sealed.audience_name}\t")
    for code, between in (("PAGE", " / "), ("NUMPAGES", "")):
        _field(foot, code)
        foot.add_run(between)
    _rule(foot, "top")


def symbol_control(symbol, number):
    """A text field in the page that holds the document's symbol."""
    return parse_xml(SYMBOL_CONTROL.format(namespaces=nsdecls("w"), symbol=symbol, id=number))


def _field(paragraph, code):
    """A field that Word counts."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        elif text == code:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = f" {code} "
        else:
            mark = OxmlElement("w:t")
            mark.text = text
        run._r.append(mark)


def _rule(paragraph, side):
    """A thin line above or under a paragraph."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "4"), ("color", "595959")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)


def masthead(document, sealed, *, note=""):
    """The head of the first page: body, symbol and day, rule, then title and audience as the Secretariat sets them."""
    section = document.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    first = document.add_paragraph()
    first.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    first.add_run(f"{_('UNGASS portal')}\t").font.size = Pt(14)
    first._p.append(symbol_control(sealed.symbol, 2))
    _rule(first, "bottom")
    for text, bold in (
        (sealed.day_in_words, False),
        (sealed.audience_name, False),
        (sealed.handling, True),
        (note, True),
    ):
        if text:
            line = document.add_paragraph(style="Small print")
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            line.paragraph_format.space_after = Pt(0)
            line.add_run(text).bold = bold


def settle_directions(element):
    """In a document in Arabic, let each paragraph and run below an element run as its own words do.

    A wording from left to right turns its paragraph round; and Word wants to be told which runs are in Arabic, else
    it sets their digits and marks from left to right.
    """
    for paragraph in element.iter(qn("w:p")):
        for run in paragraph.iter(qn("w:r")):
            if _is_from_left(run):
                _set_bidi(paragraph, on=False)
            elif ARABIC.search("".join(text.text or "" for text in run.iter(qn("w:t")))):
                Font(run).rtl = True


def _is_from_left(run):
    """Does a run hold a wording in a language that is written from left to right?"""
    mark = run.find(f"{qn('w:rPr')}/{qn('w:lang')}")
    return mark is not None and mark.get(qn("w:bidi")) is None


def wording(paragraph, text, language="", *, bold=None, italic=None):
    """A run that says in which language it is; Arabic runs from the right."""
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic
    if language and language in LOCALES:
        mark = OxmlElement("w:lang")
        mark.set(qn("w:bidi" if language == "ar" else "w:eastAsia" if language == "zh" else "w:val"), LOCALES[language])
        run._r.get_or_add_rPr().append(mark)
        if language == "ar":
            run.font.rtl = True
            _set_bidi(paragraph._p, on=True)
    return run


def _set_bidi(paragraph, *, on):
    """Let a paragraph run from right to left, or from left to right in a document that runs the other way."""
    properties = paragraph.get_or_add_pPr()
    if properties.find(qn("w:bidi")) is None:
        mark = OxmlElement("w:bidi")
        if not on:
            mark.set(qn("w:val"), "0")
        properties.insert_element_before(mark, *AFTER_BIDI)


def runs_from_right(document):
    """Is it a document in Arabic?"""
    return document.core_properties.language == LOCALES["ar"]


def save(document, file, moment):
    """Write the document with its parts in order, all stamped with one moment: the same document, the same bytes."""
    if runs_from_right(document):
        section = document.sections[0]
        for part in (document, section.header, section.footer):
            settle_directions(part._element)
    made = io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        names = sorted(parts.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            member = zipfile.ZipInfo(name, moment.timetuple()[:6])
            member.compress_type, member.create_system, member.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            target.writestr(member, parts.read(name))
