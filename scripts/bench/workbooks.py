"""A workbook of 5,000 rows taken in, beside a plain import library and beside one save at a time."""

from scripts.bench.figures import Row, number
from scripts.bench.operations import DO_PLAIN, Bench

MOST_ROWS = 5_000
DO = "scripts.bench.portal_workbooks"
PLAIN_SAVES = 50
PLAIN_ROWS = 500  # taken in by django-import-export, which goes row by row
MOST_GROWTH = 400  # MB: 5,000 rows at a time, each with its cells, its content and what is said of it


def taken_in(bench: Bench):
    """Reading, matching and previewing; applying with history."""
    path, rows = str(bench.folder / "list.xlsx"), min(MOST_ROWS, bench.activities)
    like = bench.floor.value("SELECT min(reference) FROM registry_matrixentry WHERE audience_id = 'network'")
    bench.ours.do("call", name=f"{DO}:write", path=path, count=rows)
    bench.ours.do("call", name=f"{DO}:take", path=path)  # the first makes what a process makes once
    told = bench.ours.do("call", name=f"{DO}:take", path=path)["answer"]
    bare = bench.ours.do("call", name=f"{DO}:bare", path=path)["ms"]
    content = bench.ours.do("call", name="scripts.bench.portal:template", reference=like)["answer"]
    content["participants"] = [{"entity": "who", "role": "lead", "office": ""}]
    single = bench.ours.do("call", name=f"{DO}:one_at_a_time", content=content)["answer"]
    plain = _plain(bench, like)
    library = bench.plain.do("call", name="scripts.bench.plain.imports:take", count=PLAIN_ROWS)["answer"]
    preview, apply = (rows / told[name]["ms"] * 1000 for name in ("preview", "apply"))
    slow = 1000 / min(single, plain)
    return [
        Row(
            f"workbook of {rows:,} rows: {what}",
            f"{number(rate)} rows/s, {told[name]['sql']} SQL",
            f"{number(1000 / plain)} rows/s saved one at a time, {number(1000 / single)} by our own process; "
            f"django-import-export {number(PLAIN_ROWS / library[name] * 1000)} rows/s",
            f"{number(rows / bare * 1000)} rows/s (calamine reads the cells)" if name == "preview" else "–",
            f"{rate / slow:.1f} x one at a time",
            ">= 10 x one at a time, statements constant in rows",
            rate / slow >= 10,
        )
        for name, what, rate in (
            ("preview", "read, match, preview", preview),
            ("apply", "apply with history", apply),
        )
    ]


def large(bench: Bench):
    """As many rows as the registry holds, whose memory is that of the batches in which they are handled."""
    path, rows = str(bench.folder / "large.xlsx"), bench.activities
    bench.ours.do("call", name=f"{DO}:write", path=path, count=rows)
    told = bench.ours.do("call", name=f"{DO}:take", path=path)["answer"]
    return [
        Row(
            f"workbook of {rows:,} rows: {what}",
            f"{number(rows / told[name]['ms'] * 1000)} rows/s, {told[name]['sql']} SQL",
            ratio=f"+{told[name]['growth_mb']:.0f} MB",
            aim=f"growth <= {MOST_GROWTH} MB",
            met=told["rows"] == rows and told[name]["growth_mb"] <= MOST_GROWTH,
        )
        for name, what in (("preview", "read, match, preview"), ("apply", "apply with history"))
    ]


def matched(bench: Bench):
    """The labelled untidy cells, all different; and the same cells once more, as most of a sheet are."""
    told = bench.ours.do("call", name=f"{DO}:match")["answer"]
    return [
        Row(
            f"{told['cells']:,} untidy cells matched, all different",
            f"{number(told['first'])} cells/s",
            ratio=f"{number(told['again'])} cells/s where they were seen before",
        )
    ]


def _plain(bench, like):
    """Milliseconds of one save by the plain registry's serializer."""
    body = bench.plain.do("call", name=f"{DO_PLAIN}:template", reference=like)["answer"]
    total = sum(
        bench.plain.do("call", name=f"{DO_PLAIN}:create", content=body, number=10**7 + turn)["ms"]
        for turn in range(PLAIN_SAVES)
    )
    bench.plain.do("call", name=f"{DO_PLAIN}:tidy")
    return total / PLAIN_SAVES
