"""Fill an empty registry with made-up records, to measure and to try how it behaves when it is large."""

import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from calendar_app.seeding import seed
from entities.models import Entity, Record

MOST = 500_000


class Command(BaseCommand):
    """Repeatable: the same numbers and seed make the same records."""

    help = "Make a large registry of invented records: 40 entities, 200 countries, three audiences."

    def add_arguments(self, parser):
        parser.add_argument("--activities", type=int, required=True, help="how many activities")
        parser.add_argument("--events", type=int, help="how many events (a tenth of the activities)")
        parser.add_argument("--seed", type=int, default=1, help="another number makes another registry")
        parser.add_argument("--despite", action="store_true", help="mix them with records that are there already")

    def handle(self, *, activities, events, despite, **options):
        if settings.PRODUCTION:
            raise CommandError("Invented records do not belong into production.")
        events = activities // 10 if events is None else events
        if not (0 < activities <= MOST and 0 <= events <= MOST):
            raise CommandError(f"Ask for 1 to {MOST} activities and 0 to {MOST} events.")
        if Record.objects.exists() and not despite:
            raise CommandError(
                "There are records already. Use an empty database (DATABASE_URL), "
                "or --despite to mix invented records with them for good."
            )
        if not Entity.objects.exists():
            call_command("load_reference", stdout=self.stdout)
        began = time.monotonic()
        made = seed(activities=activities, events=events, seed=options["seed"], tell=self.stdout.write)
        if not connection.in_atomic_block:
            self.stdout.write("Tidying the tables for the planner ...")
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
        told = ", ".join(f"{made.get(audience, 0)} for {audience}" for audience in ("network", "partners", "public"))
        self.stdout.write(f"Entries made: {told}; {time.monotonic() - began:.0f} s.")
