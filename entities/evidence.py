"""Files attached as evidence: what they really are is told by their content, never by their name."""

import hashlib
import io
import zipfile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from entities.models import Evidence
from ungass_portal.lib import clock

MOST = 10 * 1024 * 1024
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAGIC = ((b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg", DOCX: "docx"}


def type_of(content):
    """The type of a file by its content; None for what is not taken."""
    for beginning, name in MAGIC:
        if content.startswith(beginning):
            return name
    return DOCX if _is_docx(content) else None


def _is_docx(content):
    """A Word document without macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    return {"[Content_Types].xml", "word/document.xml"} <= names and not any("vbaProject" in name for name in names)


def check(upload):
    """Validator of an uploaded file."""
    if upload.size > MOST:
        raise ValidationError(_("The file is larger than 10 MB. Attach a smaller copy."))
    upload.seek(0)
    if type_of(upload.read()) is None:
        raise ValidationError(_("Attach a PDF, PNG, JPEG or Word document (docx, without macros)."))


def keep(upload, by):
    """Keep an uploaded file that was checked; returns its row."""
    upload.seek(0)
    content = upload.read()
    kind = type_of(content)
    stem = upload.name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or "evidence"
    stem = "".join(sign if sign.isalnum() or sign in "-_ " else "-" for sign in stem).strip()[:120] or "evidence"
    return Evidence.objects.create(
        name=f"{stem}.{ENDINGS[kind]}",
        content_type=kind,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        content=content,
        added_by=by,
        added_at=clock.now(),
    )
