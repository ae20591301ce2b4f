"""Seal the matrix and the calendar of a month."""

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from entities.audiences import Reading
from entities.models import User
from registry.codes import month_of
from registry.edition_errors import AlreadySealed, EditionError
from registry.edition_reading import EditionReading
from registry.models import Edition
from registry.sealing import seal_edition


class Command(BaseCommand):
    """May run again: a month that is sealed stays as it is."""

    help = "Seal a month's edition for every audience, in the name of a person of the secretariat."

    def add_arguments(self, parser):
        parser.add_argument("month", help="as in 2018-03")
        parser.add_argument("--as", dest="email", required=True, help="e-mail address of the person who seals")
        parser.add_argument("--despite", default="", metavar="REASON", help="seal although something is missing")

    def handle(self, *, month, email, despite, **options):
        edition = Edition.objects.filter(month=month_of(month)).first()
        if edition is None:
            raise CommandError(f"There is no edition of {month}. Write a month that is planned, as in 2018-03.")
        person = User.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"Nobody has the address {email}.")
        try:
            sealed = seal_edition(edition=edition, by=person, despite=despite)
        except AlreadySealed as told:
            self.stdout.write(f"{told} Nothing was done.")
            return
        except EditionError as problem:
            hint = "\nSeal it all the same with --despite REASON." if problem.missing else ""
            raise CommandError(f"{problem}{hint}") from problem
        except PermissionDenied as refused:
            raise CommandError(f"{email} does not belong to the secretariat: nothing was sealed.") from refused
        self.stdout.write(f"{sealed.name} is sealed.")
        for audience in Reading:
            revision = EditionReading(sealed, audience).revision
            counts = ", ".join(f"{count} of kind {kind}" for kind, count in sorted(revision.counts.items()))
            self.stdout.write(f"  {audience}: {counts or 'nothing'}; SHA-256 {revision.sha256}")
