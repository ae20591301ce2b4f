"""What partner organisations ask for: everything, what changed, sums, whole files, and all of them at once."""

import http.client
import json
import threading
import time
from itertools import combinations

from scripts.bench.figures import Row, Series, interleaved, number
from scripts.bench.operations import DO, PLAIN_API
from scripts.bench.portal import API
from scripts.bench.process import BenchError, Server

CHANGES, SUMMARY, DUMP = "/api/v1/changes/", "/api/v1/summary/", "/api/v1/dump/records.ndjson"
FOLLOWED, PLAIN_PAGES, CALLERS = 1_000, 20, 8
PARTNERS = "audience_id = 'partners'"
COPY_ALL = [
    f"COPY (SELECT payload FROM {table} WHERE {PARTNERS} ORDER BY reference) TO STDOUT"
    for table in ("registry_matrixentry", "calendar_app_calendarentry")
]
# The codes of each dimension as a bare statement over `e` reads them, and what it must join for that.
CODES = {
    "chapter": "unnest(e.chapters)",
    "subheading": "unnest(e.subheadings)",
    "entity": "split_part(unnest(e.participants), ':', 1)",
    "role": "split_part(unnest(e.participants), ':', 2)",
    "country": "unnest(e.countries)",
    "region": "{name}_in.region",
    "level": "e.level",
    "scope": "e.scope",
    "status": "e.status",
    "year": "generate_series(extract(year FROM e.date_from)::int, greatest(extract(year FROM e.date_from)::int,"
    " extract(year FROM coalesce(e.date_to, CURRENT_DATE))::int))",
    "joint": "e.joint",
}
ACTIVITIES = f"e.{PARTNERS} AND e.kind = 'activity'"
# A region holds the countries in it, each activity once: bare SQL reads that from a table of places and regions.
WITHIN = """
    CREATE TEMPORARY TABLE IF NOT EXISTS bench_within AS WITH RECURSIVE up(place, region) AS (
        SELECT iso3, region_id FROM entities_country UNION SELECT code, code FROM entities_region
        UNION SELECT up.place, r.parent_id FROM up JOIN entities_region r ON r.code = up.region
    ) SELECT place, region FROM up WHERE region IS NOT NULL
"""
IN_REGION = f"""
    JOIN (SELECT DISTINCT named.id, region FROM (
        SELECT e.id, unnest(e.regions::text[] || e.countries::text[]) AS place FROM registry_matrixentry e
        WHERE {ACTIVITIES}
    ) AS named JOIN bench_within USING (place)) AS {{name}}_in ON {{name}}_in.id = e.id
"""
GROUPED = f"""
    SELECT r.code, c.code, count(*) FROM registry_matrixentry e {{joins}}
        CROSS JOIN LATERAL (SELECT {{rows}}) AS r(code) CROSS JOIN LATERAL (SELECT {{columns}}) AS c(code)
    WHERE {ACTIVITIES} GROUP BY 1, 2
"""


def grouped(rows, columns):
    """The bare statement of two dimensions."""
    pair = {"rows": rows, "columns": columns}
    joins = "".join(IN_REGION.format(name=side) for side, name in pair.items() if name == "region")
    return GROUPED.format(joins=joins, **{side: CODES[name].format(name=side) for side, name in pair.items()})


def full_pull(bench):
    """The partners' audience pulled page by page, and as many pages of the plain registry as take long enough."""
    ours = bench.ours.do("pull", path=f"{API}?limit=500", headers=bench.partner)
    plain = bench.plain.do("pull", path=f"{PLAIN_API}?page_size=500", pages=PLAIN_PAGES)
    held = bench.floor.value(f"SELECT count(*) FROM registry_matrixentry WHERE {PARTNERS} AND kind = 'activity'")
    if not ours["references"] == ours["rows"] == held:
        raise BenchError(f"Pulled {ours['references']} of the {held} activities that partners read.")
    rates = [answer["rows"] / answer["ms"] * 1000 for answer in (ours, plain)]
    times = rates[0] / rates[1]
    return [
        Row(
            f"partners pull everything ({held:,})",
            *(f"{number(rate)} rows/s" for rate in rates),
            ratio=f"{times:.1f} x plain",
            aim=">= 10 x plain",
            met=times >= 10,
        )
    ]


