"""The only entry of the scheduler; safe to run at any time, twice, and at once."""

from django.core.management.base import BaseCommand, CommandError

from entities import cycle


class Command(BaseCommand):
    """Does what is due today."""

    help = "Do what is due: plan, open, close and seal months, end what agreements no longer cover, tidy up."

    def handle(self, *args, **options):
        try:
            done = cycle.run()
        except cycle.CycleError as error:
            raise CommandError(f"Cycle: {error}. All else that was due is done.") from error
        if done is None:
            self.stdout.write(
                "Cycle: another run is under way, or the portal waits to be opened after a restore; nothing is done."
            )
            return
        told = ", ".join(f"{count} {what}" for what, count in done.items() if count)
        self.stdout.write(f"Cycle: {told or 'nothing was due'}.")
