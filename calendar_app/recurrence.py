"""Recurrence by the rules of RFC 5545, within bounds: every rule ends, and gives no more dates than people read."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import islice

from dateutil.rrule import rrulestr
from django.utils.translation import gettext as _

MOST_DATES = 200
LONGEST = timedelta(days=3653)  # ten years
# Times stand in the event, so rules within a day say nothing that it could hold.
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
PARTS = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "BYYEARDAY", "BYWEEKNO",
         "WKST")  # fmt: skip
NUMBER = re.compile(r"[0-9]{1,4}")
UNTIL = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:T\d{6}Z?)?", re.ASCII)


class RuleError(ValueError):
    """A rule that is none, never ends or gives too many dates; the message says what to write."""


def normal(text):
    """A rule in one way of writing, its last day as 20181231; "" for none. Raises RuleError."""
    text = re.sub(r"\s+", "", text).upper().removeprefix("RRULE:").strip(";")
    if not text:
        return ""
    parts = {}
    for piece in text.split(";"):
        name, sign, value = piece.partition("=")
        if not sign or not value or name in parts:
            raise RuleError(_("“%(piece)s” is not a part of a rule.") % {"piece": piece[:40]})
        if name not in PARTS:
            raise RuleError(
                _("“%(name)s” cannot be used in a rule. Use %(known)s.")
                % {"name": name[:20], "known": ", ".join(PARTS)}
            )
        parts[name] = value
    if parts.get("FREQ") not in FREQUENCIES:
        raise RuleError(_("Begin with how often: FREQ=DAILY, WEEKLY, MONTHLY or YEARLY."))
    for name in ("INTERVAL", "COUNT"):
        if name in parts and (not NUMBER.fullmatch(parts[name]) or int(parts[name]) < 1):
            raise RuleError(_("%(name)s must be a whole number from 1 to 9999.") % {"name": name})
    if ("COUNT" in parts) == ("UNTIL" in parts):
        raise RuleError(
            _("Say how the rule ends: either COUNT=6 (so many times) or UNTIL=20181231 (last day). One that never ends "
              "cannot be kept.")
        )  # fmt: skip
    if "UNTIL" in parts:
        parts["UNTIL"] = f"{_until(parts['UNTIL']):%Y%m%d}"
    return ";".join(f"{name}={parts[name]}" for name in PARTS if name in parts)


def _until(text):
    match = UNTIL.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else _no_day(text)
    except ValueError:
        return _no_day(text)


def _no_day(text):
    raise RuleError(_("“%(text)s” is not a last day. Write UNTIL=20181231.") % {"text": text[:40]})


@lru_cache(maxsize=2_000)
def dates(rule, first):
    """The days of a normal rule that begins on a day, at most one more than are allowed: a tuple.

    The walk ends after ten years whatever the rule says, so that one without any day ends too.
    """
    parts = dict(piece.split("=") for piece in rule.split(";"))
    count = int(parts.pop("COUNT", MOST_DATES + 1))
    until = _until(parts.pop("UNTIL")) if "UNTIL" in parts else date.max
    limit = first + LONGEST + timedelta(days=1)
    kept = ";".join(f"{name}={value}" for name, value in parts.items())
    try:
        made = rrulestr(
            f"{kept};UNTIL={min(until, limit):%Y%m%d}T000000", dtstart=datetime.combine(first, datetime.min.time())
        )
        return tuple(moment.date() for moment in islice(made, min(count, MOST_DATES + 1)))
    except (ValueError, OverflowError, TypeError, IndexError) as error:
        raise RuleError(_("The rule cannot be read: %(why)s.") % {"why": str(error)[:80]}) from error


def checked_dates(rule, first):
    """The days of a rule. Raises RuleError where they are too many, none, or do not begin with the event's own."""
    found = dates(rule, first)
    if len(found) > MOST_DATES:
        raise RuleError(
            _("The rule gives more than %(most)d dates. Let it end sooner.") % {"most": MOST_DATES}
        )  # fmt: skip
    if not found or found[0] != first:
        raise RuleError(_("The event's first day, %(day)s, does not follow the rule.") % {"day": first.isoformat()})
    if found[-1] > first + LONGEST:
        raise RuleError(_("The rule goes on for more than ten years. Let it end sooner."))
    return found
