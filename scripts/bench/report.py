"""The table on the screen and in docs/performance.md, with the facts of the machine."""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
HEADINGS = ("operation", "the portal", "plain DRF registry", "PostgreSQL alone", "ratio", "aim", "met")
WORDS = {True: "yes", False: "NO", None: "–"}


def table(rows):
    """The rows as a Markdown table."""
    lines = [HEADINGS, ("---",) * len(HEADINGS)]
    lines += [(row.operation, row.ours, row.plain, row.floor, row.ratio, row.aim, WORDS[row.met]) for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def facts(bench, minutes, load):
    """What the figures were measured on."""
    server = bench.floor.value("SHOW server_version")
    packages = ", ".join(f"{name} {version(name)}" for name in ("Django", "djangorestframework", "gunicorn"))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    size = bench.floor.value("SELECT pg_size_pretty(pg_database_size(current_database()))")
    return (
        f"Measured on {datetime.now(UTC):%-d %B %Y}, in {minutes:.0f} minutes: {bench.activities:,} activities, "
        f"database of {size}; {os.cpu_count()} processors ({platform.machine()}), {memory:.0f} GB of memory, load "
        f"{load[0]:.1f} at the start and {load[1]:.1f} at the end; PostgreSQL {server}, "
        f"Python {platform.python_version()}, {packages}."
    )


def write(path, text):
    """Put the text between the marks of a page."""
    page = Path(path).read_text(encoding="utf-8")
    before, _mark, rest = page.partition(BEGIN)
    _old, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"{path} has no marks {BEGIN} and {END}.")
    Path(path).write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")
