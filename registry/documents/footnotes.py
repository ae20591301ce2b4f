"""Footnotes of Word documents: a part of the file that python-docx does not know."""

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from registry.documents.word import face, runs_from_right, settle_directions

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


class Footnotes:
    """The notes of one document, numbered as they are added; `finish` puts them into the file."""

    def __init__(self, document):
        self.document = document
        self.note_style = face(document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH), size=8.5)
        self.note_style.base_style = document.styles["Normal"]
        self.mark_style = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
        self.mark_style.font.superscript = True
        self.root = parse_xml(
            f"<w:footnotes {nsdecls('w')}>"
            '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
            '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
            "</w:footnote></w:footnotes>"
        )
        self.count = 0

    def add(self, paragraph, text):
        """A footnote at the end of a paragraph."""
        self.count += 1
        run = paragraph.add_run()
        run.style = self.mark_style
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(self.count))
        run._r.append(mark)
        self.root.append(self._note(text))

    def _note(self, text):
        """One note: its number, then the text."""
        note = parse_xml(
            f'<w:footnote {nsdecls("w")} w:id="{self.count}"><w:p>'
            f'<w:pPr><w:pStyle w:val="{self.note_style.style_id}"/></w:pPr>'
            f'<w:r><w:rPr><w:rStyle w:val="{self.mark_style.style_id}"/></w:rPr><w:footnoteRef/></w:r>'
            '<w:r><w:t xml:space="preserve"></w:t></w:r></w:p></w:footnote>'
        )
        note.find(f".//{qn('w:t')}").text = f" {text}"
        return note

    def finish(self):
        """Put the part into the file."""
        if runs_from_right(self.document):
            settle_directions(self.root)
        blob = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        package = self.document.part.package
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE, blob, package)
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        properties = parse_xml(
            f'<w:footnotePr {nsdecls("w")}><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        )
        settings = self.document.settings.element
        settings.insert_element_before(properties, "w:endnotePr", "w:compat", "w:docVars", "w:rsids")
