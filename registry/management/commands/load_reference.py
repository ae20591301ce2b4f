"""Load the code lists: places, entities, the network, chapters, recommendations, schemes."""

from django.core.management.base import BaseCommand, CommandError

from entities.loading import LoadError
from registry.loading import load_reference

SHOWN = 12  # keys named in a line; a first load names none


class Command(BaseCommand):
    """Runs as often as you like: what is there already stays, what people edited stays theirs."""

    help = "Load the reference data and say what changed."

    def handle(self, *args, **options):
        try:
            reports = load_reference()
        except LoadError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        for report in reports:
            self.stdout.write(self.line(report))
            for text in self.details(report):
                self.stdout.write(f"    {text}")
        if all(report.quiet for report in reports):
            self.stdout.write("Nothing changed.")

    def line(self, report):
        """One list in one line."""
        counts = {
            "created": len(report.created),
            "changed": len(report.changed),
            "removed": len(report.removed),
            "unchanged": report.unchanged,
        }
        found = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
        return f"{str(report.model._meta.verbose_name_plural).capitalize()}: {found or 'none'}"

    def details(self, report):
        """Which rows changed, and which were left as they are and why."""
        first_load = report.created and not report.unchanged
        if report.created and not first_load:
            yield f"created: {self.some(report.created)}"
        for key, names in report.changed.items():
            yield f"changed: {key} ({', '.join(names)})"
        if report.removed:
            yield f"removed: {self.some(report.removed)}"
        if report.missing:
            yield f"no longer in the data file, kept because records may use it: {self.some(report.missing)}"
        if report.edited:
            yield f"differs from the data file, kept as edited in the portal: {self.some(report.edited)}"

    def some(self, keys):
        """The first keys of a list, and how many more there are."""
        more = f" and {len(keys) - SHOWN} more" if len(keys) > SHOWN else ""
        return ", ".join(keys[:SHOWN]) + more
