"""The 2018 Note month by month, with the sealed editions of January and February 2018."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from calendar_app.note import events
from entities.loading import LoadError
from entities.models import Entity
from registry import reconstruction
from registry.note import NoteError, activities


class Command(BaseCommand):
    """For the demonstration and never in production: these months are reconstructed."""

    help = "Load the 2018 Note as of January, February and March 2018, and seal the first two months."

    def handle(self, *args, **options):
        if settings.PRODUCTION:
            raise CommandError("Reconstructed months do not belong into production.")
        if not Entity.objects.exists():
            raise CommandError("There are no entities yet. Load the reference data first: manage.py load_reference")
        try:
            items = activities()[0] + events()
            if not reconstruction.wanted(items):
                self.stdout.write("The months of early 2018 are there, or their records came without them.")
                return
            reconstruction.reconstruct(items, self.stdout.write)
        except (NoteError, LoadError) as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
