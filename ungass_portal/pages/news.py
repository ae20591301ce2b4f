"""What changed this month for a reader, in a few sentences and a short list."""

from dataclasses import dataclass
from operator import itemgetter

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Count, F, Max, Q
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calendar_app.models import CalendarEntry
from entities import tallies
from entities.choices import REFERENCE_PREFIXES, ChangeKind, RecordKind
from entities.labels import labels
from entities.models import Change
from entities.payload import titled
from entities.reading_state import state_of
from registry import about
from registry.models import MatrixEntry
from ungass_portal.lib import clock

NEWEST = 5
NAMED = 3


@dataclass(frozen=True)
class News:
    """What the month brought: sentences, and the entries that changed last."""

    sentences: list
    newest: list


def of_this_month(reader):
    """The month's news for the reader's audience; counted once while nothing changes for it."""
    counted = state_of(reader).remember("news", lambda: _count(reader))
    newest = titled(dict(row) for row in counted["newest"])  # counted for all languages, read in one
    return News(list(filter(None, _sentences(counted))), list(newest))


def first_moment():
    """The beginning of the month."""
    return clock.midnight(clock.today().replace(day=1))


def _count(reader):
    """Each record that changed once, by what it is for the reader in the end: new, changed or gone."""
    steps = Change.objects.filter(audience=reader.audience, at__gte=first_moment()).order_by()
    records = steps.values("reference").annotate(
        last=Max("position"),
        gone=Max("position", filter=Q(kind=ChangeKind.WITHDRAWN)),
        fresh=BoolOr(Q(kind=ChangeKind.CREATED)),
    )
    here = Q(gone__isnull=True) | Q(gone__lt=F("last"))
    sums = {"withdrawn": Count("reference", filter=Q(gone=F("last"), fresh=False))}
    for kind, prefix in REFERENCE_PREFIXES.items():
        sums[f"new_{kind}"] = Count("reference", filter=here & Q(reference__startswith=prefix, fresh=True))
    counted = records.aggregate(**sums)
    touched = about.entries(reader).filter(updated_at__gte=first_moment())
    return (
        counted
        | _reworded(reader, counted)
        | {
            "entities": sorted(tallies.by_entity(touched)),
            "chapters": about.by_chapter(touched),
            "newest": _newest(reader),
        }
    )


def _reworded(reader, counted):
    """How many of each kind have a new wording and are not new: a mere “still true” changes none."""
    found = {f"changed_{kind}": 0 for kind in REFERENCE_PREFIXES}
    for model in (MatrixEntry, CalendarEntry):
        rows = model.objects.for_reader(reader).filter(updated_at__gte=first_moment()).order_by()
        for row in rows.values("kind").annotate(count=Count("pk")):
            found[f"changed_{row['kind']}"] = max(0, row["count"] - counted[f"new_{row['kind']}"])
    return found


def _newest(reader):
    """The entries that changed last, of both tables; those of one moment by reference, not as rows happen to lie."""
    found = []
    for model in (MatrixEntry, CalendarEntry):
        rows = model.objects.for_reader(reader).filter(updated_at__gte=first_moment())
        rows = rows.order_by("-updated_at", "reference")
        found += rows.values("reference", "kind", "title", "language", "texts", "updated_at")[:NEWEST]
    found.sort(key=itemgetter("reference"))
    return sorted(found, key=itemgetter("updated_at"), reverse=True)[:NEWEST]


def _sentences(counted):
    """At most five sentences; one that has nothing to say is left out."""
    day = date_format(first_moment(), "MONTH_DAY_FORMAT")
    fresh, changed = _records(counted, "new"), _records(counted, "changed")
    return [
        fresh and _("Since %(day)s these came in: %(records)s.") % {"day": day, "records": fresh},
        changed and _("These have a new wording: %(records)s.") % {"records": changed},
        counted["withdrawn"]
        and ngettext("%(count)d record was withdrawn.", "%(count)d records were withdrawn.", counted["withdrawn"])
        % {"count": counted["withdrawn"]},
        _who(counted["entities"]),
        _about_what(counted["chapters"]),
    ]


def _records(counted, what):
    """3 activities, 1 mandate and 12 events."""
    activities, mandates, events = (
        counted[f"{what}_{kind}"] for kind in (RecordKind.ACTIVITY, RecordKind.MANDATE, RecordKind.EVENT)
    )
    parts = [
        activities and ngettext("%(count)d activity", "%(count)d activities", activities) % {"count": activities},
        mandates and ngettext("%(count)d mandate", "%(count)d mandates", mandates) % {"count": mandates},
        events and ngettext("%(count)d event", "%(count)d events", events) % {"count": events},
    ]
    return get_text_list(list(filter(None, parts)), _("and"))


def _who(slugs):
    """How many entities of the network the activities are of: a number, no ranking."""
    count = len(labels().network & set(slugs))
    return count and ngettext(
        "%(count)d entity of the network takes part in the new and changed activities.",
        "%(count)d entities of the network take part in the new and changed activities.",
        count,
    ) % {"count": count}


def _about_what(chapters):
    """The chapters that most of them are about."""
    words = labels()
    ordered = sorted(
        ((count, number) for number, count in chapters.items() if count and number != "none"), reverse=True
    )
    names = [f"{words.get('chapter', number).short} ({count})" for count, number in ordered[:NAMED]]
    return names and _("Most of them are about these chapters: %(names)s.") % {"names": "; ".join(names)}
