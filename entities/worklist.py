"""What lies on a person's desk: what needs the person, what is in work, submitted and published."""

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Window
from django.utils.translation import gettext as _

from entities import sharing_asks
from entities.choices import LEADING_ROLES, MergeState, Outcome, ParticipationState, ProposalState, RecordState
from entities.desk_lists import SHORT, Item, Listing, as_value, items, page, parts_of, searched
from entities.kinds import entry_models
from entities.models import FormDraft, Merge, MergeWord, Participation, Proposal, Record, Revision, Version


def needs(side, words=""):
    """What only this person (or a colleague in the same role) can move on."""
    groups = [
        _returned(side, words),
        _to_approve(side, words),
        _proposals(side, words),
        sharing_asks.asked_to_share(side, words),
        sharing_asks.declined(side, words),
        sharing_asks.lapsing(side, words),
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
    rows = searched(side.records(), words).filter(state__in=states)
    rows = rows.annotate(
        leads=as_value(side.led(side.writing)),
        saved_at=Subquery(
            Revision.objects.filter(record=OuterRef("pk"), number=OuterRef("revision")).values("saved_at")[:1]
        ),
    )
    total = None
    if after:
        total, rows = rows.count(), rows.filter(reference__gt=after)
    found = page(rows.order_by("reference"), limit)
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
        for pk, audience in model.objects.live().filter(record__in=pks).values_list("record", "audience"):
            readers.setdefault(pk, []).append(audience)
    for item in items:
        item.audiences = sorted(readers.get(item.record.pk, []), key=("network", "partners", "public").index)


def _returned(side, words):
    last = Version.objects.filter(record=OuterRef("pk"), outcome=Outcome.RETURNED).order_by("-number")
    rows = side.records().filter(side.led(side.writing), state=RecordState.RETURNED)
    rows = rows.annotate(returned_because=Subquery(last.values("reason")[:1]))

    def make(row):
        return Item(
            row, _("Returned"), row.returned_because or "", "warning", "record-edit", _("Mend it"),
            (row.kind, row.reference), may_edit=True,
        )  # fmt: skip

    return items(page(searched(rows, words).order_by("reference"), SHORT), make)


def _to_approve(side, words):
    leading = Exists(parts_of(side.speaking, role__in=LEADING_ROLES))
    rows = Record.objects.on_desk().filter(leading, state=RecordState.WITH_FOCAL_POINT)

    def make(row):
        return Item(
            row, _("Waits for your approval"), "", "accent", "record-desk", _("Read and decide"),
            (row.kind, row.reference),
        )  # fmt: skip

    return items(page(searched(rows, words).order_by("reference"), SHORT), make)


def _proposals(side, words):
    records = side.records().filter(side.led(side.speaking))
    rows = Proposal.objects.filter(state=ProposalState.OPEN, record__in=searched(records, words))
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

    return items(list(rows.order_by("pk")[:SHORT]), make)


def _to_confirm(side, words):
    rows = Participation.objects.filter(
        entity__in=side.speaking,
        state=ParticipationState.NAMED,
        leaving=False,
        record__in=searched(Record.objects.on_desk(), words),
    ).select_related("record__activity", "record__event", "entity")

    def make(row):
        why = _("%(entity)s is named as %(role)s") % {"entity": row.entity, "role": row.get_role_display()}
        return Item(
            row.record, why, "", "accent", "record-desk", _("Confirm or decline"),
            (row.record.kind, row.record.reference), entity=row.entity,
        )  # fmt: skip

    return items(list(rows.annotate(total=Window(Count("pk"))).order_by("record__reference")[:SHORT]), make)


def _merges(side, words):
    """Proposed merges of records that this side leads, which it has not answered."""
    answered = MergeWord.objects.filter(merge=OuterRef("pk"), entity__in=side.speaking)
    led = searched(side.records(), words).filter(side.led(side.speaking))
    rows = Merge.objects.filter(~Exists(answered), Q(survivor__in=led) | Q(absorbed__in=led), state=MergeState.OPEN)
    rows = rows.select_related("absorbed__activity", "absorbed__event", "survivor").annotate(total=Window(Count("pk")))

    def make(row):
        why = _("It is proposed to merge it into %(reference)s") % {"reference": row.survivor.reference}
        return Item(row.absorbed, why, row.reason, "accent", "merge", _("Read and decide"), (row.key,))

    return items(list(rows.order_by("pk")[:SHORT]), make)
