"""What lies on a person's desk: what needs the person, what is in work, submitted and published."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, Subquery, Window
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from entities.audiences import OUTSIDE, Reading
from entities.choices import (
    LEADING_ROLES,
    Decision,
    MergeState,
    Outcome,
    ParticipationState,
    ProposalState,
    RecordState,
    Role,
)
from entities.kinds import entry_models, record_kinds
from entities.models import (
    Agreement,
    FormDraft,
    Membership,
    Merge,
    MergeWord,
    Participation,
    Proposal,
    Record,
    Revision,
    Version,
)
from entities.roles import entities_of, is_secretariat
from ungass_portal.lib import clock

SHORT, LONG = 25, 100
LAPSES_WITHIN = timedelta(days=31)
WORDING = ("activity", "event")


@dataclass(frozen=True)
class Side:
    """On whose side a person works: primary keys of entities by what the person may do in them."""

    person: object
    entities: frozenset  # any role
    writing: frozenset  # focal point or contributor
    speaking: frozenset  # focal point
    stands_in: bool = False  # secretariat, for records whose leads have no focal point

    @classmethod
    def of(cls, user, entity=None):
        """The person's side, narrowed to one entity where the person acts for one."""
        groups = (
            entities_of(user),
            entities_of(user, Role.FOCAL_POINT, Role.CONTRIBUTOR),
            entities_of(user, Role.FOCAL_POINT),
        )
        kept = [frozenset(group & {entity.pk} if entity else group) for group in groups]
        return cls(user, *kept, stands_in=is_secretariat(user) and entity is None)

    def records(self):
        """Records on the desk in which one of the entities takes part, or for which the person stands in."""
        mine = Q(Exists(_parts(self.entities)))
        return Record.objects.on_desk().filter(mine | self._stood_in_for())

    def led(self, entities):
        """Records that one of the entities leads, or for which the person stands in."""
        return Q(Exists(_parts(entities, role__in=LEADING_ROLES))) | self._stood_in_for()

    def _stood_in_for(self):
        if not self.stands_in:
            return Q(pk__in=())
        answered = Membership.objects.current().filter(role=Role.FOCAL_POINT, entity=OuterRef("entity"))
        return ~Exists(_parts(None, role__in=LEADING_ROLES).filter(Exists(answered)))


def _parts(entities, **more):
    """Participations of the outer record, of some entities (of any: None)."""
    rows = Participation.objects.filter(record=OuterRef("pk"), state__in=ParticipationState.active(), **more)
    return rows if entities is None else rows.filter(entity__in=entities)


@dataclass
class Item:
    """One line of the desk: a record, and in words why it is here."""

    record: object
    why: str = ""
    reason: str = ""
    tone: str = ""
    act: str = ""  # name of the address that settles it
    act_label: str = ""
    act_args: tuple = ()
    may_edit: bool = False
    audiences: list = field(default_factory=list)
    entity: object = None


@dataclass
class Listing:
    """Some items, how many there are in all, and the reference after which the next page starts."""

    items: list
    total: int
    after: str = ""


def needs(side, words=""):
    """What only this person (or a colleague in the same role) can move on."""
    groups = [
        _returned(side, words),
        _to_approve(side, words),
        _proposals(side, words),
        _asked_to_share(side, words),
        _lapsing(side, words),
        _merges(side, words),
    ]
    return Listing([item for items, _total in groups for item in items], sum(total for _items, total in groups))


def named(side, words=""):
    """Records that name one of the entities, which has not said yet whether it takes part."""
    return Listing(*_to_confirm(side, words))


def typing(side):
    """What the person began to type and did not save, newest first."""
    drafts = FormDraft.objects.filter(person=side.person).select_related("record__activity", "record__event")
    return list(drafts.order_by("-saved_at")[:SHORT])


def in_state(side, states, words="", *, limit=SHORT, after=""):
    """Records in some states, by reference, with who reads them now."""
    rows = _searched(side.records(), words).filter(state__in=states)
    rows = rows.annotate(
        leads=as_value(side.led(side.writing)),
        saved_at=Subquery(
            Revision.objects.filter(record=OuterRef("pk"), number=OuterRef("revision")).values("saved_at")[:1]
        ),
    )
    total = None
    if after:
        total, rows = rows.count(), rows.filter(reference__gt=after)
    found = _page(rows.order_by("reference"), limit)
    items = [Item(record=row, may_edit=row.leads and row.state in EDITABLE) for row in found]
    last = items[-1].record.reference if items and found[0].total > len(items) else ""
    return Listing(items, total if total is not None else (found[0].total if found else 0), last)


