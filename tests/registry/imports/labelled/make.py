"""Makes the labelled tables: hand-written cells, and true names with written-out kinds of untidiness laid upon them.

    python -m tests.registry.imports.labelled.make

Which third is held out follows from a hash of the cell, so that nobody chooses it. Run again, it gives the same tables.
"""

import csv
import hashlib
import json
import random
from pathlib import Path

from tests.registry.imports.labelled import untidy
from tests.registry.imports.labelled.dates import generated_dates

HERE = Path(__file__).parent
ROOT = HERE.parents[3]
ROWS = 1_000
LANGUAGES = ("en", "fr", "es", "ar", "zh", "ru")
JOINTS = {
    "latin": (", ", "; ", " / ", "/", " and ", " & ", "\n", " + ", ", ", "; ", "\n- "),
    "other": ("، ", "; ", "\n", "；", "、", " / "),
}


def read(path):
    """A data file."""
    return json.loads((ROOT / path).read_text("utf-8"))


def hand_written(kind):
    """Rows written by hand, told apart by nothing but their cells."""
    with (HERE / "hand" / f"{kind}.csv").open(encoding="utf-8", newline="") as stream:
        return [row | {"how": "by hand"} for row in csv.DictReader(stream)]


def part_of(cell):
    """“held-out” for about a third of all cells."""
    return "held-out" if int(hashlib.sha256(cell.encode()).hexdigest(), 16) % 3 == 0 else "tuning"


def laid_upon(names, dice, others=frozenset(), extra=None):
    """One row after the other: a true name, as it is or with one or two kinds of untidiness.

    `names` is a list of (name, truth, further columns); a slip that gives another known name is not used.
    """
    while True:
        name, truth, more = dice.choice(names)
        cell, how = name, []
        for _round in range(dice.choice([0, 1, 1, 1, 2])):
            kinds = [kind for kind in untidy.applicable(cell) if kind.__doc__ not in how]
            if kinds:
                kind = dice.choice(kinds)
                cell, how = kind(cell, dice), [*how, kind.__doc__]
        if how and cell.strip().casefold() in others:
            continue
        yield {"cell": cell, "truth": truth, "how": " + ".join(how) or "as it is", **more}


def several(names, dice):
    """Two to four names in a cell."""
    rows = dice.sample(names, dice.choice([2, 2, 3, 4]))
    script = "latin" if all(untidy.latin(name) for name, _truth, _more in rows) else "other"
    joint = dice.choice(JOINTS[script])
    truths = list(dict.fromkeys(code for _name, truth, _more in rows for code in truth.split("|")))
    return {"cell": joint.join(name for name, _t, _m in rows), "truth": "|".join(truths), "how": "several in a cell"}


