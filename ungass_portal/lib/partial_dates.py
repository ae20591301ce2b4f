"""Dates that are known only to a month, a quarter, a half-year or a year.

A period keeps its first and last possible day, its precision and the text as given;
a first of the month is never shown where only the month is known.
"""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from babel.core import Locale
from django.db.models import TextChoices
from django.utils import formats
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _


class Precision(TextChoices):
    """How exactly a date is known, finest first."""

    DAY = "day", gettext_lazy("day")
    MONTH = "month", gettext_lazy("month")
    QUARTER = "quarter", gettext_lazy("quarter")
    HALF_YEAR = "half-year", gettext_lazy("half-year")
    YEAR = "year", gettext_lazy("year")


ORDER = list(Precision)
LANGUAGES = ("en", "fr", "es", "ru", "ar")  # Chinese counts its months
LEVANT = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني",
    "كانون الأول",
)  # fmt: skip
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
}

PATTERNS = (
    (Precision.DAY, re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")),
    (Precision.MONTH, re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})")),
    (Precision.QUARTER, re.compile(r"(?P<year>\d{4})[- ]?q(?P<part>[1-4])")),
    (Precision.QUARTER, re.compile(r"q(?P<part>[1-4])[ -]?(?P<year>\d{4})")),
    (Precision.HALF_YEAR, re.compile(r"(?P<year>\d{4})[- ]?h(?P<part>[12])")),
    (Precision.HALF_YEAR, re.compile(r"h(?P<part>[12])[ -]?(?P<year>\d{4})")),
    (Precision.YEAR, re.compile(r"(?P<year>\d{4})")),
    (
        Precision.DAY,
        re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th|er)? (?P<name>[^\W\d_]+)\.? (?P<year>\d{4})"),
    ),
    (Precision.MONTH, re.compile(r"(?P<name>[^\W\d_]+)\.? (?P<year>\d{4})")),
    (Precision.QUARTER, re.compile(r"(?P<ordinal>\w+) quarter (?:of )?(?P<year>\d{4})")),
    (Precision.HALF_YEAR, re.compile(r"(?P<ordinal>\w+) half (?:of )?(?P<year>\d{4})")),
)


# 2018年3月12日, and words that stand between day, month and year: 12 de marzo de 2018, 12 марта 2018 г.
CHINESE = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")
BETWEEN = re.compile(r"(?<!\S)(?:del?|г\.?|года?|من)(?!\S)|[,،]")
CHINESE_DIGITS = str.maketrans("一二三四", "1234")
DOUBLE_NAME = re.compile("|".join(f"{name}/" for name in LEVANT))  # آذار/مارس: the second one is enough


class PartialDateError(ValueError):
    """The text names no date that can be understood; the message says what is accepted."""


def month_span(year, first, months):
    """Return the first and last day of a span of months starting with month `first`."""
    last = first + months - 1
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def parse(text):
    """Read one date of any precision, in any of the six languages; return (first day, last day, precision).

    Raises PartialDateError naming the accepted forms.
    """
    typed = " ".join(unicodedata.normalize("NFKC", str(text)).casefold().split())
    cleaned = " ".join(BETWEEN.sub(" ", DOUBLE_NAME.sub("", CHINESE.sub(_numbers, typed))).split())
    try:
        found = _in_parts(typed) or _span_in(cleaned)
    except (KeyError, ValueError):
        found = None
    if found:
        return found
    raise PartialDateError(
        _(
            "“%(text)s” is not a date. Write 12 March 2018, 2018-03-12, March 2018, Q2 2018, "
            "second half of 2017 or 2018."
        )
        % {"text": str(text).strip()[:60]}
    )


def _numbers(match):
    """A Chinese date as numbers with dashes."""
    return "-".join(filter(None, match.groups()))


def _span_in(cleaned):
    """What the first pattern that fits says; None where none fits."""
    for precision, pattern in PATTERNS:
        match = pattern.fullmatch(cleaned)
        if match:
            return (*_span(precision, match.groupdict()), precision)
    return None


def _in_parts(typed):
    """A quarter or a half-year in the page's language, as `show_day` writes it."""
    for precision, part, form in (
        (Precision.QUARTER, None, _("Q%(quarter)d %(year)d")),
        (Precision.HALF_YEAR, "1", _("first half of %(year)d")),
        (Precision.HALF_YEAR, "2", _("second half of %(year)d")),
    ):
        pattern = re.escape(unicodedata.normalize("NFKC", form).casefold())
        for name, digits in (("quarter", "(?P<part>[1-4一二三四])"), ("year", r"(?P<year>\d{4})")):
            pattern = pattern.replace(re.escape(f"%({name})d"), digits)
        match = re.fullmatch(pattern, typed)
        if match:
            parts = {"part": part} | match.groupdict()
            parts["part"] = parts["part"].translate(CHINESE_DIGITS)
            return (*_span(precision, parts), precision)
    return None


