"""Load the 2018 Note: activities, mandates and events, through the desk and the gate."""

from collections import Counter

from django.core.management.base import BaseCommand, CommandError

from calendar_app.note import events
from entities.kinds import kind_of
from entities.loading import LoadError
from entities.models import Entity
from registry.note import NoteError, activities, load


class Command(BaseCommand):
    """Runs as often as you like: records that are there already are left alone."""

    help = "Load the records of the 2018 Note, cleared for the network, and say what became of them."

    def handle(self, *args, **options):
        if not Entity.objects.exists():
            raise CommandError("There are no entities yet. Load the reference data first: manage.py load_reference")
        try:
            items, left_out = activities()
            items += events()
            loaded = load(items)
        except (NoteError, LoadError) as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        if not loaded:
            self.stdout.write(f"The 2018 Note is loaded: all {len(items)} records are there. Nothing changed.")
            return
        kinds = Counter(item.kind for item in loaded)
        found = ", ".join(f"{count} {name(kind, count)}" for kind, count in kinds.items())
        self.stdout.write(f"The 2018 Note: {found} loaded and cleared for the network.")
        self.stdout.write(f"Left out, background only: {len(left_out)} context records ({', '.join(left_out)}).")
        for line in mapping_lines(loaded):
            self.stdout.write(line)
        for line in sharing_lines(loaded):
            self.stdout.write(line)


def name(kind, count):
    """A kind of record in words."""
    meta = kind_of(kind).working_copy._meta
    if kind == "mandate":
        return "mandate" if count == 1 else "mandates"
    return str(meta.verbose_name if count == 1 else meta.verbose_name_plural)


def mapping_lines(items):
    """What became of the Note's levels, event types and roles, with counts."""
    counts = Counter(entry for item in items for entry in item.mapped)
    for (notion, word, became), count in sorted(counts.items()):
        yield f"{notion} “{word}” became {became}: {count}"


def sharing_lines(items):
    """How far the Note, being published, took the records."""
    counts = Counter((item.audience or "network only", item.kind) for item in items)
    for (audience, kind), count in sorted(counts.items()):
        yield f"Goes to {audience}: {count} {name(kind, count)}"
