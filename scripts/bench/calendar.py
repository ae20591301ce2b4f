"""The calendar: feed and month page, beside a plain registry, and beside writing the feed's very text."""

import re
import time

from scripts.bench.figures import Row, interleaved
from scripts.bench.operations import against_plain
from scripts.bench.process import BenchError
from ungass_portal.lib.ical_text import line, text

FEED, EVERYTHING = "/calendar.ics", "/calendar/events.ics"
MONTH, PLAIN_MONTH = "/calendar/?month=2018-03", "/calendar/2018/3/"
STATEMENTS = 12  # for any page of the calendar, however many events it holds
MOST_OF_WRITING, MOST_UNCHANGED, MOST_WHILE_TYPING = 2.5, 4, 100
# Properties whose values are texts: the only ones with signs to escape.
TEXTS = re.compile(r"(?:SUMMARY|DESCRIPTION|LOCATION|CATEGORIES|NAME|X-WR-CALNAME|X-WR-CALDESC)[;:]")
ESCAPED = re.compile(r"\\(.)")
DO = "scripts.bench.portal"


def plain_lines(feed):
    """The feed's lines before they were escaped and folded: (name with parameters, value, whether it is a text)."""
    found = []
    for whole in feed.replace("\r\n ", "").split("\r\n")[:-1]:
        name, _colon, value = whole.partition(":")
        is_text = bool(TEXTS.match(whole))
        if is_text:
            value = ESCAPED.sub(lambda match: "\n" if match[1] == "n" else match[1], value)
        found.append((name, value, is_text))
    return found


def unchanged(bench, etag):
    """Ask for the feed with its own ETag."""
    answer = bench.ours.do("request", path=FEED, headers={"If-None-Match": etag})
    if answer["status"] != 304:
        raise BenchError(f"{FEED} with its own ETag answered {answer['status']}.")
    return answer


def first_of_a_process(bench):
    """Ask for the feed when no component is kept."""
    bench.ours.do("call", name=f"{DO}:forget_components")
    return bench.ours.get(FEED)


def written(lines):
    """The plain way: each line escaped, folded and joined, as strings."""
    return "".join(line(f"{name}:{text(value) if is_text else value}") for name, value, is_text in lines)


def timed_writing(lines, feed):
    """Milliseconds to write the same bytes; they are compared."""
    start = time.perf_counter()
    found = written(lines)
    seconds = time.perf_counter() - start
    if found != feed:
        raise BenchError("The plain writing differs from the feed.")
    return {"ms": seconds * 1000}


def feed(bench):
    """The public feed, whole, first of a process, and unchanged."""
    whole = bench.ours.get(FEED, keep=True)
    lines, etag = plain_lines(whole["body"]), whole["headers"]["etag"]
    asked = interleaved(
        5,
        ours=lambda: bench.ours.get(FEED),
        plain=lambda: bench.plain.get(FEED),
        writing=lambda: timed_writing(lines, whole["body"]),
        first=lambda: first_of_a_process(bench),
        unchanged=lambda: unchanged(bench, etag),
    )
    events = whole["body"].count("BEGIN:VEVENT")
    shares = {name: asked[name].median() / asked["writing"].median() for name in ("ours", "first")}
    rows = [
        Row(
            name,
            asked[side].text(),
            asked["plain"].text(),
            asked["writing"].text(),
            f"{shares[side]:.2f} of the plain writing",
            f"<= {MOST_OF_WRITING} of the plain writing" if aimed else "none (once for each process and entry)",
            shares[side] <= MOST_OF_WRITING if aimed else None,
        )
        for name, side, aimed in (
            (f"feed of {events:,} events", "ours", True),
            ("the same, nothing rendered before", "first", False),
        )
    ]
    met = asked["unchanged"].median() <= MOST_UNCHANGED
    return [
        *rows,
        everything(bench),
        Row("feed unchanged (304)", asked["unchanged"].text(), aim=f"<= {MOST_UNCHANGED} ms", met=met),
    ]


def everything(bench):
    """All events that the network reads, of which a third are the public's, as one file."""
    whole = bench.ours.get(EVERYTHING, headers=bench.cookie, keep=True)["body"]
    lines = plain_lines(whole)
    asked = interleaved(
        5,
        ours=lambda: bench.ours.get(EVERYTHING, headers=bench.cookie),
        writing=lambda: timed_writing(lines, whole),
    )
    share = asked["ours"].median() / asked["writing"].median()
    return Row(
        f"the network's file of {whole.count('BEGIN:VEVENT'):,} events",
        asked["ours"].text(),
        floor=asked["writing"].text(),
        ratio=f"{share:.2f} of the plain writing",
        aim=f"<= {MOST_OF_WRITING} of the plain writing",
        met=share <= MOST_OF_WRITING,
    )


def month(bench):
    """The page of a month as the public reads it: the plain registry has the public's events."""
    asked = interleaved(
        bench.runs // 2 or 1,
        ours=lambda: bench.ours.get(MONTH),
        plain=lambda: bench.plain.get(PLAIN_MONTH),
    )
    return [against_plain("page of a month", asked["ours"], asked["plain"], most=0.5, most_sql=STATEMENTS)]


def clashes(bench):
    """What clashes with an event, looked for at each pause of the typing hand."""
    asked = interleaved(bench.runs // 2 or 1, ours=lambda: bench.ours.do("call", name=f"{DO}:clashes"))["ours"]
    met = asked.median() <= MOST_WHILE_TYPING
    return [Row("clashes of an event that is typed", asked.text(), aim=f"<= {MOST_WHILE_TYPING} ms", met=met)]