@cache
def _months():
    """Number by name of the months in the languages that name them."""
    found = {name.casefold(): number for number, name in enumerate(LEVANT, start=1)}
    for language in LANGUAGES:
        locale = Locale(language)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names = locale.months[context][width].items()
                found |= {name.casefold().rstrip("."): number for number, name in names}
    return found


def _span(precision, parts):
    """Turn the groups of a matched pattern into the first and last day they stand for."""
    year = int(parts["year"])
    if not 1900 <= year <= 2200:
        raise ValueError(year)
    if precision is Precision.YEAR:
        return month_span(year, 1, 12)
    if precision is Precision.HALF_YEAR:
        part = int(parts.get("part") or ORDINALS[parts["ordinal"]])
        return month_span(year, (part - 1) * 6 + 1, 6)
    if precision is Precision.QUARTER:
        part = int(parts.get("part") or ORDINALS[parts["ordinal"]])
        return month_span(year, (part - 1) * 3 + 1, 3)
    month = int(parts["month"]) if parts.get("month") else _months()[parts["name"]]
    if precision is Precision.MONTH:
        return month_span(year, month, 1)
    day = date(year, month, int(parts["day"]))
    return day, day


@dataclass(frozen=True)
class Period:
    """From and to (None: open or unknown), how exactly, and the text as given."""

    start: date | None
    end: date | None
    precision: str
    text: str = ""

    @classmethod
    def from_texts(cls, start, end="", *, text="", open_ended=False):
        """Build a period from one or two typed dates.

        Without an end it ends with its start's own span, or stays open when `open_ended`.
        Raises PartialDateError when a date cannot be read or the end lies before the start.
        """
        first, last, precision = parse(start)
        if end:
            end_first, last, end_precision = parse(end)
            precision = max(precision, end_precision, key=ORDER.index)
            if last < first or (end_first < first and precision == Precision.DAY):
                raise PartialDateError(_("The end lies before the start."))
        elif open_ended:
            last = None
        return cls(first, last, precision, text)

    @classmethod
    def from_json(cls, value):
        """Read {"from", "to", "precision", "text"}; None gives None."""
        if not value:
            return None
        start, end = (date.fromisoformat(value[key]) if value.get(key) else None for key in ("from", "to"))
        return cls(start, end, value.get("precision") or "", value.get("text") or "")

    def to_json(self):
        """Return {"from", "to", "precision", "text"} with ISO dates."""
        return {
            "from": self.start.isoformat() if self.start else None,
            "to": self.end.isoformat() if self.end else None,
            "precision": self.precision or None,
            "text": self.text,
        }

    def __str__(self):
        """Show the period in the active language, no finer than it is known."""
        if not self.start:
            return self.text or _("no date")
        language = get_language()
        first = _shown(self.start, self.precision, language)
        if self.end is None:
            return _since(first, language)
        last = _shown(self.end, self.precision, language)
        if first == last:
            return first
        if (
            self.precision == Precision.DAY
            and (self.start.year, self.start.month)
            == (
                self.end.year,
                self.end.month,
            )
            and last.startswith(str(self.end.day))
        ):
            return f"{self.start.day}–{last}"
        return f"{first} – {last}"


def show_day(day, precision):
    """Show the unit that holds a day: 12 March 2018, March 2018, Q1 2018, second half of 2018, 2018."""
    return _shown(day, precision, get_language())


@lru_cache(maxsize=4_000)
def _shown(day, precision, language):
    """One day in one language; lists show the same few again and again."""
    if precision == Precision.DAY:
        return formats.date_format(day, "DATE_FORMAT")
    if precision == Precision.MONTH:
        return formats.date_format(day, "YEAR_MONTH_FORMAT")
    if precision == Precision.QUARTER:
        return _("Q%(quarter)d %(year)d") % {"quarter": (day.month + 2) // 3, "year": day.year}
    if precision == Precision.HALF_YEAR:
        form = _("first half of %(year)d") if day.month <= 6 else _("second half of %(year)d")
        return form % {"year": day.year}
    return str(day.year)


@lru_cache(maxsize=4_000)
def _since(first, language):
    """A period without an end in one language, from its first day in words."""
    return _("since %(date)s") % {"date": first}


def show_input(day, precision):
    """Write the unit that holds a day in the form that `parse` reads back."""
    if precision == Precision.DAY:
        return day.isoformat()
    if precision == Precision.MONTH:
        return f"{day:%Y-%m}"
    if precision == Precision.QUARTER:
        return f"{day.year}-Q{(day.month + 2) // 3}"
    if precision == Precision.HALF_YEAR:
        return f"{day.year}-H{1 if day.month <= 6 else 2}"
    return str(day.year)
