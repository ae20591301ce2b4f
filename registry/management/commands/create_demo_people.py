"""Make the people of the demonstration and something for them to do."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from entities.models import Entity
from registry import demo


class Command(BaseCommand):
    """Runs as often as you like; never in production."""

    help = "Create the demonstration's people, a partner organisation and records in all states of the desk."

    def handle(self, *args, **options):
        if settings.PRODUCTION:
            raise CommandError("Demonstration people have a password that everybody knows: not in production.")
        if not Entity.objects.exists():
            raise CommandError("There are no entities yet. Load the reference data first: manage.py load_reference")
        people, records = demo.make()
        self.stdout.write(f"Demonstration: {people} people and {records} records made.")
        addresses, password = demo.sign_ins()
        self.stdout.write(f"Sign in with the password {password} as:")
        for address in addresses:
            self.stdout.write(f"  {address}")
