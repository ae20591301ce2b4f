"""Make a token with which a program reads the API."""

from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from entities.choices import TokenScope
from entities.history import acting
from entities.models import ApiToken, Entity, PartnerOrganisation, User
from entities.models.partners import LONGEST_LIFE
from entities.policies import may_manage_tokens


class Command(BaseCommand):
    """The secret is shown here and never again: the portal keeps its hash only."""

    help = "Make a token for the API, of an entity or of a partner organisation, and show its secret once."

    def add_arguments(self, parser):
        owner = parser.add_mutually_exclusive_group(required=True)
        owner.add_argument("--entity", help="slug of the entity that the token reads for")
        owner.add_argument("--organisation", help="short name of the partner organisation that the token reads for")
        parser.add_argument("--name", required=True, help="what the token is used for")
        parser.add_argument("--days", type=int, default=365, help="days until it expires; 365 unless told")
        parser.add_argument(
            "--writes-as",
            metavar="E-MAIL",
            help="let it write to the entity's desk in the name of this focal point of the entity",
        )

    def handle(self, *, entity, organisation, name, days, writes_as, **options):
        name = name.strip()
        if not name or len(name) > 100:
            raise CommandError("--name: say in 1 to 100 characters what the token is used for.")
        if not 1 <= days <= LONGEST_LIFE.days:
            raise CommandError(f"--days: give a number from 1 to {LONGEST_LIFE.days}.")
        if writes_as and entity is None:
            raise CommandError("--writes-as: only the token of an entity writes.")
        if entity is not None:
            owner = {"entity": found(Entity, entity, "--entity", "entity")}
        else:
            owner = {"organisation": found(PartnerOrganisation, organisation, "--organisation", "partner organisation")}
        if writes_as:
            owner |= {"made_by": writer(writes_as, owner["entity"]), "scopes": [TokenScope.READ, TokenScope.WRITE]}
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


def writer(email, entity):
    """The person in whose name the token writes: one who may keep the entity's tokens, as on the page of tokens."""
    person = User.objects.filter(email=email.lower(), is_active=True).first()
    if person is None or not may_manage_tokens(person, entity):
        raise CommandError(f"--writes-as: “{email}” is no focal point of {entity.slug} today.")
    return person
