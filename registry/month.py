"""The cycle of the months: planned a year ahead by one rule, opened, closed for review and sealed when due.

Every step asks the rows where they stand and locks them before it moves them, so it can run every minute,
twice at once, or after three days in which nothing ran: what is done already is found done.

The cycle seals a month by itself on its sealing day if nothing is missing, as the secretariat's rule says.
Where something is missing the month waits for the secretariat: to seal it despite that is a person's act.
"""

from calendar import monthrange
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from entities.history import acting
from entities.policies import demand_secretariat
from registry.choices import EditionState
from registry.edition_errors import AlreadySealed, EditionError
from registry.missing import missing_for
from registry.models import Edition, EditionRule
from registry.sealing import seal_when_complete
from registry.vienna import VIENNA
from ungass_portal.lib import clock

MONTHS_AHEAD = 12
DAYS = ("opens_at", "deadline_at", "seals_at")


def the_rule():
    """The one rule; made with its defaults when it is first asked for."""
    EditionRule.objects.get_or_create(pk=1)
    return EditionRule.objects.get(pk=1)


def days_by(rule, month):
    """The three moments of a month by a rule: name to moment, in Vienna's time of that day."""

    def at(day, time):
        last = monthrange(month.year, month.month)[1]
        return datetime.combine(month.replace(day=min(day, last)), time, tzinfo=VIENNA)

    return {
        "opens_at": at(rule.opening_day, rule.opening_time),
        "deadline_at": at(rule.deadline_day, rule.deadline_time),
        "seals_at": at(rule.sealing_day, rule.sealing_time),
    }


def month_after(month, count=1):
    """The first day of the month so many later."""
    years, index = divmod(month.month - 1 + count, 12)
    return date(month.year + years, index + 1, 1)


def check_days(opens_at, deadline_at, seals_at):
    """Raise EditionError unless the three moments come in their order."""
    if deadline_at <= opens_at:
        raise EditionError(_("The deadline must come after the opening."))
    if seals_at < deadline_at:
        raise EditionError(_("The month is sealed at its deadline or later, not before."))


# --- What is due ---------------------------------------------------------------------------------------


@transaction.atomic
def plan_editions():
    """Plan the months of a year ahead that are not there, and let those not yet open follow the rule.

    A month whose deadline has passed is not begun. Returns how many were planned or moved.
    """
    rule, now = _locked_rule(), clock.now()
    first = now.astimezone(VIENNA).date().replace(day=1)
    known = {row.month: row for row in Edition.objects.select_for_update().filter(month__gte=first)}
    count = 0
    for month in (month_after(first, ahead) for ahead in range(MONTHS_AHEAD + 1)):
        row, days = known.get(month), days_by(rule, month)
        if row is None and now < days["deadline_at"]:
            Edition.objects.create(month=month, **days)
        elif row and _follows(row) and any(getattr(row, name) != value for name, value in days.items()):
            _save(row, **days)
        else:
            continue
        count += 1
    return count


def _locked_rule():
    """The rule, locked: two machines that plan at once plan one after the other."""
    the_rule()
    return EditionRule.objects.select_for_update().get(pk=1)


def _follows(row):
    return row.state == EditionState.PLANNED and not row.moved_by_hand


def _save(row, **values):
    """Change a few fields of an edition."""
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    return row


def open_due():
    """Open the planned months whose time has come; returns how many."""
    return _move_on(EditionState.PLANNED, "opens_at", EditionState.OPEN)


def to_review():
    """Close the open months whose deadline has passed for review; late sign-offs go on until they are sealed."""
    return _move_on(EditionState.OPEN, "deadline_at", EditionState.IN_REVIEW)


@transaction.atomic
def _move_on(state, moment, following):
    due = Edition.objects.select_for_update().filter(state=state, **{f"{moment}__lte": clock.now()})
    return len([_save(row, state=following) for row in due.order_by("month")])


def due_for_sealing():
    """Months whose sealing day has come."""
    return Edition.objects.filter(state=EditionState.IN_REVIEW, seals_at__lte=clock.now()).order_by("month")


def seal_due():
    """Seal the months that are due and complete; returns how many. What is missing is the secretariat's to decide."""
    count = 0
    for edition in due_for_sealing():
        if missing_for(edition):
            break  # the months after it wait too
        try:
            seal_when_complete(edition=edition)
        except AlreadySealed:
            continue  # the other machine, or a person, was quicker
        except EditionError:
            break  # something came in between
        count += 1
    return count


# --- What the secretariat does by hand -----------------------------------------------------------------


@transaction.atomic
def change_rule(*, values, by, reason=""):
    """Let the months that are not open follow another rule; months that were moved by hand stay where they are."""
    demand_secretariat(by)
    rule = _locked_rule()
    for name, value in values.items():
        setattr(rule, name, value)
    if not 1 <= rule.opening_day < rule.deadline_day <= rule.sealing_day <= 31:
        raise EditionError(_("The days must be of a month, and come in their order: opening, deadline, sealing."))
    for month in (date(2018, 2, 1), date(2020, 2, 1), date(2018, 4, 1), date(2018, 3, 1)):  # 28 to 31 days
        check_days(**days_by(rule, month))
    with acting(by, reason):
        rule.save()
        plan_editions()
    return rule


@transaction.atomic
def move_edition(*, edition, days, by, reason=""):
    """Give a single month days of its own: name to moment, for what has not come to pass yet."""
    demand_secretariat(by)
    edition = _unsealed(edition)
    wanted = {name: getattr(edition, name) for name in DAYS} | days
    if edition.state != EditionState.PLANNED and wanted["opens_at"] != edition.opens_at:
        raise EditionError(_("%(month)s is open already: its opening cannot be moved.") % {"month": edition.name})
    check_days(**wanted)
    state = edition.state
    if state == EditionState.IN_REVIEW and wanted["deadline_at"] > clock.now():
        state = EditionState.OPEN
    with acting(by, reason):
        return _save(edition, state=state, moved_by_hand=True, **wanted)


@transaction.atomic
def open_edition(*, edition, by):
    """Open a planned month before its day."""
    demand_secretariat(by)
    edition = _unsealed(edition)
    if edition.state != EditionState.PLANNED:
        raise EditionError(_("%(month)s is open already.") % {"month": edition.name})
    now = clock.now()
    check_days(now, edition.deadline_at, edition.seals_at)
    with acting(by):
        return _save(edition, state=EditionState.OPEN, opens_at=now, moved_by_hand=True)


@transaction.atomic
def close_edition(*, edition, by):
    """Close an open month for review before its deadline."""
    demand_secretariat(by)
    edition = _unsealed(edition)
    if edition.state != EditionState.OPEN:
        raise EditionError(_("%(month)s is not open.") % {"month": edition.name})
    with acting(by):
        return _save(edition, state=EditionState.IN_REVIEW, deadline_at=clock.now(), moved_by_hand=True)


def _unsealed(edition):
    """The edition, locked and fresh; what is sealed has no days any more."""
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if edition.state == EditionState.SEALED:
        raise EditionError(_("%(month)s is sealed: its days are history.") % {"month": edition.name})
    return edition
