"""The only entry of the scheduler; safe to run at any time, twice, and at once."""

from django.core.management.base import BaseCommand

from entities import cycle


class Command(BaseCommand):
    """Does what is due today."""

    help = "Do what is due: end what agreements no longer cover, sweep forgotten form drafts and sessions."

    def handle(self, *args, **options):
        done = cycle.run()
        if done is None:
            self.stdout.write("Cycle: another run is under way; nothing to do here.")
            return
        told = ", ".join(f"{count} {what}" for what, count in done.items())
        self.stdout.write(f"Cycle: {told}; expired sessions cleared.")
