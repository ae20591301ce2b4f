"""Wall times and the zones that they are told in: what is no zone, what no clock ever showed, what came twice."""

from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _

from ungass_portal.lib.lists import listed

NEAR = 3
# Files of the zone data that name no place.
NO_PLACES = {"Factory", "localtime", "posixrules"}


class ZoneError(ValueError):
    """A zone or a wall time that does not exist; the message says what to write."""


@cache
def zone_names():
    """All names of the zone data, in order."""
    return sorted(name for name in available_timezones() if name not in NO_PLACES)


def known_zone(name):
    """The zone's name as the data spells it. Raises ZoneError, with names that come near."""
    names = zone_names()
    if name in names:
        return name
    # People write the city, or the case as they like: the city alone finds its zone.
    by_city = {full.rsplit("/", 1)[-1].lower().replace("_", " "): full for full in names if "/" in full}
    by_name = {full.lower(): full for full in names}
    wanted = name.strip().lower().replace("_", " ")
    near = [by_name[found] for found in get_close_matches(wanted.replace(" ", "_"), by_name, NEAR, 0.75)]
    near += [by_city[found] for found in get_close_matches(wanted.rsplit("/", 1)[-1], by_city, NEAR, 0.75)]
    near = list(dict.fromkeys(near))[:NEAR]
    if near:
        raise ZoneError(
            _("“%(name)s” is not a time zone. Did you mean %(near)s?") % {"name": name, "near": listed(near)}
        )
    raise ZoneError(_("“%(name)s” is not a time zone. Write a name like Europe/Vienna.") % {"name": name})


def at(day: date, wall_time: str, zone: str, *, second=False):
    """The moment of a wall time; of one that comes twice the first, as RFC 5545 reads it, unless told otherwise."""
    return datetime.combine(day, time.fromisoformat(wall_time).replace(fold=second), ZoneInfo(zone))


def is_skipped(day, wall_time, zone):
    """Does the clock jump over this time on this day?"""
    moment = at(day, wall_time, zone)
    there_and_back = moment.astimezone(ZoneInfo("UTC")).astimezone(moment.tzinfo)
    return there_and_back.replace(tzinfo=None) != moment.replace(tzinfo=None)


def comes_twice(day, wall_time, zone):
    """Does the clock show this time twice on this day?"""
    moment = at(day, wall_time, zone)
    return not is_skipped(day, wall_time, zone) and moment.utcoffset() != moment.replace(fold=1).utcoffset()


def first_after(day, wall_time, zone):
    """The first wall time that the clock shows after a skipped one, as HH:MM."""
    moment = datetime.combine(day, time.fromisoformat(wall_time))
    while is_skipped(day, moment.strftime("%H:%M"), zone):
        moment += timedelta(minutes=1)
    return moment.strftime("%H:%M")


def demand_shown(day, wall_time, zone):
    """Raise ZoneError for a time that the clock jumps over on this day."""
    if is_skipped(day, wall_time, zone):
        raise ZoneError(
            _(
                "There is no %(time)s on %(day)s in %(zone)s: the clock is put forward over it. "
                "The next time there is %(next)s."
            )
            % {"time": wall_time, "day": day.isoformat(), "zone": zone, "next": first_after(day, wall_time, zone)}
        )
