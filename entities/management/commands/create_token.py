"""Make a token with which a program reads the API."""

from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from entities.history import acting
from entities.models import ApiToken, Entity, PartnerOrganisation

LONGEST_LIFE = 3650


class Command(BaseCommand):
    """The secret is shown here and never again: the portal keeps its hash only."""

    help = "Make a token for the API, of an entity or of a partner organisation, and show its secret once."

    def add_arguments(self, parser):
        owner = parser.add_mutually_exclusive_group(required=True)
        owner.add_argument("--entity", help="slug of the entity that the token reads for")
        owner.add_argument("--organisation", help="short name of the partner organisation that the token reads for")
        parser.add_argument("--name", required=True, help="what the token is used for")
        parser.add_argument("--days", type=int, default=365, help="days until it expires; 365 unless told")

    def handle(self, *, entity, organisation, name, days, **options):
        name = name.strip()
        if not name or len(name) > 100:
            raise CommandError("--name: say in 1 to 100 characters what the token is used for.")
        if not 1 <= days <= LONGEST_LIFE:
            raise CommandError(f"--days: give a number from 1 to {LONGEST_LIFE}.")
        if entity is not None:
            owner = {"entity": found(Entity, entity, "--entity", "entity")}
        else:
            owner = {"organisation": found(PartnerOrganisation, organisation, "--organisation", "partner organisation")}
        expires = timezone.now() + timedelta(days=days)
        with acting(None, "create_token"):
            token, secret = ApiToken.make(name=name, expires_at=expires, **owner)
        self.stdout.write(secret)
        self.stderr.write(f"{token}: reads until {expires:%d %B %Y}. The secret is not shown again: keep it now.")


def found(model, slug, option, what):
    """The owner by its slug; who mistypes it is told which there are."""
    row = model.objects.filter(slug=slug).first()
    if row is None:
        known = ", ".join(model.objects.order_by("slug").values_list("slug", flat=True)) or "none"
        raise CommandError(f"{option}: there is no {what} “{slug}”. There are: {known}.")
    return row
