"""What the reader of spreadsheets leaves out of an ODS file: which cells are merged, whose formula gives an error."""

from lxml import etree
from xlsxwriter.utility import xl_rowcol_to_cell

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
VALUE_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
ROW, CELLS = f"{TABLE}table-row", (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")


class Marks:
    """Of one sheet: merged cells as ((top, left), (bottom, right)), and names of cells with a faulty formula."""

    def __init__(self):
        self.merged, self.formulas = [], []


def marks_of(content, most):
    """Marks by name of the sheet, from the stream of content.xml; at most so many formulas of each."""
    found, marks, row, column, rows = {}, Marks(), 0, 0, 1
    tags = (f"{TABLE}table", ROW, *CELLS)
    for event, node in etree.iterparse(content, ("start", "end"), tag=tags, resolve_entities=False):
        if event == "end":
            if node.tag == ROW:
                row += rows
                node.clear()
                while node.getprevious() is not None:
                    del node.getparent()[0]
        elif node.tag == ROW:
            column, rows = 0, _number(node, "number-rows-repeated")
        elif node.tag in CELLS:
            bottom = row + _number(node, "number-rows-spanned") - 1
            if bottom > row:
                marks.merged.append(((row, column), (bottom, column)))
            if node.get(VALUE_TYPE) == "error" and len(marks.formulas) < most:
                marks.formulas.append(xl_rowcol_to_cell(row, column))
            column += _number(node, "number-columns-repeated")
        else:
            marks, row = found.setdefault(node.get(f"{TABLE}name"), Marks()), 0
    return found


def _number(node, name):
    return int(node.get(f"{TABLE}{name}", 1))
