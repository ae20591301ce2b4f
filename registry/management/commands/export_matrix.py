"""The live matrix, or a sealed edition, as a file."""

import shutil

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict
from django.urls import reverse

from entities.audiences import Reading
from entities.readers import Reader
from registry.codes import month_of
from registry.documents import making, store
from registry.documents.forms import FORMS
from registry.edition_reading import EditionReading
from registry.exports import as_csv, as_xlsx
from registry.exports.base import matrix_table
from registry.matrix import Matrix
from registry.models import Edition, EditionRevision
from ungass_portal.lib.problems import BadParameter

LIVE = ("xlsx", "csv")


class Command(BaseCommand):
    """What one audience reads: the live matrix by an address's filters, order and columns, or a sealed month."""

    help = "Write the live matrix, or the newest revision of a sealed edition, as one audience reads it into a file."

    def add_arguments(self, parser):
        parser.add_argument("--audience", required=True, choices=Reading.values)
        parser.add_argument("--format", required=True, choices=[str(name) for name in FORMS])
        parser.add_argument("--output", required=True, help="the file to write")
        parser.add_argument("--volume", type=int, default=0, help="of a sealed month that stands in volumes")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--query", default="", help='of the live matrix, as in an address: "chapter=1&sort=title"')
        what.add_argument(
            "--edition", metavar="MONTH", help="a sealed month, as in 2018-02, instead of the live matrix"
        )

    def handle(self, *, audience, output, query, edition, **options):
        write = self._edition(edition, audience, options["format"], options["volume"]) if edition else None
        write = write or self._live(audience, options["format"], query)
        try:
            with open(output, "wb") as file:
                told = write(file)
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{told} written to {output}.")

    def _live(self, audience, name, query):
        """A function that writes what is read now, and tells how much."""
        if name not in LIVE:
            raise CommandError(f"Only a sealed edition is made as {name}: name it with --edition.")
        try:
            asked = Matrix(QueryDict(query), Reader(audience))
        except BadParameter as error:
            raise CommandError(f"--query: {error}") from error
        address = f"{settings.SITE_URL}{reverse('matrix')}{f'?{query}' if query else ''}"
        table = matrix_table(asked, by="export_matrix", address=address)

        def write(file):
            if name == "csv":
                file.writelines(as_csv.write(table))
            else:
                as_xlsx.write(table, file)
            return asked.total_in_words()

        return write

    def _edition(self, month, audience, name, volume):
        """A function that hands out the stored document, which is made first where nobody has made it yet."""
        edition = Edition.objects.filter(month=month_of(month)).first()
        try:
            revision = EditionReading(edition, audience).revision
        except EditionRevision.DoesNotExist:
            raise CommandError(f"{month} is not sealed. Without --edition you get what is read now.") from None
        try:
            document = making.document_of(revision, name, volume)
        except store.StoreError as error:
            raise CommandError(str(error)) from error

        def write(file):
            with store.opened(document.path) as source:
                shutil.copyfileobj(source, file)
            return document.name

        return write
