"""What the bench asks the portal's process to do with a workbook; everything is taken back."""

import time

from scripts.bench.child import peak_memory, reset_peak_memory, resident_memory

ROWS_AT_ONCE = 100  # saved one at a time, to compare with
TITLES = ("Activity", "Summary", "Lead", "Partners", "Where", "From", "Level", "Status", "Chapter")


def write(path, count):
    """A list as an entity might keep it: no reference, no version, names as people write them."""
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Activities")
        sheet.write_row(0, 0, TITLES)
        for number in range(1, count + 1):
            cells = (
                f"Course {number * 7919 % 1_000_003} for nurses", "Nurses learn to treat dependence. " * 8, "WHO",
                "UNODC; UN Women", "Peru, Vietnam", "March 2018", "field", "ongoing", "1",
            )  # fmt: skip
            sheet.write_row(number, 0, cells)


def bare(path):
    """The library alone: how long it takes to read the cells."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(path)
    return sum(1 for name in book.sheet_names for _row in book.get_sheet_by_name(name).iter_rows())


def take(path):
    """Read, match and preview, then apply; milliseconds, statements and rows of both."""
    from django.db import transaction

    from entities.models import Entity, User
    from registry.imports.apply import apply
    from registry.imports.intake import read_in, take_in
    from registry.imports.store import place_of
    from scripts.bench.portal import PERSON

    by, told = User.objects.get(email=PERSON), {}
    with open(path, "rb") as file:
        imported = take_in(file=file, name="bench.xlsx", by=by, entity=Entity.objects.get(slug="who"), language="en")
    with transaction.atomic():
        told["preview"] = _timed(lambda: read_in(imported))
        told["apply"] = _timed(lambda: told.update(rows=apply(imported=imported, by=by).counts["begun"]))
        transaction.set_rollback(True)
    place_of(imported).unlink()
    imported.delete()
    return told


def one_at_a_time(content):
    """The same by the process of the forms: validate and save one after the other; milliseconds of each."""
    from django.db import transaction

    from entities import desk
    from entities.models import User
    from scripts.bench.portal import PERSON

    by = User.objects.get(email=PERSON)
    with transaction.atomic():
        told = _timed(lambda: [_create(desk, content, number, by) for number in range(ROWS_AT_ONCE)])
        transaction.set_rollback(True)
    return told["ms"] / ROWS_AT_ONCE


def _create(desk, content, number, by):
    desk.create(kind="activity", content=content | {"title": f"Course {number} for nurses"}, by=by)


def _timed(act):
    """Milliseconds and statements of an act."""
    from django.db import connection

    count = [0]

    def counted(execute, sql, params, many, context):
        count[0] += 1
        return execute(sql, params, many, context)

    reset_peak_memory()
    before, start = resident_memory(), time.perf_counter()
    with connection.execute_wrapper(counted):
        act()
    growth = (peak_memory() - before) / 1024
    return {"ms": (time.perf_counter() - start) * 1000, "sql": count[0], "growth_mb": growth}


def match():
    """Read the labelled cells of every kind, then once more; cells a second of both."""
    from registry.imports.match import Matcher
    from tests.registry.imports.measuring import KINDS, read_row, rows_of

    matcher = Matcher()
    rows = [(kind, row) for kind in KINDS if kind != "columns" for row in rows_of(kind)]
    for kind, row in rows[::1_000]:  # makes the readers of each kind
        read_row(matcher, kind, row)
    told = {}
    for name in ("first", "again"):
        start = time.perf_counter()
        for kind, row in rows:
            read_row(matcher, kind, row)
        told[name] = len(rows) / (time.perf_counter() - start)
    return told | {"cells": len(rows)}
