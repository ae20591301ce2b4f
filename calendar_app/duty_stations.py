"""Duty stations of the UN: where they are, which days are off there, and the international days."""

import json
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta, weekday

DATA = Path(__file__).parent / "data" / "duty_stations.json"
MOON = Path(__file__).parent / "data" / "moon_holidays.json"
A_DAY = timedelta(days=1)  # as far as a computed day may be off


@cache
def stations():
    """The cities of the data file."""
    return json.loads(DATA.read_text(encoding="utf-8"))["stations"]


@cache
def international_days():
    """International days: (month, day) to name."""
    rows = json.loads(DATA.read_text(encoding="utf-8"))["international_days"]
    return {(row["month"], row["day"]): row["name"] for row in rows}


@lru_cache(maxsize=2_000)
def place_of(text):
    """The duty station that a place names, up to its first comma; None for other places."""
    wanted = text.split(",")[0].strip().casefold()
    return next((city for city in stations() if wanted in (name.casefold() for name in city["names"])), None)


def names_of(city):
    """All names of a city; its own alone where it is no duty station."""
    station = place_of(city)
    return station["names"] if station else [city]


def holidays(first: date, last: date):
    """Holidays of duty stations between two days: list of (day, name, city)."""
    found = []
    for city in stations():
        for row in city["holidays"]:
            for year in range(first.year, last.year + 1):
                day = _day_of(row, year)
                if first <= day <= last:
                    found.append((day, row["name"], city["names"][0]))
    return sorted(found)


def _day_of(row, year):
    """The day of a holiday in a year: on its date, so many days from Easter, or on the nth weekday of its month."""
    if "easter" in row:
        return easter(year) + timedelta(days=row["easter"])
    if "nth" in row:
        counted_from = 1 if row["nth"] > 0 else 31
        return date(year, row["month"], 1) + relativedelta(
            day=counted_from, weekday=weekday(row["weekday"], row["nth"])
        )
    return date(year, row["month"], row["day"])


@cache
def moon_days():
    """Official holidays that follow the moon: computed ones as (name, day), designated ones as city to such pairs."""
    data = json.loads(MOON.read_text(encoding="utf-8"))
    computed = [(row["name"], date.fromisoformat(day)) for row in data["computed"] for day in row["days"]]
    designated = {}
    for row in data["designated"]:
        designated.setdefault(row["city"], []).append((row["name"], date.fromisoformat(row["day"])))
    return computed, designated


def by_the_moon(first: date, last: date, city=""):
    """Holidays that follow the moon near some days: list of (day, name, whether the duty station designated it).

    Where the city has not designated its day for the year, the computed one is told, for the days beside it too.
    """
    computed, designated = moon_days()
    told = designated.get(city, [])
    known = {(name, day.year) for name, day in told}
    found = [(day, name, True) for name, day in told if first <= day <= last]
    for name, day in computed:
        if (name, day.year) not in known and first - A_DAY <= day <= last + A_DAY:
            found.append((day, name, False))
    return sorted(found)


def observed(first: date, last: date):
    """International days between two days: list of (day, name)."""
    found = []
    for (month, number), name in international_days().items():
        for year in range(first.year, last.year + 1):
            day = date(year, month, number)
            if first <= day <= last:
                found.append((day, name))
    return sorted(found)
