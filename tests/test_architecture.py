"""Imports point one way, and no module grows beyond what one can read."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ORDER = ["ungass_portal.lib", "entities", "registry", "calendar_app"]
LONGEST_MODULE = 400


def modules(package):
    """The package's own modules, without migrations."""
    paths = sorted(ROOT.joinpath(*package.split(".")).rglob("*.py"))
    return [path for path in paths if "migrations" not in path.parts]


def imported_modules(package):
    """Every module named in an import anywhere in the package."""
    for path in modules(package):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                yield from (f"{alias.name}" for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("package", ORDER)
def test_package_imports_nothing_above_itself(package):
    above = tuple(ORDER[ORDER.index(package) + 1 :])

    assert [name for name in imported_modules(package) if name.startswith(above)] == []


def test_modules_stay_readable():
    packages = ["ungass_portal", "entities", "registry", "calendar_app", "scripts"]
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for p in packages for path in modules(p)}

    assert {path: length for path, length in lengths.items() if length > LONGEST_MODULE} == {}


PROJECT = ["ungass_portal", "entities", "registry", "calendar_app", "scripts", "tests"]


def test_psycopg_3_is_never_imported():
    """The drivers differ in types and errors; the portal is written for psycopg2."""
    named = {name.split(".")[0] for package in PROJECT for name in imported_modules(package)}

    assert "psycopg" not in named
    assert "psycopg2" in named


def test_the_authors_notes_are_never_read():
    """What the portal needs lies in its own data files: no string of the code leads to the folder of the notes."""
    notes = "/".join(("", "work", "shared"))
    found = [
        str(path.relative_to(ROOT))
        for package in PROJECT
        for path in modules(package)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and notes in node.value
    ]

    assert found == []


def test_templates_hold_no_address_of_the_authors_notes():
    notes = "/".join(("work", "shared"))

    assert [str(path) for path in ROOT.joinpath("templates").rglob("*.*") if notes in path.read_text()] == []
