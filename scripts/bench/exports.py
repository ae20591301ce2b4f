"""Exports of everything, each in a process of its own, whose memory is watched."""

import subprocess
import sys

from scripts.bench.figures import Row, Series, number
from scripts.bench.floor import CSV
from scripts.bench.operations import Bench
from scripts.bench.portal import EXPORT, SMALL_EXPORT
from scripts.bench.process import ROOT, Side

RUNS = 3


def csv(bench: Bench):
    """CSV of everything."""
    ours = Series([ours_export(bench, "csv") for _turn in range(RUNS)])
    plain = plain_export(bench, "/activities.csv")
    floor = Series([bench.floor.timed(CSV) for _turn in range(RUNS)])
    rates = [bench.activities / milliseconds * 1000 for milliseconds in (ours.median(), plain["ms"], floor.median())]
    times, growth, first = rates[0] / rates[1], ours.most("growth_mb"), ours.most("first_ms")
    return [
        Row(
            "CSV of everything",
            f"{number(rates[0])} rows/s, +{growth:.0f} MB, first byte {number(first)} ms",
            f"{number(rates[1])} rows/s, +{plain['growth_mb']:,.0f} MB",
            f"{number(rates[2])} rows/s (COPY)",
            f"{times:.1f} x plain",
            ">= 25 x plain, <= 16 MB, first byte <= 500 ms",
            times >= 25 and growth <= 16 and first <= 500,
        )
    ]


def xlsx(bench: Bench):
    """XLSX of everything beside XlsxWriter alone writing the very cells of that workbook."""
    book = bench.folder / "everything.xlsx"
    ours, bare = [], []
    for turn in range(RUNS):
        ours.append(ours_export(bench, "xlsx", save_to=str(book)))
        bare.append(bare_workbook(book))
        if turn == 0 and ours[0]["ms"] > 120_000:
            break  # once is enough to know
    ours, bare = Series(ours), Series(bare)
    times, growth = ours.median() / bare.median(), ours.most("growth_mb")
    rates = [bench.activities / series.median() * 1000 for series in (ours, bare)]
    return [
        Row(
            "XLSX of everything",
            f"{number(rates[0])} rows/s, +{growth:.0f} MB",
            f"{number(rates[1])} rows/s (XlsxWriter alone, constant memory)",
            "–",
            f"{times:.2f} x XlsxWriter alone",
            "<= 1.3 x XlsxWriter alone, <= 32 MB",
            times <= 1.3 and growth <= 32,
        )
    ]


def ours_export(bench, kind, **options):
    """One export by a fresh process that has made a small one before."""
    with Side("scripts.bench.settings", bench.environment["ours"]) as side:
        side.get(SMALL_EXPORT[kind], headers=bench.cookie)
        side.do("settle")
        return side.get(EXPORT[kind], headers=bench.cookie, **options)


def plain_export(bench, path):
    """The plain registry's export, once: it is slow."""
    with Side("scripts.bench.plain.settings", bench.environment["plain"]) as side:
        side.get("/api/activities/?page_size=3")
        return side.get(path)


def bare_workbook(book):
    """Milliseconds that XlsxWriter needs for the cells of a workbook, reading them not counted."""
    done = subprocess.run(
        [sys.executable, "-m", "scripts.bench.bare_workbook", str(book)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return {"ms": float(done.stdout)}
