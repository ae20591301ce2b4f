"""What the desk asks about sharing: words that are missing, declined, or that soon end."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from entities.audiences import OUTSIDE, Reading
from entities.choices import Decision, Outcome, ParticipationRole, ParticipationState
from entities.desk_lists import SHORT, Item, items, page, searched
from entities.kinds import entry_models, record_kinds
from entities.labels import labels
from entities.models import Agreement, Participation, Record, Version
from ungass_portal.lib import clock
from ungass_portal.lib.lists import listed

LAPSES_WITHIN = timedelta(days=31)
DECLINED_SHOWN = timedelta(days=31)


def asked_to_share(side, words):
    """Cleared records about which this side has said nothing, though others have, or an earlier wording is outside."""
    earlier = _read_as_they_were(side)
    by_record = dict(earlier)
    for pk, audience in _agreed_by_others(side):
        by_record[pk] = sorted({*by_record.get(pk, ()), audience})
    rows = Record.objects.on_desk().filter(pk__in=by_record, withdrawn_at__isnull=True, own_only=False)

    def make(row):
        if side.speaking:
            why = _("Others agreed to share it; your word is missing")
            if row.pk in earlier:
                why = _("An earlier wording is outside; your word on the new one is missing")
        else:
            why = _("Others agreed to share it; the word of an entity that you answer for is missing")
            if row.pk in earlier:
                why = _("An earlier wording is outside; the word of an entity that you answer for is missing")
        return Item(
            row, why, "", "accent", "record-sharing", _("Read and decide"), (row.kind, row.reference),
            audiences=by_record[row.pk],
        )  # fmt: skip

    return items(page(searched(rows, words).order_by("reference"), SHORT), make)


def _deciding(side):
    """The parts of this side in records that have a word about sharing: see Gate.deciders."""
    return Participation.objects.filter(
        Q(role=ParticipationRole.LEAD) | Q(entity__slug__in=labels().network),
        entity__in=side.answering,
        state__in=ParticipationState.active(),
    )


def _said(audience):
    """What the entity of an outer part has said of its record’s cleared wording and an audience."""
    rows = Agreement.objects.filter(record=OuterRef("record"), entity=OuterRef("entity"), audience=audience)
    return rows.filter(version__outcome=Outcome.CLEARED)


def _last_words():
    """The last word of each entity about a record and an audience."""
    later = Agreement.objects.filter(
        record=OuterRef("record"), audience=OuterRef("audience"), entity=OuterRef("entity"), pk__gt=OuterRef("pk")
    )
    return Agreement.objects.filter(~Exists(later))


def _agreed_by_others(side):
    """(record, audience) of cleared wordings that another decider has agreed to share; one query."""
    agreed = _deciding(side).filter(
        record__agreements__decision=Decision.AGREE, record__agreements__version__outcome=Outcome.CLEARED
    )
    asked = agreed.annotate(audience=F("record__agreements__audience")).filter(~Exists(_said(OuterRef("audience"))))
    return asked.order_by("record_id", "audience").values_list("record", "audience").distinct()


def _read_as_they_were(side):
    """Records that audiences outside read in an earlier wording: primary key to audiences.

    A new wording that is for the network only asks nobody.
    """
    silent = _deciding(side).filter(~Exists(_said(OuterRef(OuterRef("audience")))), record=OuterRef("record"))
    newer = Version.objects.filter(record=OuterRef("record"), outcome=Outcome.CLEARED).exclude(pk=OuterRef("version"))
    found = {}
    for model in entry_models():
        outside = model.objects.filter(Exists(newer), Exists(silent), audience__in=OUTSIDE)
        for pk, audience in outside.order_by("record", "audience").values_list("record", "audience"):
            found.setdefault(pk, []).append(audience)
    for kind in record_kinds():
        if kind.kept_inside:
            now = kind.entry.objects.filter(audience=Reading.NETWORK, record__in=found)
            for pk, payload in now.values_list("record", "payload"):
                if kind.kept_inside(payload):
                    del found[pk]
    return found


def declined(side, words):
    """Cleared records of this side that another decider declined to share lately: the lead may submit without it.

    A standing policy’s “never” is known beforehand. After a month whoever leads it has let it be.
    """
    since = clock.now() - DECLINED_SHOWN
    declined = _last_words().filter(
        decision=Decision.DECLINE, policy=None, at__gte=since, version__outcome=Outcome.CLEARED
    )
    declined = declined.exclude(entity__in=side.answering)
    led = side.records().filter(side.led(side.speaking), withdrawn_at__isnull=True, own_only=False)
    found = {}
    for row in declined.filter(record__in=searched(led, words)).select_related("entity").order_by("pk"):
        found.setdefault(row.record_id, {}).setdefault(row.entity, row)

    def make(row):
        said = found[row.pk]
        names = listed(said)
        reason = next((word.reason for word in said.values() if word.reason), "")
        return Item(
            row, _("%(names)s declined to share it") % {"names": names}, reason, "warning", "record-sharing",
            _("Read and decide"), (row.kind, row.reference),
        )  # fmt: skip

    return items(page(Record.objects.filter(pk__in=found).order_by("reference"), SHORT), make)


def lapsing(side, words):
    """Agreements of this side that end soon: what they let out is then read by nobody outside."""
    last = clock.today() + LAPSES_WITHIN
    ending = _last_words().filter(
        entity__in=side.answering, decision=Decision.AGREE, until__range=(clock.today(), last)
    )
    by_record = {}
    for record, audience, until in ending.order_by("record", "audience").values_list("record", "audience", "until"):
        by_record.setdefault(record, {})[audience] = until
    rows = Record.objects.on_desk().filter(pk__in=by_record, withdrawn_at__isnull=True, own_only=False)

    def make(row):
        day = date_format(min(by_record[row.pk].values()), "DATE_FORMAT")
        why = _("Your agreement ends on %(day)s") if side.speaking else _("An agreement on behalf ends on %(day)s")
        return Item(
            row, why % {"day": day}, "", "warning", "record-sharing", _("Renew it"),
            (row.kind, row.reference), audiences=list(by_record[row.pk]),
        )  # fmt: skip

    return items(page(searched(rows, words).order_by("reference"), SHORT), make)
