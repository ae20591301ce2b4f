"""Dates drawn by lot and written in the ways of six languages."""

import calendar
import json
from datetime import date, timedelta
from pathlib import Path

WAYS = json.loads((Path(__file__).parent / "ways_of_dates.json").read_text("utf-8"))
ORDINALS = (("first", "second", "third", "fourth"), ("1st", "2nd", "3rd", "4th"))
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def fields(day):
    """What the forms are filled with."""
    quarter, half = (day.month + 2) // 3, (day.month + 5) // 6
    named = {name: months[day.month - 1] for name, months in WAYS["months"].items()}
    return named | {
        "d": day.day, "m": day.month, "y": day.year, "yy": f"{day.year % 100:02}", "q": quarter, "h": half,
        "th": {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}.get(day.day, "th"),
        "qth": ORDINALS[day.day % 2][quarter - 1], "hth": ORDINALS[day.day % 2][half - 1],
        "qz": "一二三四"[quarter - 1],
        "qe": ("primer", "segundo", "tercer", "cuarto")[quarter - 1],
        "qf": ("premier", "deuxième", "troisième", "quatrième")[quarter - 1],
        "qa": WAYS["arabic_quarters"][quarter - 1],
        "hz": ("上半年", "下半年")[half - 1], "he": ("primer", "segundo")[half - 1],
        "ha": ("النصف الأول", "النصف الثاني")[half - 1], "serial": (day - date(1899, 12, 30)).days,
    }  # fmt: skip


def span(day, months):
    """First and last day of the part of a year that holds a day."""
    first = (day.month - 1) // months * months + 1
    last = first + months - 1
    return date(day.year, first, 1), date(day.year, last, calendar.monthrange(day.year, last)[1])


def truth(first, last, precision):
    """As the table writes it."""
    return f"{first}/{last or '..'}/{precision}"


def one(day, dice):
    """(cell, order, truth) of one date or span."""
    shares = {"day": 5, "numbers": 3, "span": 4, "month": 4, "quarter": 2, "half": 1, "year": 1, "since": 1}
    (kind,) = dice.choices(list(shares), shares.values())
    words = fields(day)
    if kind == "day":
        return dice.choice(WAYS["days"]).format(**words), "", truth(day, day, "day")
    if kind == "numbers":
        return numbers(day, dice)
    if kind == "span":
        return spans(day, dice)
    if kind == "month":
        return dice.choice(WAYS["month_forms"]).format(**words), "", truth(*span(day, 1), "month")
    if kind == "quarter":
        return dice.choice(WAYS["quarters"]).format(**words), "", truth(*span(day, 3), "quarter")
    if kind == "half":
        return dice.choice(WAYS["halves"]).format(**words), "", truth(*span(day, 6), "half-year")
    if kind == "since":
        form = dice.choice(WAYS["since"])
        return form.format(**words), "", truth(span(day, 1)[0], None, "month")
    return dice.choice(WAYS["years"]).format(**words), "", truth(date(day.year, 1, 1), date(day.year, 12, 31), "year")


def numbers(day, dice):
    """03/04/2018 in a column whose order is known, or not."""
    order, sign = dice.choice(["dmy", "dmy", "mdy", ""]), dice.choice("//-")
    year = day.year if dice.random() < 0.7 or sign == "-" else f"{day.year % 100:02}"
    first, second = (day.month, day.day) if order == "mdy" else (day.day, day.month)
    cell = f"{first:02}{sign}{second:02}{sign}{year}"
    if not order and day.day <= 12 and day.day != day.month:
        return cell, "", "ambiguous"
    return cell, order, truth(day, day, "day")


def spans(day, dice):
    """From one day to another."""
    end = day + timedelta(days=dice.choice([1, 2, 3, 4, 20, 40]))
    one_side, other = fields(day), {f"e{name}": value for name, value in fields(end).items()}
    same = (day.year, day.month) == (end.year, end.month)
    forms = WAYS["spans_within_a_month" if same else "spans"]
    return dice.choice(forms).format(**one_side, **other), "", truth(day, end, "day")


def generated_dates(dice):
    """Rows without end."""
    while True:
        day = date(2015, 1, 1) + timedelta(days=dice.randrange(365 * 9))
        cell, order, label = one(day, dice)
        how = dice.choice(["", "", "", "capitals", "spaces", "digits"])
        if how == "capitals":
            cell = cell.upper()
        elif how == "spaces":
            cell = " " + cell.replace(" ", dice.choice(["  ", "\u00a0"])) + dice.choice(["", " ", "."])
        elif how == "digits" and any("\u0600" <= character <= "\u06ff" for character in cell):
            cell = cell.translate(ARABIC_DIGITS)
        yield {"cell": cell, "order": order, "truth": label, "how": how or "as it is"}