EDITABLE = (RecordState.DRAFT, RecordState.RETURNED, RecordState.CLEAN)


def with_audiences(*listings):
    """Tell for each record of the listings who reads it now; one query for each table of entries."""
    items = [item for listing in listings for item in listing.items]
    pks = {item.record.pk for item in items}
    readers = {}
    for model in entry_models():
        for pk, audience in model.objects.filter(record__in=pks).values_list("record", "audience"):
            readers.setdefault(pk, []).append(audience)
    for item in items:
        item.audiences = sorted(readers.get(item.record.pk, []), key=("network", "partners", "public").index)


def as_value(condition):
    """A condition as a column."""
    return ExpressionWrapper(condition, output_field=BooleanField())


def _page(rows, limit):
    """The first rows, each with the total of all."""
    return list(rows.select_related(*WORDING).annotate(total=Window(Count("pk")))[:limit])


def _searched(rows, words):
    """Rows whose reference or title holds the words."""
    if not words:
        return rows
    found = Q(reference__icontains=words) | Q(activity__title__icontains=words) | Q(event__title__icontains=words)
    return rows.filter(found)


def _items(rows, make):
    """Rows as items, with their total."""
    return [make(row) for row in rows], rows[0].total if rows else 0


def _returned(side, words):
    last = Version.objects.filter(record=OuterRef("pk"), outcome=Outcome.RETURNED).order_by("-number")
    rows = side.records().filter(side.led(side.writing), state=RecordState.RETURNED)
    rows = rows.annotate(returned_because=Subquery(last.values("reason")[:1]))

    def make(row):
        return Item(
            row, _("Returned"), row.returned_because or "", "warning", "record-edit", _("Mend it"),
            (row.kind, row.reference), may_edit=True,
        )  # fmt: skip

    return _items(_page(_searched(rows, words).order_by("reference"), SHORT), make)


def _to_approve(side, words):
    leading = Exists(_parts(side.speaking, role__in=LEADING_ROLES))
    rows = Record.objects.on_desk().filter(leading, state=RecordState.WITH_FOCAL_POINT)

    def make(row):
        return Item(
            row, _("Waits for your approval"), "", "accent", "record-desk", _("Read and decide"),
            (row.kind, row.reference),
        )  # fmt: skip

    return _items(_page(_searched(rows, words).order_by("reference"), SHORT), make)


def _proposals(side, words):
    records = side.records().filter(side.led(side.speaking))
    rows = Proposal.objects.filter(state=ProposalState.OPEN, record__in=_searched(records, words))
    earlier = Proposal.objects.filter(record=OuterRef("record"), pk__lte=OuterRef("pk")).order_by()
    rows = rows.select_related("record__activity", "record__event", "entity").annotate(
        total=Window(Count("pk")),
        number=Subquery(earlier.values("record").annotate(count=Count("pk")).values("count")[:1]),
    )

    def make(row):
        who = str(row.entity) if row.entity_id else _("the secretariat")
        return Item(
            row.record, _("%(who)s proposes a change") % {"who": who}, row.reason, "accent", "record-proposal",
            _("Settle it"), (row.record.kind, row.record.reference, row.number),
        )  # fmt: skip

    return _items(list(rows.order_by("pk")[:SHORT]), make)


def _to_confirm(side, words):
    rows = Participation.objects.filter(
        entity__in=side.speaking,
        state=ParticipationState.NAMED,
        leaving=False,
        record__in=_searched(Record.objects.on_desk(), words),
    ).select_related("record__activity", "record__event", "entity")

    def make(row):
        why = _("%(entity)s is named as %(role)s") % {"entity": row.entity, "role": row.get_role_display()}
        return Item(
            row.record, why, "", "accent", "record-desk", _("Confirm or decline"),
            (row.record.kind, row.record.reference), entity=row.entity,
        )  # fmt: skip

    return _items(list(rows.annotate(total=Window(Count("pk"))).order_by("record__reference")[:SHORT]), make)


