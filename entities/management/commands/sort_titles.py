"""Renew the keys by which lists sort titles."""

from django.core.management.base import BaseCommand
from django.db import transaction

from entities.kinds import record_kinds
from entities.sorted_titles import rewrite


class Command(BaseCommand):
    """Runs as often as you like; needed after the library of languages (ICU) was renewed."""

    help = "Give every entry the keys that the installed ICU sorts its titles by."

    @transaction.atomic
    def handle(self, *args, **options):
        models = dict.fromkeys(kind.entry for kind in record_kinds())
        changed = sum(map(rewrite, models))
        self.stdout.write(f"Titles are sorted: {changed} entries have new keys.")
