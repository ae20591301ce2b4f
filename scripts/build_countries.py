"""Make entities/data/countries.json and regions.json from an OCHA table.

Run by hand when the table changes; the portal itself only reads the two files:

    python3 -m venv /tmp/hdx
    /tmp/hdx/bin/pip install --no-deps hdx-python-country==4.2.5
    python3 scripts/build_countries.py /tmp/hdx/lib/*/site-packages/hdx/location/*Taxonomy*.csv

What the table lacks (region names in six languages, former names, short common
names, corrections) stands in scripts/reference/countries_by_hand.json.
"""

import csv
import json
import re
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "entities" / "data"
BY_HAND = json.loads((ROOT / "scripts/reference/countries_by_hand.json").read_text("utf-8"))
LANGUAGES = {
    "en": "English",
    "fr": "French",
    "es": "Spanish",
    "ar": "Arabic",
    "zh": "Chinese",
    "ru": "Russian",
}
VARIANT_COLUMNS = (
    "ISO Alt Term",
    "DGACM Alt Term",
    "HPC Tools Alt Term",
    "RW Short Name",
    "RW API Alt Term",
    "English Short",
)


def typographic(text):
    """Put a typographic apostrophe where the table has a straight one inside a name."""
    return re.sub(r"(?<=\w)'(?=\w|\)|$)", "’", text.strip())


def code(text):
    """Return a M49 code with its leading zeros, or None."""
    return text.zfill(3) if text else None


def names_of(row, iso3):
    """Return the M49 names of a row in the six official languages."""
    names = {short: typographic(row[f"M49 {long}"]) for short, long in LANGUAGES.items()}
    return names | BY_HAND["corrected_names"].get(iso3, {})


def variants_of(row, iso3, names):
    """Return the other names by which people look for a country, the official one left out."""
    found = list(BY_HAND["variants"].get(iso3, []))
    for column in VARIANT_COLUMNS:
        term = re.sub(r" \(the\)$", "", row[column].strip())
        if not re.search(r"[(\[]", term):  # "Guadeloupe (France)" is no name
            found.append(typographic(term))
    found += [former["names"]["en"] for former in BY_HAND["former"].get(iso3, [])]
    found += [name.replace("’", "'") for name in [names["en"], *found] if "’" in name]
    by_spelling = {name.casefold(): name for name in reversed(found) if name and name != names["en"]}
    return sorted(by_spelling.values())


def membership_of(row, iso3):
    """Return True for a Member State, "observer" for an observer State, else False."""
    if iso3 in BY_HAND["un_observers"]:
        return "observer"
    return row["Independent"] == "Y" and iso3 not in BY_HAND["not_members_though_independent"]


def country(row):
    """Turn one row of the table into a country or area of the portal."""
    iso3 = row["ISO 3166-1 Alpha 3-Codes"]
    names = names_of(row, iso3)
    former = [entry["names"] | {"until": entry["until"]} for entry in BY_HAND["former"].get(iso3, [])]
    return {
        "iso3": iso3,
        "iso2": row["ISO 3166-1 Alpha 2-Codes"],
        "m49": code(row["m49 numerical code"]),
        "region": code(row["Region Code"]),
        "subregion": code(row["Sub-region Code"]),
        "intermediate_region": code(row["Intermediate Region Code"]),
        "latitude": round(float(row["Latitude"]), 4) if row["Latitude"] else None,
        "longitude": round(float(row["Longitude"]), 4) if row["Longitude"] else None,
        "un_member": membership_of(row, iso3),
        "names": names,
        "formal": {"en": typographic(row["English Formal"])} if row["English Formal"] else {},
        "former": former,
        "variants": variants_of(row, iso3, names),
    }


def m49_region(region, countries):
    """Turn one region of the M49 tree into a region of the portal."""
    above = {entry["code"]: entry["parent"] for entry in BY_HAND["m49_regions"]}
    depth, parent = 0, region["parent"]
    while parent:
        depth, parent = depth + 1, above[parent]
    inside = [
        c["iso3"] for c in countries if region["code"] in ("001", c["region"], c["subregion"], c["intermediate_region"])
    ]
    return {
        "code": region["code"],
        "kind": ("world", "region", "subregion", "intermediate")[depth],
        "m49": True,
        "parent": region["parent"],
        "aliases": BY_HAND["region_aliases"].get(region["code"], []),
        "names": region["names"],
        "member_regions": [],
        "countries": inside,
        "membership_source": "UN M49",
        "not_listed_because": None,
        "note": None,
    }


def other_region(region, m49_regions):
    """Turn a region term outside M49 into a region, its M49 parts spelt out as countries."""
    listed = region["countries"]
    if listed is not None:
        parts = [
            iso3 for entry in m49_regions if entry["code"] in region["member_regions"] for iso3 in entry["countries"]
        ]
        listed = sorted({*listed, *parts})
    return {**region, "kind": "other", "m49": False, "aliases": [], "countries": listed}


def write(name, meta, rows):
    """Write one data file, a record per line so that differences read well."""
    lines = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
    head = json.dumps(meta, ensure_ascii=False, indent=1).replace("\n", "\n ")
    (OUT / f"{name}.json").write_text(f'{{\n "meta": {head},\n "{name}": [\n{lines}\n ]\n}}\n', "utf-8")
    print(f"{name}: {len(rows)}")


def main(table):
    """Write both files from the table at the given path."""
    with Path(table).open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["M49 English"] and row["Deprecated"] == "N"]
    countries = sorted((country(row) for row in rows), key=lambda c: c["iso3"])
    doubled = [iso3 for iso3, n in Counter(c["iso3"] for c in countries).items() if n > 1]
    if doubled or len(countries) != 248:
        raise SystemExit(f"Expected 248 different countries and areas, got {len(countries)}, doubled: {doubled}")
    m49 = [m49_region(region, countries) for region in BY_HAND["m49_regions"]]
    others = [other_region(region, m49) for region in BY_HAND["other_regions"]]
    corrected = {"corrected_names": BY_HAND["corrected_names"]}
    write("countries", BY_HAND["file_meta"]["countries"] | corrected, countries)
    write("regions", BY_HAND["file_meta"]["regions"], m49 + others)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(sys.argv[1])
