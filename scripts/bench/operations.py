"""What is measured: each function asks the sides in turn and returns rows of the table with the aims beside."""

import json
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from scripts.bench.figures import Row, Series, interleaved, number
from scripts.bench.floor import EVERYTHING, Floor
from scripts.bench.portal import API, MATRIX
from scripts.bench.process import BenchError, Server, Side

COMMON, RARE = "treatment", "naloxone"
FILTER = {"country": "AFG", "status": "ongoing"}
FILTER_SQL = "countries && ARRAY['AFG']::varchar[] AND status = 'ongoing'"
DO = "scripts.bench.portal"
DO_PLAIN = "scripts.bench.plain.saves"
PLAIN_API = "/api/activities/"


@dataclass
class Bench:
    """The sides, and how often to ask them."""

    ours: Side
    plain: Side
    floor: Floor
    runs: int
    environment: dict
    token: dict
    partner: dict
    cookie: dict
    activities: int
    folder: Path
    seconds: float

    def api(self, **query):
        """A list of the portal's API as the network reads it."""
        return self.ours.get(f"{API}?{urlencode({'limit': 100} | query)}", headers=self.token)

    def matrix(self, **query):
        """The matrix page as the network reads it."""
        return self.ours.get(f"{MATRIX}?{urlencode(query)}", headers=self.cookie)

    def plain_api(self, **query):
        """A list of the plain API."""
        return self.plain.get(f"{PLAIN_API}?{urlencode(query)}")


def against_plain(operation, ours, plain, floor=None, *, most, most_sql=None):
    """A row whose aim is a share of the plain registry's time."""
    share = ours.median() / plain.median()
    aim, met = f"<= {most} of plain", share <= most
    if most_sql:
        aim, met = f"{aim}, <= {most_sql} SQL", met and ours.most("sql") <= most_sql
    floor_text = floor.text() if floor else "–"
    return Row(operation, ours.text(), plain.text(), floor_text, f"{share:.2f} of plain", aim, met)