def _asked_to_share(side, words):
    """Cleared records about which this side has said nothing, though others have, or an earlier wording is outside."""
    mine = Participation.objects.filter(
        record=OuterRef("record"), entity__in=side.speaking, state__in=ParticipationState.active()
    )
    earlier = _read_as_they_were(side, mine)
    by_record = dict(earlier)
    for pk, audience in _agreed_by_others(side, mine):
        by_record[pk] = sorted({*by_record.get(pk, ()), audience})
    rows = Record.objects.on_desk().filter(pk__in=by_record, withdrawn_at__isnull=True, own_only=False)

    def make(row):
        why = _("Others agreed to share it; your word is missing")
        if row.pk in earlier:
            why = _("An earlier wording is outside; your word on the new one is missing")
        return Item(
            row, why, "", "accent", "record-sharing", _("Read and decide"), (row.kind, row.reference),
            audiences=by_record[row.pk],
        )  # fmt: skip

    return _items(_page(_searched(rows, words).order_by("reference"), SHORT), make)


def _agreed_by_others(side, mine):
    """(record, audience) of cleared wordings that another decider has agreed to share; one query."""
    answered = Agreement.objects.filter(
        version=OuterRef("version"), audience=OuterRef("audience"), entity__in=side.speaking
    )
    asked = (
        Agreement.objects.filter(~Exists(answered), Exists(mine))
        .filter(decision=Decision.AGREE, version__outcome=Outcome.CLEARED)
        .exclude(entity__in=side.speaking)
        .values_list("record", "audience")
    )
    return asked.order_by("record", "audience").distinct()


def _read_as_they_were(side, mine):
    """Records that audiences outside read in an earlier wording: primary key to audiences.

    A new wording that is for the network only asks nobody.
    """
    newer = Version.objects.filter(record=OuterRef("record"), outcome=Outcome.CLEARED).exclude(pk=OuterRef("version"))
    answered = Agreement.objects.filter(
        record=OuterRef("record"),
        version__outcome=Outcome.CLEARED,
        audience=OuterRef("audience"),
        entity__in=side.speaking,
    )
    found = {}
    for model in entry_models():
        outside = model.objects.filter(Exists(newer), ~Exists(answered), Exists(mine), audience__in=OUTSIDE)
        for pk, audience in outside.order_by("record", "audience").values_list("record", "audience"):
            found.setdefault(pk, []).append(audience)
    for kind in record_kinds():
        if kind.kept_inside:
            now = kind.entry.objects.filter(audience=Reading.NETWORK, record__in=found)
            for pk, payload in now.values_list("record", "payload"):
                if kind.kept_inside(payload):
                    del found[pk]
    return found


def _merges(side, words):
    """Proposed merges of records that this side leads, which it has not answered."""
    answered = MergeWord.objects.filter(merge=OuterRef("pk"), entity__in=side.speaking)
    led = _searched(side.records(), words).filter(side.led(side.speaking))
    rows = Merge.objects.filter(~Exists(answered), Q(survivor__in=led) | Q(absorbed__in=led), state=MergeState.OPEN)
    rows = rows.select_related("absorbed__activity", "absorbed__event", "survivor").annotate(total=Window(Count("pk")))

    def make(row):
        why = _("It is proposed to merge it into %(reference)s") % {"reference": row.survivor.reference}
        return Item(row.absorbed, why, row.reason, "accent", "merge", _("Read and decide"), (row.key,))

    return _items(list(rows.order_by("pk")[:SHORT]), make)


def _lapsing(side, words):
    """Agreements of this side that end soon: what they let out is then read by nobody outside."""
    last = clock.today() + LAPSES_WITHIN
    later = Agreement.objects.filter(
        record=OuterRef("record"), audience=OuterRef("audience"), entity=OuterRef("entity"), pk__gt=OuterRef("pk")
    )
    ending = Agreement.objects.filter(
        ~Exists(later), entity__in=side.speaking, decision=Decision.AGREE, until__range=(clock.today(), last)
    )
    by_record = {}
    for record, audience, until in ending.order_by("record", "audience").values_list("record", "audience", "until"):
        by_record.setdefault(record, {})[audience] = until
    rows = Record.objects.on_desk().filter(pk__in=by_record, withdrawn_at__isnull=True, own_only=False)

    def make(row):
        day = date_format(min(by_record[row.pk].values()), "DATE_FORMAT")
        return Item(
            row, _("Your agreement ends on %(day)s") % {"day": day}, "", "warning", "record-sharing", _("Renew it"),
            (row.kind, row.reference), audiences=list(by_record[row.pk]),
        )  # fmt: skip

    return _items(_page(_searched(rows, words).order_by("reference"), SHORT), make)
