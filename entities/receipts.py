"""Receipts: partners say what they have erased, and entities see who has said so."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from entities.audiences import Reading
from entities.choices import ChangeKind
from entities.models import Change, PartnerOrganisation, Receipt, TokenUsage
from ungass_portal.lib import clock

MOST = 500


@dataclass(frozen=True)
class Holding:
    """What is known of one organisation and a withdrawn record."""

    organisation: PartnerOrganisation
    confirmed_at: datetime | None  # it says that it has erased every copy; None: it holds the old wording still
    last_asked_at: datetime | None  # when one of its tokens last asked for anything
    erase_by: datetime  # until when it has to erase them

    @property
    def overdue(self):
        """Has it let the day pass by which it had to erase?"""
        return self.confirmed_at is None and self.erase_by < clock.now()


def last_withdrawals(references):
    """The last change of each reference for partners, where that is a withdrawal, by reference."""
    changes = Change.objects.filter(audience=Reading.PARTNERS, reference__in=references).order_by("position")
    last = {change.reference: change for change in changes}
    return {name: change for name, change in last.items() if change.kind == ChangeKind.WITHDRAWN}


@transaction.atomic
def confirm(*, organisation, references, by=None, token=None):
    """Keep that an organisation has erased some withdrawn records; saying it twice changes nothing.

    Returns the receipts by reference. Raises ValidationError naming each reference that was not withdrawn from
    partners: one that they never read reads the same as one that is not there.
    """
    withdrawn = last_withdrawals(references)
    wrong = {
        str(number): [_("This record was not withdrawn from you.")]
        for number, reference in enumerate(references)
        if reference not in withdrawn
    }
    if wrong:
        raise ValidationError({"references": wrong})
    Receipt.objects.bulk_create(
        [
            Receipt(organisation=organisation, change=change, by=by, token=token, at=clock.now())
            for _reference, change in sorted(withdrawn.items())
        ],
        ignore_conflicts=True,
    )
    kept = Receipt.objects.filter(organisation=organisation, change__in=withdrawn.values()).select_related("change")
    return {receipt.change.reference: receipt for receipt in kept}


def holdings(record):
    """For a record withdrawn from partners: each organisation whose tokens read while partners read it, and whether
    it confirmed.

    Empty while partners read the record, and where they never did. Three queries. Whoever read it on pages only
    keeps no copy that the portal knows of.
    """
    change = last_withdrawals([record.reference]).get(record.reference)
    if change is None:
        return []
    confirmed = dict(change.receipts.values_list("organisation", "at"))
    used = TokenUsage.objects.filter(token__organisation=OuterRef("pk"))
    # What was counted before positions were kept, or not yet, may have been at any time.
    read = Q(first_position__lt=change.position, last_position__gte=_since(change))
    meanwhile = used.filter(read | Q(first_position=None))
    asking = PartnerOrganisation.objects.annotate(last_asked_at=Max("tokens__last_used_at")).order_by("name")
    holding = asking.filter(Q(Exists(meanwhile)) | ~Exists(used) & Q(last_asked_at__isnull=False) | Q(pk__in=confirmed))
    return [Holding(row, confirmed.get(row.pk), row.last_asked_at, change.erase_by) for row in holding]


def _since(withdrawal):
    """The position from which on partners read what was withdrawn."""
    rows = Change.objects.filter(
        audience=Reading.PARTNERS,
        reference=withdrawal.reference,
        kind=ChangeKind.CREATED,
        position__lt=withdrawal.position,
    )
    return rows.aggregate(position=Max("position", default=0))["position"]
