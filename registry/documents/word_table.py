"""Tables of Word documents with many rows."""

from copy import deepcopy

from docx.enum.table import WD_TABLE_DIRECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from registry.documents.word import runs_from_right, wording
from ungass_portal.lib.lists import colon


class TableMaker:
    """A table with a head that is repeated on every page; rows are copies of one, which python-docx makes slowly."""

    def __init__(self, document, heads, widths):
        section = document.sections[0]
        whole = section.page_width - section.left_margin - section.right_margin
        self.table = document.add_table(rows=2, cols=len(heads))
        self.table.style, self.table.autofit = "Table Grid", False
        _quiet_borders(self.table)
        if runs_from_right(document):
            self.table.table_direction = WD_TABLE_DIRECTION.RTL
        for cells in self.table.rows:
            for cell, part in zip(cells.cells, widths, strict=True):
                cell.width = int(whole * part / sum(widths))
        for column, part in zip(self.table.columns, widths, strict=True):
            column.width = int(whole * part / sum(widths))
        # By their ids: python-docx goes through all styles whenever it is given one.
        head_style, cell_style = (document.styles[name].style_id for name in ("Table head", "Table cell"))
        for cell, head in zip(self.table.rows[0].cells, heads, strict=True):
            cell.paragraphs[0]._p.style = head_style
            cell.paragraphs[0].add_run(head)
        for name in ("w:cantSplit", "w:tblHeader"):
            self.table.rows[0]._tr.get_or_add_trPr().append(OxmlElement(name))
        self.blank = self.table.rows[1]._tr
        self.blank.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell in self.table.rows[1].cells:
            cell.paragraphs[0]._p.style = cell_style
        self.table._tbl.remove(self.blank)

    def row(self, cells):
        """Add a row; each cell is a list of paper.Line."""
        made = deepcopy(self.blank)
        self.table._tbl.append(made)
        for place, lines in zip(made.tc_lst, cells, strict=True):
            paragraph = place.p_lst[0]
            place.remove(paragraph)
            for line in lines or [None]:
                written = Paragraph(deepcopy(paragraph), self.table)
                place.append(written._p)
                if line is None:
                    continue
                if line.label:
                    written.add_run(f"{line.label}{colon()}").italic = True
                for kind, text in line.parts or (("same", line.text),):
                    run = wording(written, text, line.language, bold=line.strong or None)
                    if kind == "removed":
                        run.font.strike = True
                    elif kind == "added":
                        run.font.underline = True


def _quiet_borders(table):
    """Thin lines between rows only, and text that begins where the page's does."""
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "8C8C8C")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    for side in ("left", "right", "insideV"):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "nil")
        borders.append(line)
    properties.append(borders)
    margins = OxmlElement("w:tblCellMar")
    for side, room in (("left", 0), ("right", 120)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(room))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.append(margins)
