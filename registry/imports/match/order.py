"""Day before month, or month before day: decided once for a whole column, and said."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registry.imports.match.folding import digits, visible
from registry.imports.match.readings import Order

NUMBERS = re.compile(r"(?<!\d)(?<!\d[-/.])(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)(?!\d)")


def decide_order(cells):
    """The order of a column's dates, from those that can be read in one way only."""
    day_first, month_first, open_ones, short_years = [], [], [], []
    for cell in cells:
        for match in NUMBERS.finditer(digits(visible(cell[:200])) if isinstance(cell, str) else ""):
            one, two = int(match[1]), int(match[3])
            if len(match[4]) == 2 and match[2] != ".":
                short_years.append((match[1], match[4]))
            if one > 12 >= two or match[2] == ".":
                day_first.append(match[0])
            elif two > 12 >= one:
                month_first.append(match[0])
            elif one != two:
                open_ones.append(match[0])
    if day_first and not month_first and _years_in_front(short_years):
        sentence = _("“%(example)s” may begin with the day or with the year. Choose.")
        return Order(True, False, sentence % {"example": day_first[0]})
    return _order(day_first, month_first, open_ones)


def _years_in_front(short_years):
    """Do the first numbers vary less than the last, as years do?"""
    return len({first for first, _last in short_years}) < len({last for _first, last in short_years})


def _order(day_first, month_first, open_ones):
    """The order that the evidence speaks for, with the sentence."""
    if day_first and month_first:
        sentence = _(
            "Both orders stand in this column: “%(one)s” has the day first, “%(other)s” the month. Choose one."
        )
        more = len(day_first) >= len(month_first)
        return Order(more, False, sentence % {"one": day_first[0], "other": month_first[0]})
    if day_first or month_first:
        found = day_first or month_first
        sentence = (
            ngettext(
                "Day before month: “%(example)s” can only be read so (%(count)d cell).",
                "Day before month: “%(example)s” can only be read so (%(count)d cells).",
                len(found),
            )
            if day_first
            else ngettext(
                "Month before day: “%(example)s” can only be read so (%(count)d cell).",
                "Month before day: “%(example)s” can only be read so (%(count)d cells).",
                len(found),
            )
        )
        return Order(bool(day_first), True, sentence % {"example": found[0], "count": len(found)})
    if open_ones:
        sentence = _(
            "“%(example)s” may have the day or the month first, and no cell of the column tells which. Choose."
        )
        return Order(True, False, sentence % {"example": open_ones[0]})
    return Order(True, True, _("No date of this column depends on the order of day and month."), matters=False)
