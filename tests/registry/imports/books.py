"""Workbooks for tests: given out, changed by another program, and taken back."""

import io
import os
import shutil
import subprocess

import openpyxl
import pytest
from django.utils import timezone

from entities.choices import Role
from entities.desk_lists import Side
from entities.models import Entity
from registry.imports import workbook
from registry.imports.given import Cut, month
from registry.imports.intake import read_in, take_in
from registry.models import ImportRow
from tests import factories as make

HEAD = 5
with_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None and os.environ.get("CI") != "true", reason="LibreOffice is not installed"
)


def by_libreoffice(path, form, folder):
    """The file opened by LibreOffice without a screen and saved in a form; the bytes of what it wrote."""
    program = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", form]
    done = subprocess.run([*program, "--outdir", folder / "out", path], capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr
    return (folder / "out" / f"{path.stem}.{form.partition(':')[0]}").read_bytes()


def given(person, entity="who", **cut):
    """The workbook of an entity, opened by openpyxl."""
    own = frozenset({Entity.objects.get(slug=entity).pk})
    about = workbook.Given(entity.upper(), month(), timezone.now(), person.name, Side(person, own, own, own),
                           Cut(**cut))  # fmt: skip
    file = io.BytesIO()
    workbook.write(about, file)
    return openpyxl.load_workbook(io.BytesIO(file.getvalue()))


def places(sheet):
    """The number of each column by the portal's name for it."""
    return {cell.value.split(":")[2]: cell.column for cell in sheet[HEAD - 1]}


def put(book, row, sheet="Matrix", **cells):
    """Type into the cells of a row; rows are counted from 1 below the head."""
    at = places(book[sheet])
    for name, value in cells.items():
        book[sheet].cell(HEAD + row, at[name]).value = value


def taken(book, person, entity="who", name="book.xlsx"):
    """The import of a workbook (or of bytes), read and checked."""
    data = book
    if not isinstance(book, bytes):
        file = io.BytesIO()
        book.save(file)
        data = file.getvalue()
    owner = Entity.objects.get(slug=entity) if entity else None
    imported = take_in(file=io.BytesIO(data), name=name, by=person, entity=owner, language="en")
    read_in(imported)
    imported.refresh_from_db()
    return imported


def rows(imported):
    """All rows of an import, in order."""
    return list(ImportRow.objects.filter(sheet__imported=imported).order_by("sheet__place", "number"))


def outcomes(imported):
    """(title, outcome) of all rows."""
    return [(row.title, row.outcome) for row in rows(imported)]


def focal_point(entity="who"):
    """A focal point, with the code lists."""
    make.code_lists()
    return make.person(Role.FOCAL_POINT, entity)