def api_pages(bench):
    """Pages of 100 with their count: the first, filtered, and at nine tenths of the list."""
    same_rows(bench, {})
    same_rows(bench, FILTER)
    skip = int(bench.activities * 0.9)
    deep = bench.ours.do("call", name=f"{DO}:cursor", skip=skip)["answer"]
    floor_deep = bench.floor.value(
        f"SELECT reference FROM registry_matrixentry WHERE audience_id = 'network' ORDER BY reference OFFSET {skip}"
    )
    asked = interleaved(
        bench.runs,
        ours=bench.api,
        plain=bench.plain_api,
        floor=bench.floor.page,
        ours_filtered=lambda: bench.api(**FILTER),
        plain_filtered=lambda: bench.plain_api(**FILTER),
        floor_filtered=lambda: bench.floor.page(FILTER_SQL),
        ours_deep=lambda: bench.api(after=deep),
        plain_deep=lambda: bench.plain_api(page=skip // 100 or 1),
        floor_deep=lambda: bench.floor.page("reference > %(deep)s", deep=floor_deep),
    )
    first = against_plain("API page of 100 and count", asked["ours"], asked["plain"], asked["floor"], most=0.25)
    steady = asked["ours"].p95() / asked["ours"].median()
    first.ratio += f", p95 {steady:.1f} x median"
    first.aim += ", p95 <= 2 x median"
    first.met = first.met and steady <= 2
    filtered = (asked[f"{side}_filtered"] for side in ("ours", "plain", "floor"))
    deeper = asked["ours_deep"].median() / asked["ours"].median()
    return [
        first,
        against_plain(f"the same, filtered: {urlencode(FILTER)}", *filtered, most=0.25),
        Row(
            "the same, at nine tenths of the list",
            asked["ours_deep"].text(),
            asked["plain_deep"].text(),
            asked["floor_deep"].text(),
            f"{deeper:.2f} of the first page",
            "<= 1.2 of the first page",
            deeper <= 1.2,
        ),
    ]


def after_a_change(bench):
    """The first page when nothing is remembered: its count is made anew."""

    def ask():
        bench.ours.do("call", name=f"{DO}:forget")
        return bench.api()

    asked = interleaved(bench.runs, ours=ask, plain=bench.plain_api, floor=bench.floor.page)
    return [against_plain("API page and count, first one after a change", **asked, most=0.25)]


def same_rows(bench, query):
    """Both registries must hold the same rows, or nothing can be compared."""
    address = f"{API}?{urlencode({'limit': 100} | query)}"
    ours = json.loads(bench.ours.get(address, headers=bench.token, keep=True)["body"])
    plain = json.loads(bench.plain.get(f"{PLAIN_API}?{urlencode(query)}", keep=True)["body"])
    references = [[row["reference"] for row in page["results"]] for page in (ours, plain)]
    if ours["count"] != plain["count"] or references[0] != references[1]:
        raise BenchError(f"{query}: portal and plain registry differ ({ours['count']} and {plain['count']} rows).")


def statements(bench):
    """How many statements a page of 3 and a page of 100 take: the difference must be nothing."""
    few, many = bench.api(limit=3), bench.api(limit=100)
    three = bench.matrix(q="ACT-000000"), bench.matrix(**FILTER)
    growth = many["sql"] - few["sql"], three[1]["sql"] - three[0]["sql"]
    return [
        Row(
            "statements that grow with rows: API, matrix page",
            f"{growth[0]}, {growth[1]}",
            ratio=f"{few['sql']} -> {many['sql']}, {three[0]['sql']} -> {three[1]['sql']}",
            aim="0",
            met=growth[0] <= 0 and growth[1] <= 0,
        )
    ]


def throughput(bench):
    """Answers a second to 8 clients that never wait, from gunicorn with 2 workers of 3 threads."""
    plain_arguments = ["--workers", "2", "--threads", "3", "--bind", "127.0.0.1:{port}", "scripts.bench.plain.wsgi"]
    ours, plain = [], []
    with (
        Server(bench.environment["ours"], ["-c", "gunicorn.conf.py"]) as portal,
        Server(bench.environment["plain"], plain_arguments) as other,
    ):
        for turn in range(4):
            first = portal.requests_per_second(f"{API}?limit=100", bench.token, seconds=bench.seconds)
            second = other.requests_per_second(PLAIN_API, {}, seconds=bench.seconds)
            if turn:  # the first turn warms both up
                ours.append({"rate": first})
                plain.append({"rate": second})
    rates = Series(ours).median("rate"), Series(plain).median("rate")
    times = rates[0] / rates[1]
    return [
        Row(
            "requests a second for that page, 8 connections",
            number(rates[0]),
            number(rates[1]),
            ratio=f"{times:.1f} x plain",
            aim=">= 6 x plain",
            met=times >= 6,
        )
    ]


def everything(bench):
    """The whole set pulled by following `next`, with the largest pages that each side offers."""
    ours = bench.ours.do("pull", path=f"{API}?limit=500", headers=bench.token)
    plain = bench.plain.do("pull", path=f"{PLAIN_API}?page_size=500")
    floor = bench.floor.timed(EVERYTHING)
    if ours["references"] != ours["rows"] or ours["rows"] != plain["rows"]:
        raise BenchError(f"Pulled {ours['rows']} rows from the portal, {plain['rows']} from the plain registry.")
    rates = [answer["rows"] / answer["ms"] * 1000 for answer in (ours, plain, floor | {"rows": ours["rows"]})]
    times = rates[0] / rates[1]
    return [
        Row(
            "everything pulled page by page",
            f"{number(rates[0])} rows/s",
            f"{number(rates[1])} rows/s",
            f"{number(rates[2])} rows/s (COPY)",
            f"{times:.1f} x plain",
            ">= 10 x plain",
            times >= 10,
        )
    ]


def nothing_changed(bench):
    """The public asks again with the ETag it has, beside an empty answer."""
    address = f"{API}?limit=100"
    tag = bench.ours.get(address)["headers"].get("etag")
    if not tag:
        raise BenchError(f"{address} carries no ETag.")

    def ask():
        answer = bench.ours.do("request", path=address, headers={"If-None-Match": tag})
        if answer["status"] != 304:
            raise BenchError(f"{address} with its own ETag answered {answer['status']}.")
        return answer

    asked = interleaved(bench.runs, ours=ask, empty=lambda: bench.ours.get("/healthz"))
    times = asked["ours"].median() / asked["empty"].median()
    return [
        Row(
            "nothing changed (304)",
            asked["ours"].text(),
            floor=f"{number(asked['empty'].median())} ms (/healthz)",
            ratio=f"{times:.1f} x an empty answer",
            aim="<= 10 x an empty answer, <= 2 SQL",
            met=times <= 10 and asked["ours"].most("sql") <= 2,
        )
    ]


def matrix_page(bench):
    """The page that people look at, filtered, beside a table and a filter form of the plain registry."""
    asked = interleaved(
        bench.runs,
        ours=lambda: bench.matrix(**FILTER),
        plain=lambda: bench.plain.get(f"/activities/?{urlencode(FILTER)}"),
        floor=lambda: bench.floor.page(FILTER_SQL),
    )
    return [against_plain("matrix page of 100, filtered", **asked, most=0.4, most_sql=8)]


def search(bench):
    """A page of hits and their count, nothing remembered, for a common and a rare word."""
    rows = []
    for name, word in (("common", COMMON), ("rare", RARE)):

        def ask(word=word):
            bench.ours.do("call", name=f"{DO}:forget")
            return bench.api(q=word)

        asked = interleaved(
            max(bench.runs // 2, 3),
            ours=ask,
            plain=lambda word=word: bench.plain_api(search=word),
            floor=lambda word=word: bench.floor.search(word),
        )
        hits = bench.floor.value(
            "SELECT count(*) FROM registry_matrixentry WHERE audience_id = 'network'"
            " AND search @@ websearch_to_tsquery('english', %(word)s)",
            word=word,
        )
        times = asked["ours"].median() / asked["floor"].median()
        rows.append(
            Row(
                f"search and count, {name} word ({word}: {hits:,} hits)",
                *(asked[side].text() for side in ("ours", "plain", "floor")),
                f"{times:.1f} x PostgreSQL",
                "<= 2 x PostgreSQL",
                times <= 2,
            )
        )
    return rows


def saves(bench):
    """One save through the process and through the serializer, both without HTTP."""
    like = bench.floor.value("SELECT min(reference) FROM registry_matrixentry WHERE audience_id = 'network'")
    content = bench.ours.do("call", name=f"{DO}:template", reference=like)["answer"]
    content["participants"] = [{"entity": "who", "role": "lead", "office": ""}, *content["participants"][1:4]]
    content["participants"] = list({row["entity"]: row for row in reversed(content["participants"])}.values())
    body = bench.plain.do("call", name=f"{DO_PLAIN}:template", reference=like)["answer"]
    numbers, made, published = iter(range(10**6)), [], []

    def create():
        answer = bench.ours.do("call", name=f"{DO}:create", content=content)
        made.append(answer["answer"])
        return answer

    def publish():
        published.append(made[-1])
        return bench.ours.do("call", name=f"{DO}:publish", reference=made[-1])

    plain = {
        "create": lambda: bench.plain.do("call", name=f"{DO_PLAIN}:create", content=body, number=next(numbers)),
        "edit": lambda: bench.plain.do("call", name=f"{DO_PLAIN}:edit", reference=like, title=f"Title {next(numbers)}"),
    }
    asked = interleaved(
        max(bench.runs // 2, 3),
        create=create,
        plain_create=plain["create"],
        floor=lambda: bench.floor.insert(like, next(numbers)),
        edit=lambda: bench.ours.do("call", name=f"{DO}:edit", reference=made[-1], title=f"Title {next(numbers)}"),
        plain_edit=plain["edit"],
        publish=publish,
    )
    bench.ours.do("call", name=f"{DO}:tidy", references=published)
    bench.plain.do("call", name=f"{DO_PLAIN}:tidy")
    create_row = against_plain(
        "one save: create, with history", asked["create"], asked["plain_create"], asked["floor"], most=1.5
    )
    edit_row = against_plain("one save: edit, with history", asked["edit"], asked["plain_edit"], most=1.5)
    publish_row = Row(
        "submit and clear: the network reads and finds it", asked["publish"].text(), aim="none (no such step in plain)"
    )
    return [create_row, edit_row, publish_row]
