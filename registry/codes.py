"""How a month is written in addresses and commands: 2018-03."""

import re
from datetime import date

MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def month_of(code):
    """The first day of a month written as 2018-03; None for anything else."""
    found = MONTH.fullmatch(code)
    return date(int(found[1]), int(found[2]), 1) if found and int(found[1]) else None