def filled(kind, generated, columns=("cell", "truth")):
    """Hand-written rows and generated ones up to a thousand different cells."""
    rows, seen = [], set()

    def add(row):
        key = tuple(row.get(name, "") for name in columns if name != "truth")
        if key not in seen and row["cell"].strip():
            seen.add(key)
            rows.append(
                {**{name: row.get(name, "") for name in columns}, "part": part_of(row["cell"]), "how": row["how"]}
            )

    for row in hand_written(kind):
        add(row)
    for row in generated:
        if len(rows) >= ROWS:
            break
        add(row)
    with (HERE / f"{kind}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [*columns, "part", "how"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def mixed(names, dice, share, others=frozenset()):
    """Single names, and now and then several in a cell."""
    singles = laid_upon(names, dice, others)
    short = [
        row
        for row in names
        if len(row[0]) < 45 and not any(sign in row[0] for sign in ",/;&،、()（") and " and " not in row[0]
    ]
    while True:
        yield several(short, dice) if dice.random() < share else next(singles)


def entity_names():
    """(name, slug) of entities in six languages."""
    known, words = read("entities/data/entities.json")["entities"], read("registry/data/matching/entities.json")
    asked = {name.casefold() for row in words["doubtful"] for name in row["names"]}
    names = []
    for row in known:
        others = [*row["aliases"], *words["names"].get(row["slug"], ())]
        for history in row["name_history"]:
            others += [history["name"], history["acronym"]]
        for name in {row["name"], row["acronym"], row["acronym"], *others} - {""}:
            if name.casefold() not in asked:
                names.append((name, row["slug"], {}))
    return sorted(names, key=str)


def place_names():
    """(name, code) of countries, areas and regions in six languages, former names and variants."""
    words = read("registry/data/matching/places.json")
    asked = {name.casefold() for row in words["doubtful"] for name in row["names"]}
    names = []
    for row in read("entities/data/countries.json")["countries"]:
        former = [text for entry in row["former"] for key, text in entry.items() if key != "until"]
        for name in {*row["names"].values(), row["formal"].get("en", ""), *former, *row["variants"], row["iso3"]} - {
            ""
        }:
            names.append((name, row["iso3"], {}))
    for row in read("entities/data/regions.json")["regions"]:
        names += [(name, row["code"], {}) for name in set(row["names"].values())]
    return sorted(
        (row for row in names if row[0].casefold() not in asked and row[0] not in ("Micronesia", "Micronesia ")),
        key=str,
    )


def without_two_meanings(names):
    """Names that have one truth only; and all names in small letters."""
    truths = {}
    for name, truth, _more in names:
        truths.setdefault(name.casefold(), set()).add(truth)
    return [row for row in names if len(truths[row[0].casefold()]) == 1], frozenset(truths)


def chapter_names():
    """(title or number, chapter or chapter and sub-heading)."""
    words = read("registry/data/matching/chapters.json")
    asked = {name.casefold() for row in words["doubtful"] for name in row["names"]}
    names, roman = [], ("I", "II", "III", "IV", "V", "VI", "VII")
    for chapter in read("registry/data/chapters.json")["chapters"]:
        number = str(chapter["number"])
        titles = [chapter["official_title"], chapter["short_title"], *words["chapters"][number]]
        names += [(title, number, {}) for title in titles if title.casefold() not in asked]
        for form in ("{}. {}", "Chapter {}: {}", "Ch. {} {}", "{} - {}", "Ch {} – {}", "{} {}", "({}) {}", "{}: {}"):
            names += [(form.format(number, title), number, {}) for title in titles[:4] if title.casefold() not in asked]
        for form in (
            "{}",
            "Ch. {}",
            "Chapter {}",
            "ch.{}",
            "Chapitre {}",
            "Capítulo {}",
            "Глава {}",
            "第{}章",
            "الفصل {}",
            "Chap {}",
        ):
            names += [(form.format(numeral), number, {}) for numeral in (number, roman[int(number) - 1])]
        for heading in chapter["subheadings"]:
            truth = f"{number}|{heading['slug']}"
            titles = [heading["title"], heading["short_title"], *words["subheadings"][heading["slug"]]]
            names += [(title, truth, {}) for title in titles if title.casefold() not in asked]
            names.append((f"{number}.{heading['order']}", truth, {}))
            names.append((f"{number}.{heading['order']} {heading['title']}", truth, {}))
    return names


def words_names():
    """(spelling, list and code, kind)."""
    names = []
    for kind, lists in read("registry/data/matching/words.json").items():
        if kind == "meta":
            continue
        asked = {name.casefold() for row in lists["doubtful"] for name in row["names"]}
        for row in lists["values"]:
            truth = f"{row.get('list', kind)}:{row['code']}"
            names += [
                (name, truth, {"kind": kind}) for name in row["names"] if name.casefold() not in asked and len(name) > 1
            ]
    return names


def title_names():
    """(title, column)."""
    words = read("registry/data/matching/columns.json")
    asked = {title.casefold() for row in words["doubtful"] for title in row["titles"]}
    event_only = {
        "event_kind", "start_time", "end_time", "time_zone", "parts", "recurrence", "exceptions", "mode", "place",
        "room",
        "host_country", "host_entity", "held_at_part", "agenda_item", "attendees", "remark", "online_link", "dial_in",
        "materials", "documents",
    }  # fmt: skip
    names = []
    for name, titles in words["titles"].items():
        kind = "event" if name in event_only else "activity"
        names += [(title, name, {"kind": kind}) for title in titles if title.casefold() not in asked]
    return names


def titled(names, dice):
    """Titles with what people write around them."""
    forms = ("{} *", "{}:", "{} (required)", "{} / ", "{}?", "{}\n", "{} (if any)", "2. {}", "[{}]", "{} ", "{}", "{}")
    for row in laid_upon(names, dice):
        if dice.random() < 0.25:
            row["cell"], row["how"] = dice.choice(forms).format(row["cell"]), row["how"] + " + signs around it"
        yield row


def main():
    """Write the six tables."""
    dice = random.Random("entities")
    names, others = without_two_meanings(entity_names())
    filled("entities", mixed(names, dice, 0.25, others))
    dice = random.Random("places")
    names, others = without_two_meanings(place_names())
    filled("places", mixed(names, dice, 0.25, others))
    dice = random.Random("chapters")
    names, others = without_two_meanings(chapter_names())
    filled("chapters", mixed(names, dice, 0.12, others))
    filled("words", laid_upon(words_names(), random.Random("words")), ("kind", "cell", "truth"))
    filled("dates", generated_dates(random.Random("dates")), ("cell", "order", "truth"))
    names = title_names()
    filled("columns", titled(names, random.Random("columns")), ("kind", "cell", "truth"))


if __name__ == "__main__":
    main()
