"""Documents of sealed editions, made here and now: after a restore, or where no worker runs."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from registry.documents import store
from registry.documents.making import LANGUAGE, make
from registry.models import EditionRevision


class Command(BaseCommand):
    """Makes what is missing, for all editions or one."""

    help = "Make the documents of sealed editions that are missing, and put lost files back."

    def add_arguments(self, parser):
        parser.add_argument("--edition", help="only this month, as in 2018-02")
        parser.add_argument("--language", default=LANGUAGE, choices=[code for code, _name in settings.LANGUAGES])

    def handle(self, *, edition, language, **options):
        revisions = EditionRevision.objects.select_related("edition")
        if edition:
            revisions = [row for row in revisions if row.edition.code == edition]
            if not revisions:
                raise CommandError(f"There is no sealed edition {edition}. Write the month as in 2018-02.")
        made = 0
        for revision in revisions:
            try:
                made += make(revision, language=language)[0]
            except store.StoreError as error:
                raise CommandError(str(error)) from error
        self.stdout.write(f"{made} documents made, {store.sweep()} unfinished files removed.")
