"""`make bench`: measure the portal, a plain registry and PostgreSQL alone in one run, and print the table.

Latency and memory are measured in-process, through each side's whole WSGI application; requests a second
over HTTP on the loopback, from gunicorn. ARGS="--activities 10000" measures a smaller registry.
"""

import argparse
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from scripts.bench import calendar, exports, months, operations, partners, report, workbooks  # noqa: E402
from scripts.bench.floor import Floor  # noqa: E402
from scripts.bench.prepare import prepare  # noqa: E402
from scripts.bench.process import BenchError, Side, environment  # noqa: E402

FULL = 100_000
OPERATIONS = {
    "api": operations.api_pages,
    "change": operations.after_a_change,
    "statements": operations.statements,
    "throughput": operations.throughput,
    "pull": operations.everything,
    "unchanged": operations.nothing_changed,
    "matrix": operations.matrix_page,
    "search": operations.search,
    "csv": exports.csv,
    "xlsx": exports.xlsx,
    "save": operations.saves,
    "editions": months.months,
    "feed": calendar.feed,
    "month": calendar.month,
    "clashes": calendar.clashes,
    "workbook": workbooks.taken_in,
    "large-workbook": workbooks.large,
    "matcher": workbooks.matched,
    "partners": partners.full_pull,
    "following": partners.following,
    "summary": partners.sums,
    "dump": partners.dumps,
    "callers": partners.callers,
}


def main():
    """Prepare, measure, print; the figures of a full run go into docs/performance.md."""
    asked = arguments()
    start, load = time.monotonic(), [os.getloadavg()[0]]
    try:
        url = prepare(asked.database, asked.activities, asked.events, anew=asked.anew)
        with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
            bench = begin(stack, url, asked, Path(folder))
            rows = []
            for name in asked.only or OPERATIONS:
                print(f"{name} ...", file=sys.stderr, flush=True)
                measured = OPERATIONS[name](bench)
                rows += measured
                print(report.table(measured), file=sys.stderr, flush=True)  # kept, should a later one fail
            load.append(os.getloadavg()[0])
            found = report.table(rows)
            known = report.facts(bench, (time.monotonic() - start) / 60, load)
    except BenchError as error:
        sys.exit(f"The bench stopped: {error}")
    print(f"{known}\n\n{found}")
    if asked.report:
        report.write(asked.report, f"{known}\n\n{found}")


def arguments():
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--activities", type=int, default=FULL, help=f"how many ({FULL:,})")
    parser.add_argument("--events", type=int, help="how many events (in proportion; a third of them are the public's)")
    parser.add_argument("--quick", action="store_true", help="each thing a few times only: proves that the bench runs")
    parser.add_argument("--only", nargs="+", choices=OPERATIONS, help="some operations; nothing is written down")
    parser.add_argument("--database", help="its name (ungass_bench_ and the number of activities)")
    parser.add_argument("--anew", action="store_true", help="drop that database first")
    parser.add_argument("--report", type=Path, help="page to write the table into (docs/performance.md, if all is run)")
    asked = parser.parse_args()
    asked.database = asked.database or f"ungass_bench_{asked.activities}"
    if asked.activities == FULL and not (asked.quick or asked.only or asked.report):
        asked.report = ROOT / "docs" / "performance.md"
    return asked


def begin(stack, url, asked, folder):
    """Start both sides, sign in, and let each settle as its server would."""
    ours, plain = environment(url), environment(url) | {"DJANGO_SETTINGS_MODULE": "scripts.bench.plain.settings"}
    ours |= {"DJANGO_SETTINGS_MODULE": "scripts.bench.settings", "DUMP_ROOT": str(folder / "dumps")}
    portal = stack.enter_context(Side("scripts.bench.settings", ours))
    other = stack.enter_context(Side("scripts.bench.plain.settings", plain))
    keys = portal.do("call", name="scripts.bench.portal:sign_in", entity="who")["answer"]
    bench = operations.Bench(
        ours=portal,
        plain=other,
        floor=Floor(url),
        runs=3 if asked.quick else 40,
        environment={"ours": ours, "plain": plain},
        token={"Authorization": f"Bearer {keys['token']}"},
        partner={"Authorization": f"Bearer {keys['partner']}"},
        cookie={"Cookie": keys["cookie"]},
        activities=asked.activities,
        folder=folder,
        seconds=0.5 if asked.quick else 5,
    )
    bench.matrix()
    bench.api()
    bench.plain_api()
    portal.do("settle")
    other.do("settle")
    return bench


if __name__ == "__main__":
    main()
