"""Making the documents of a revision: what is missing is made, stored, and written down."""

import gettext
import hashlib
import tomllib
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from registry.choices import DocumentFormat
from registry.documents import store
from registry.documents.base import Sealed
from registry.documents.paper import MOST_ON_PAPER
from registry.documents.store import StoreError
from registry.edition_reading import EditionReading
from registry.models import EditionDocument, EditionRevision, PurgedRevision
from ungass_portal.lib.language_codes import spoken

LANGUAGE = "en"  # in which every document is made; others are asked for
CSV, PDF = "text/csv; charset=utf-8", "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Form:
    """A format: what writes it, how its file ends, how it is served, and for how many records it is fit."""

    writer: str  # in this package; imported late, because web processes need none of those libraries
    ending: str
    content_type: str
    most: int | None = None  # records, where it is laid out in pages

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
    DocumentFormat.DOCX: Form("as_docx.write", ".docx", WORD, most=MOST_ON_PAPER),
    DocumentFormat.NARRATIVE: Form("narrative.write", "-narrative-draft.docx", WORD, most=MOST_ON_PAPER),
    DocumentFormat.FIGURES: Form("as_pdf.write_figures", "-figures.pdf", PDF),
    DocumentFormat.PDF: Form("as_pdf.write", ".pdf", PDF, most=MOST_ON_PAPER),
}


def forms_of(revision):
    """The formats that a revision is made in: a very long one not in pages, a purged one in none."""
    if hasattr(revision, "purge"):
        return {}
    count = sum(revision.counts.values())
    return {name: form for name, form in FORMS.items() if not form.most or count <= form.most}


def left_out(revision):
    """The formats that a revision is too long for, with the greatest number of records of each."""
    count = sum(revision.counts.values())
    return {name: form.most for name, form in FORMS.items() if form.most and count > form.most}


def languages():
    """The languages in which documents can be made: English, and those into which the portal is translated."""
    return [code for code, _name in settings.LANGUAGES if code == LANGUAGE or _has_catalogue(code)]


def _has_catalogue(code):
    """Is there a catalogue of the portal's own texts? Django's own would leave most of a document in English."""
    locale = translation.to_locale(code)
    return any(gettext.find("django", path, [locale]) for path in settings.LOCALE_PATHS)


def make(revision, progress=lambda done, total, words="": None, language=LANGUAGE):
    """Make the documents of a revision that are not there; what is done stays done if one cannot be made."""
    forms, missing = forms_of(revision), missing_of(revision, language)
    with translation.override(language):
        sealed = Sealed(EditionReading(revision.edition, revision.audience_id, revision.number), language)
        for done, name in enumerate(missing, start=len(forms) - len(missing)):
            progress(done, len(forms), str(DocumentFormat(name).label))
            make_one(sealed, name)
    progress(len(forms), len(forms))
    return missing


def missing_of(revision, language=LANGUAGE):
    """Formats that are not made yet in a language, or whose file is away."""
    known = {row.format: row for row in revision.documents.filter(language=spoken(language))}
    return [name for name in forms_of(revision) if name not in known or not store.is_there(known[name].path)]


def make_one(sealed, name):
    """Write one document into the store, then its row: a file without a row is written again, never served.

    The stored file is the authority: one that got lost is only put back if it comes out the same.
    """
    form = FORMS[name]
    known = sealed.revision.documents.filter(format=name, language=sealed.language).first()
    file_name = f"{sealed.stem}{form.ending}"
    path = known.path if known else f"{store.folder_of(sealed.revision)}/{file_name}"
    with store.writing(path) as file:
        form.write(sealed, file)
        size = file.seek(0, 2)
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        if known and known.sha256 != sha256:
            raise StoreError(
                _("%(name)s is away, and this version of the portal makes another file of it: take it from a backup.")
                % {"name": known.name}
            )
    return known or _write_down(
        sealed.revision,
        format=name,
        language=sealed.language,
        name=file_name,
        path=path,
        size=size,
        sha256=sha256,
        software=software(),
    )


def document_of(revision, name):
    """The document of a revision in English, made if need be; StoreError where a revision has none of this format."""
    if name not in forms_of(revision):
        raise StoreError(_("This revision has no document of this format: it is too long, or something was removed."))
    if name in missing_of(revision):
        with translation.override(LANGUAGE):
            make_one(Sealed(EditionReading(revision.edition, revision.audience_id, revision.number)), name)
    return revision.documents.get(format=name, language=LANGUAGE)


@transaction.atomic
def _write_down(revision, **facts):
    """The row of a document, unless something in its revision was removed while it was made."""
    EditionRevision.objects.select_for_update(of=("self",)).get(pk=revision.pk)
    if PurgedRevision.objects.filter(revision=revision).exists():
        store.remove(store.folder_of(revision))
        raise StoreError(_("Something in this revision was removed while its documents were made: it has none."))
    return EditionDocument.objects.create(revision=revision, **facts)


@lru_cache(maxsize=1)
def software():
    """The portal's name and version, as pyproject.toml has it."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]
    return f"{project['name']} {project['version']}"
