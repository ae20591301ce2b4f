"""The month at scale: sealing, what changed, what many editions take, documents, and a withdrawal from all of them."""

import threading

from scripts.bench.exports import bare_workbook
from scripts.bench.figures import Row, Series, number
from scripts.bench.operations import Bench
from scripts.bench.process import Side

DO = "scripts.bench.portal_months"
FIRST, SECOND = "2007-01", "2007-02"
EDITIONS = 120
MEGABYTE = 1 << 20


def months(bench: Bench):
    """All of it, in a process of its own and in one transaction that is rolled back."""
    with Side("scripts.bench.settings", bench.environment["ours"]) as side:

        def do(name, **arguments):
            return side.do("call", name=f"{DO}:{name}", **arguments)

        do("begin")
        packed = do("size")["answer"]
        rows, first_size = sealing(bench, do, packed)
        rows.append(what_changed(bench, do))
        rows.append(withdrawal(do))
        rows += editions(bench, side, do, packed, first_size)
        rows.append(workbook(bench, do))
        do("end")
    return rows


def sealing(bench, do, packed):
    """Sealing everything for the first time, and a month in which 3 % changed, while somebody reads."""
    do("plain_copy")  # the first one reads from the disk
    copy = do("plain_copy")["answer"]
    quiet = Series([bench.api() for _turn in range(bench.runs)])
    found = []
    for code in (FIRST, SECOND):
        reading = Reading(bench)
        with reading:
            sealed = do("seal", code=code)["answer"]
        found.append((sealed["ms"], reading.answers))
        if code == FIRST:
            first_size = do("size")["answer"] - packed
            do("edit")
    during = Series([answer for _ms, answers in found for answer in answers])
    slowest, limit = during.most("ms"), max(10 * quiet.p95(), 500)
    plain = f"{number(copy['ms'])} ms (INSERT ... SELECT of {copy['rows']:,} rows)"
    rows = [
        Row(
            name,
            f"{number(ms)} ms",
            floor=plain,
            ratio=f"{ms / copy['ms']:.2f} x",
            aim="<= 3 x",
            met=ms <= 3 * copy["ms"],
        )
        for name, (ms, _answers) in zip(
            ("sealing three audiences, all of it new", "sealing three audiences, 3 % changed"), found, strict=True
        )
    ]
    rows.append(
        Row(
            f"reading the API while that goes on ({len(during.answers)} answers)",
            f"{number(during.median())} ms, slowest {number(slowest)} ms",
            floor=f"{number(quiet.median())} ms at rest",
            aim=f"nobody waits: slowest <= {number(limit)} ms",
            met=slowest <= limit,
        )
    )
    return rows, first_size


class Reading:
    """Somebody who reads page after page until the block ends."""

    def __init__(self, bench):
        self.bench, self.answers, self.over = bench, [], threading.Event()
        self.thread = threading.Thread(target=self._read)

    def __enter__(self):
        self.thread.start()

    def __exit__(self, *error):
        self.over.set()
        self.thread.join()

    def _read(self):
        while not self.answers or not self.over.is_set():
            self.answers.append(self.bench.api())


def what_changed(bench, do):
    """The comparison of the two months, nothing remembered."""
    found = Series([do("compare", before=FIRST, after=SECOND) for _turn in range(3)])
    return Row(
        f"what changed between two editions ({found.answers[0]['answer']:,} changes)",
        found.text(),
        aim="in seconds: <= 5 s",
        met=found.median() <= 5000,
    )


def editions(bench, side, do, packed, first_size):
    """A page and a document of the first months after 2 editions and after 120, and the room that 120 take."""
    before = pages(bench, side, SECOND), do("document", code=SECOND, format="csv", path=str(bench.folder / "two.csv"))
    last = do("grow", after=SECOND, months=EDITIONS - 2)["answer"]
    size = do("size")["answer"] - packed
    after = pages(bench, side, SECOND), do("document", code=SECOND, format="csv", path=str(bench.folder / "many.csv"))
    newest = pages(bench, side, last), do("document", code=last, format="csv", path=str(bench.folder / "last.csv"))
    page = after[0].median() / before[0].median(), newest[0].median() / before[0].median()
    file = after[1]["ms"] / before[1]["ms"], newest[1]["ms"] / before[1]["ms"]
    monthly = (size - first_size) / (EDITIONS - 1)
    scaled = size / do("records", code=last)["answer"] * 100_000
    return [
        Row(
            f"page of 50 of a month, after {EDITIONS} editions",
            f"{after[0].text()}; of the newest {newest[0].text()}",
            floor=f"{before[0].text()} after 2",
            ratio=f"{page[0]:.2f}, {page[1]:.2f} of after 2",
            aim="<= 1.2 of after 2",
            met=max(page) <= 1.2,
        ),
        Row(
            f"document (CSV) of a month, after {EDITIONS} editions",
            f"{number(after[1]['ms'])} ms; of the newest {number(newest[1]['ms'])} ms",
            floor=f"{number(before[1]['ms'])} ms after 2",
            ratio=f"{file[0]:.2f}, {file[1]:.2f} of after 2",
            aim="<= 1.2 of after 2",
            met=max(file) <= 1.2,
        ),
        Row(
            f"room of {EDITIONS} editions, 3 % changed a month",
            f"{size / MEGABYTE:,.0f} MB ({first_size / MEGABYTE:,.0f} MB + {monthly / MEGABYTE:.1f} MB a month)",
            ratio=f"{scaled / MEGABYTE:,.0f} MB for 100,000 records",
            aim="<= 2,048 MB for 100,000 records",
            met=scaled <= 2048 * MEGABYTE,
        ),
    ]


def pages(bench, side, code):
    """A page in the middle of the matrix of a month, as the network reads it."""
    address = f"/editions/{code}/rev-0/matrix/?after=ACT-500000"
    return Series([side.get(address, headers=bench.cookie) for _turn in range(bench.runs + 1)][1:])


def workbook(bench, do):
    """The workbook of a month beside XlsxWriter alone writing the very cells of it."""
    book = bench.folder / "edition.xlsx"
    do("document", code=FIRST, format="csv", path=str(bench.folder / "warm.csv"))
    ours = Series([do("document", code=SECOND, format="xlsx", path=str(book)) for _turn in range(2)])
    bare = Series([bare_workbook(book) for _turn in range(2)])
    times, growth = ours.median() / bare.median(), ours.most("growth_mb")
    return Row(
        "XLSX of an edition",
        f"{number(ours.median())} ms, +{growth:.0f} MB",
        f"{number(bare.median())} ms (XlsxWriter alone, constant memory)",
        ratio=f"{times:.2f} x XlsxWriter alone",
        aim="<= 1.3 x XlsxWriter alone, <= 32 MB",
        met=times <= 1.3 and growth <= 32,
    )


def withdrawal(do):
    """A record that both months hold for everybody is withdrawn: the outside audiences get a revision of each."""
    found = do("withdraw")
    return Row(
        f"withdrawing a record that 2 editions hold ({found['answer']} revisions)",
        f"{number(found['ms'])} ms",
        ratio=f"{number(found['ms'] / found['answer'])} ms a revision",
        aim="none (hashed before the clocks are locked)",
    )
