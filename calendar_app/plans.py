"""What is known of an event that is being planned: its days, and what it could have in common with others."""

from dataclasses import dataclass
from datetime import timedelta

from calendar_app import duty_stations, recurrence
from calendar_app.moments import moments_of
from entities.forms.rows import numbers
from ungass_portal.lib.partial_dates import PartialDateError, Period, Precision, parse

LONGEST = timedelta(days=370)  # a longer event clashes with everything, which helps nobody


@dataclass(frozen=True)
class Plan:
    """An event as far as it is compared with others, on each of its dates that is known to the day."""

    days: tuple  # (first, last) of each date
    entities: frozenset = frozenset()
    city: str = ""
    chapters: frozenset = frozenset()
    terms: frozenset = frozenset()
    reference: str = ""

    @classmethod
    def of(cls, content, reference=""):
        """The plan of a content; None where no exact day is known."""
        moments = known_moments(content)
        if not moments:
            return None
        return cls(
            tuple((row.first, min(row.last, row.first + LONGEST)) for row in moments[: recurrence.MOST_DATES]),
            frozenset(row["entity"] for row in content["participants"] if row["entity"]),
            city_of(content["place"]),
            frozenset([content["chapter"], *content["other_chapters"]]) - {None},
            frozenset(content["terms"]),
            reference,
        )

    @classmethod
    def typed(cls, data, reference=""):
        """The plan of a form as it stands, however unfinished; None where no exact day is told."""
        slugs = [value for name, value in data.items() if name.startswith("participants-") and name.endswith("-entity")]
        chapters = [data.get("chapter", ""), *data.getlist("other_chapters")]
        dates = _period(data.get("dates_from", ""), data.get("dates_to", ""))
        content = {
            "status": "",
            "dates": dates and dates.to_json(),
            "parts": _parts(data),
            "recurrence": _rule(data.get("recurrence", ""), dates),
            "exceptions": _exceptions(data),
            "participants": [{"entity": slug} for slug in slugs],
            "place": data.get("place", ""),
            "chapter": None,
            "other_chapters": [int(number) for number in chapters if number.isdecimal() and len(number) < 4],
            "terms": data.getlist("terms"),
        }
        return cls.of(content, reference)

    def falls_on(self, first, last):
        """Is one of its dates among these days?"""
        return any(start <= last and end >= first for start, end in self.days)


def known_moments(content):
    """The moments of a content that are known to the day and were not cancelled."""
    return [row for row in moments_of(content) if row.precision == Precision.DAY and not row.cancelled]


def city_of(place):
    """The city of a place: what stands before the first comma, as one name for a duty station."""
    station = duty_stations.place_of(place) if place else None
    return station["names"][0] if station else place.split(",")[0].strip()


def _period(first, last):
    """Two typed dates as a period; None for what is none yet."""
    try:
        return Period.from_texts(first, last)
    except PartialDateError:
        return None


def _rule(text, dates):
    """A typed rule; "" for what is none yet, and without the day on which it begins."""
    if not dates or dates.precision != Precision.DAY:
        return ""
    try:
        rule = recurrence.normal(text)
        return rule if rule and recurrence.dates(rule, dates.start) else ""
    except recurrence.RuleError:
        return ""


def _parts(data):
    """The typed parts whose dates can be read."""
    blank = {"label": "", "start_time": None, "end_time": None, "time_zone": "", "place": ""}
    rows = [_row(data, "parts", number, "starts", "ends") for number in numbers(data, "parts")]
    return [blank | row for row in rows if _period(row["starts"], row["ends"])]


def _exceptions(data):
    """The typed exceptions from the rule whose days can be read."""
    found = []
    for number in numbers(data, "exceptions"):
        row = _row(data, "exceptions", number, "occurrence", "change", "day", "start_time", "end_time", "place")
        try:
            row |= {name: parse(row[name])[0].isoformat() for name in ("occurrence", "day") if row[name]}
        except PartialDateError:
            continue
        if row["occurrence"]:
            found.append(row)
    return found


def _row(data, name, number, *parts):
    """Some fields of a typed row."""
    return {part: data.get(f"{name}-{number}-{part}", "") for part in parts}