def following(bench):
    """A thousand changes followed with their records, beside as many records read anew from the plain registry."""
    wanted = min(FOLLOWED, bench.floor.value(f"SELECT count(*) FROM entities_change WHERE {PARTNERS}"))

    def follow():
        total, since, told = {"ms": 0, "sql": 0}, "", 0
        while told < wanted:
            page = bench.ours.get(f"{CHANGES}?since={since}&limit=500", headers=bench.partner, keep=True)
            body = json.loads(page["body"])
            total = {name: total[name] + page[name] for name in total}
            told, since = told + len(body["results"]), body["cursor"]
        return total

    pages = max(wanted // 500, 1)
    asked = interleaved(
        3, ours=follow, plain=lambda: bench.plain.do("pull", path=f"{PLAIN_API}?page_size=500", pages=pages)
    )
    times = asked["plain"].median() / asked["ours"].median()
    return [
        Row(
            f"partners follow {wanted:,} changes",
            asked["ours"].text(),
            asked["plain"].text(),
            ratio=f"{times:.1f} x plain",
            aim=">= 10 x plain",
            met=times >= 10,
        )
    ]


def sums(bench):
    """Every two dimensions crossed once, nothing remembered; the pair that is furthest from bare SQL is asked again."""

    def cross(rows, columns, runs):
        def ask():
            bench.ours.do("call", name=f"{DO}:forget")
            return bench.ours.get(f"{SUMMARY}?rows={rows}&columns={columns}", headers=bench.partner)

        sql = grouped(rows, columns)
        asked = interleaved(runs, ours=ask, floor=lambda: bench.floor.timed(sql))
        return asked["ours"].median() / asked["floor"].median(), asked

    bench.floor.timed(WITHIN)
    found = sorted((cross(rows, columns, 1)[0], rows, columns) for rows, columns in combinations(CODES, 2))
    _once, rows, columns = found[-1]
    times, worst = cross(rows, columns, 5)
    middle = found[len(found) // 2][0]
    return [
        Row(
            f"summary of any two dimensions ({len(found)} pairs; furthest: {rows} x {columns})",
            worst["ours"].text(),
            floor=f"{worst['floor'].text()} (GROUP BY)",
            ratio=f"{times:.1f} x GROUP BY at most, {middle:.1f} in the middle",
            aim="<= 3 x GROUP BY",
            met=times <= 3,
        )
    ]


def dumps(bench):
    """The dump made anew and taken whole, beside COPY of the same payloads."""
    rows = sum(
        bench.floor.value(f"SELECT count(*) FROM {table} WHERE {PARTNERS}")
        for table in ("registry_matrixentry", "calendar_app_calendarentry")
    )

    def ask():
        bench.ours.do("call", name=f"{DO}:drop_dumps")
        return bench.ours.get(DUMP, headers=bench.partner)

    asked = interleaved(3, ours=ask, floor=lambda: bench.floor.timed(*COPY_ALL))
    share = asked["floor"].median() / asked["ours"].median()
    rates = [rows / asked[side].median() * 1000 for side in ("ours", "floor")]
    return [
        Row(
            "dump of everything, made anew",
            f"{number(rates[0])} rows/s",
            floor=f"{number(rates[1])} rows/s (COPY)",
            ratio=f"{share:.2f} of COPY",
            aim=">= 0.5 of COPY",
            met=share >= 0.5,
        )
    ]


def callers(bench):
    """Eight callers pull everything at once from gunicorn: each gets every record, and none waits much longer."""
    held = bench.floor.value(f"SELECT count(*) FROM registry_matrixentry WHERE {PARTNERS} AND kind = 'activity'")
    found = []
    with Server(bench.environment["ours"], ["-c", "gunicorn.conf.py"]) as portal:
        pull(portal.port, bench.partner)  # warms it up
        threads = [
            threading.Thread(target=lambda: found.append(pull(portal.port, bench.partner)))
            for _caller in range(CALLERS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    lost = [held - len(references) for references, _seconds in found]
    seconds = Series([{"ms": seconds * 1000} for _references, seconds in found])
    spread = seconds.most("ms") / min(answer["ms"] for answer in seconds.answers)
    return [
        Row(
            f"{CALLERS} callers pull everything at once",
            f"{number(CALLERS * held / seconds.most('ms') * 1000)} rows/s, {sum(lost)} lost",
            ratio=f"slowest {spread:.2f} x the fastest",
            aim="nothing lost, slowest <= 1.5 x the fastest",
            met=len(found) == CALLERS and not any(lost) and spread <= 1.5,
        )
    ]


def pull(port, headers):
    """The references that one caller gets by following `next`, and how long it took."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    references, path, start = set(), f"{API}?limit=500", time.perf_counter()
    while path:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise BenchError(f"GET {path} answered {answer.status} with {CALLERS} callers.")
        page = json.loads(body)
        references.update(row["reference"] for row in page["results"])
        path = (page["next"] or "").removeprefix("http://127.0.0.1")
    connection.close()
    return references, time.perf_counter() - start
