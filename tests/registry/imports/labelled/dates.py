"""Dates drawn by lot and written in the ways of six languages."""

import calendar
from datetime import date, timedelta

MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "en-short": "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
    "ru-alone": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split(),
    "ar": "يناير فبراير مارس أبريل مايو يونيه يوليه أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split(),
    "ar-levant": [
        "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول",
        "تشرين الثاني", "كانون الأول",
    ],
    "ar-maghreb": "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر".split(),
}  # fmt: skip
DAYS = (
    ("{d} {en} {y}", "en"), ("{d} {en-short} {y}", ""), ("{d:02}-{en-short}-{yy}", ""), ("{en} {d}, {y}", ""),
    ("{d}{th} {en} {y}", ""), ("{y}-{m:02}-{d:02}", ""), ("{y}/{m}/{d}", ""), ("{d:02}.{m:02}.{y}", ""),
    ("{d} {fr} {y}", ""), ("le {d} {fr} {y}", ""), ("{d} de {es} de {y}", ""), ("{d} {ru} {y} г.", ""),
    ("{d} {ru} {y} года", ""), ("{y}年{m}月{d}日", ""), ("{d} {ar-levant}/{ar} {y}", ""), ("{d} {ar} {y}", ""),
    ("{d} {ar-levant} {y}", ""), ("{d} {ar-maghreb} {y}", ""), ("{en-short} {d} {y}", ""), ("{serial}", ""),
    ("{y}{m:02}{d:02}", ""), ("{d} {en} {y}, 10:00", ""),
)  # fmt: skip
MONTH_FORMS = (
    "{en} {y}", "{en-short} {y}", "{en-short}. {y}", "{fr} {y}", "{es} de {y}", "{es} {y}", "{ru-alone} {y} г.",
    "{ru-alone} {y}", "{y}年{m}月", "{ar-levant}/{ar} {y}", "{ar} {y}", "{ar-maghreb} {y}", "{m:02}/{y}", "{y}-{m:02}", "{en}, {y}",
    "{en-short} '{yy}", "{m:02}.{y}",
)  # fmt: skip
QUARTERS = (
    "Q{q} {y}", "{y} Q{q}", "Q{q}/{y}", "{y}-Q{q}", "{qth} quarter {y}", "{qth} quarter of {y}", "T{q} {y}", "{q} квартал {y} г.",
    "{y}年第{qz}季度", "{qe} trimestre de {y}", "{qf} trimestre {y}", "{qa} {y}",
)  # fmt: skip
HALVES = ("H{h} {y}", "{y} H{h}", "{hth} half of {y}", "{hth} half {y}", "S{h} {y}", "{y}年{hz}", "{he} semestre de {y}", "{ha} من عام {y}")
YEARS = ("{y}", "in {y}", "{y} г.", "{y}年", "año {y}", "عام {y}", "année {y}")
ORDINALS = (("first", "second", "third", "fourth"), ("1st", "2nd", "3rd", "4th"))
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def fields(day):
    """What the forms are filled with."""
    quarter, half = (day.month + 2) // 3, (day.month + 5) // 6
    named = {name: months[day.month - 1] for name, months in MONTHS.items()}
    return named | {
        "d": day.day, "m": day.month, "y": day.year, "yy": f"{day.year % 100:02}", "q": quarter, "h": half,
        "th": {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}.get(day.day, "th"),
        "qth": ORDINALS[day.day % 2][quarter - 1], "hth": ORDINALS[day.day % 2][half - 1], "qz": "一二三四"[quarter - 1],
        "qe": ("primer", "segundo", "tercer", "cuarto")[quarter - 1],
        "qf": ("premier", "deuxième", "troisième", "quatrième")[quarter - 1],
        "qa": ("الربع الأول", "الربع الثاني", "الربع الثالث", "الربع الرابع")[quarter - 1],
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
    kind = dice.choice(["day"] * 5 + ["numbers"] * 3 + ["span"] * 4 + ["month"] * 4 + ["quarter"] * 2 + ["half", "year", "since"])
    words = fields(day)
    if kind == "day":
        return dice.choice(DAYS)[0].format(**words), "", truth(day, day, "day")
    if kind == "numbers":
        return numbers(day, dice)
    if kind == "span":
        return spans(day, dice)
    if kind == "month":
        return dice.choice(MONTH_FORMS).format(**words), "", truth(*span(day, 1), "month")
    if kind == "quarter":
        return dice.choice(QUARTERS).format(**words), "", truth(*span(day, 3), "quarter")
    if kind == "half":
        return dice.choice(HALVES).format(**words), "", truth(*span(day, 6), "half-year")
    if kind == "since":
        form = dice.choice(["since {en} {y}", "from {en} {y} onwards", "depuis {fr} {y}", "desde {es} de {y}", "{en} {y} - present", "{en} {y} – ongoing"])
        return form.format(**words), "", truth(span(day, 1)[0], None, "month")
    return dice.choice(YEARS).format(**words), "", truth(date(day.year, 1, 1), date(day.year, 12, 31), "year")


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
    forms = (
        ["{d}-{ed} {en} {y}", "{d} – {ed} {en} {y}", "{d} to {ed} {en-short} {y}", "{en} {d}-{ed}, {y}", "du {d} au {ed} {fr} {y}",
         "del {d} al {ed} de {es} de {y}", "с {d} по {ed} {ru} {y} г.", "{y}年{m}月{d}日至{ed}日", "{d}-{ed} {ar-levant}/{ar} {y}",
         "من {d} إلى {ed} {ar} {y}", "{d}-{ed} {ru} {y} года", "{d}.-{ed}.{m:02}.{y}"]
        if same
        else ["{d} {en} {y} - {ed} {een} {ey}", "{d} {en-short} {y} – {ed} {een-short} {ey}", "{y}-{m:02}-{d:02} to {ey}-{em:02}-{ed:02}",
              "du {d} {fr} {y} au {ed} {efr} {ey}", "{d:02}.{m:02}.{y} - {ed:02}.{em:02}.{ey}"]
    )  # fmt: skip
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
