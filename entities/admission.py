"""Asking for access: by address domains that an entity has approved; its focal points invite, or do not."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entities.choices import LetterKind
from entities.history import acting
from entities.mail.writing import focal_points, site, write
from entities.models import AccessRequest, ApprovedDomain, User
from entities.policies import may_keep_people
from ungass_portal.lib.problems import ProcessError


@transaction.atomic
def approve_domains(*, entity, domains, by):
    """Make the address domains from which access to an entity can be asked these."""
    _demand(by, entity)
    taken = ApprovedDomain.objects.filter(domain__in=domains).exclude(entity=entity).first()
    if taken:
        raise ProcessError(_("%(domain)s stands with another entity already.") % {"domain": taken.domain})
    with acting(by):
        entity.approved_domains.exclude(domain__in=domains).delete()
        known = set(entity.approved_domains.values_list("domain", flat=True))
        for domain in domains:
            if domain not in known:
                ApprovedDomain.objects.create(entity=entity, domain=domain)


def ask(*, email, name, reason):
    """Put a request before an entity's focal points, if the address lets one; tells nobody whether it did."""
    email = email.lower()
    found = ApprovedDomain.objects.filter(domain=email.rpartition("@")[2]).select_related("entity").first()
    if found is None or User.objects.filter(email=email, memberships__entity=found.entity).exists():
        return
    try:
        with transaction.atomic():
            row = AccessRequest.objects.create(entity=found.entity, email=email, name=name, reason=reason)
            for to in focal_points(found.entity):
                context = {"request": row, "people_url": site("/desk/people/")}
                key = f"access:{row.key}:{to.person.pk}"
                write(LetterKind.ACCESS_ASKED, to, key=key, context=context)
    except IntegrityError:
        return  # it waits already


@transaction.atomic
def close(*, request, by):
    """Settle a request: it was answered by an invitation, or is not to be."""
    _demand(by, request.entity)
    with acting(by):
        AccessRequest.objects.filter(pk=request.pk, closed_at=None).update(closed_at=timezone.now())


def close_for(invitation):
    """An invitation answers the request of the same address."""
    waiting = AccessRequest.objects.filter(entity=invitation.entity, email=invitation.email, closed_at=None)
    waiting.update(closed_at=timezone.now())


def _demand(by, entity):
    if not may_keep_people(by, entity):
        raise PermissionDenied(_("Only the entity’s focal points do this."))
