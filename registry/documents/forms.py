"""The formats in which the documents of a revision are made."""

from dataclasses import dataclass

from django.utils.module_loading import import_string

from registry.choices import DocumentFormat

CSV, PDF = "text/csv; charset=utf-8", "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Form:
    """A format: what writes it, how its file ends, how it is served, and which lists stand in its volumes."""

    writer: str  # in this package; imported late, because web processes need none of those libraries
    ending: str
    content_type: str
    divided: tuple = ()  # the lists in it, where it is laid out in pages: a long edition stands in volumes

    def write(self, sealed, file):
        """Write the document into an open binary file."""
        import_string(f"registry.documents.{self.writer}")(sealed, file)


# In the order in which they are made: what takes longest comes last.
FORMS = {
    DocumentFormat.JSON: Form("as_json.write", ".json", "application/json"),
    DocumentFormat.CSV: Form("as_csv.matrix", "-matrix.csv", CSV),
    DocumentFormat.CALENDAR_CSV: Form("as_csv.calendar", "-calendar.csv", CSV),
    DocumentFormat.HXL: Form("as_csv.matrix_with_tags", "-matrix.hxl.csv", CSV),
    DocumentFormat.CALENDAR_HXL: Form("as_csv.calendar_with_tags", "-calendar.hxl.csv", CSV),
    DocumentFormat.XLSX: Form("as_xlsx.write", ".xlsx", EXCEL),
    DocumentFormat.DOCX: Form("as_docx.write", ".docx", WORD, divided=("matrix", "calendar")),
    DocumentFormat.NARRATIVE: Form("narrative.write", "-narrative-draft.docx", WORD, divided=("matrix",)),
    DocumentFormat.FIGURES: Form("as_pdf.write_figures", "-figures.pdf", PDF),
    DocumentFormat.PDF: Form("as_pdf.write", ".pdf", PDF, divided=("matrix", "calendar")),
}
