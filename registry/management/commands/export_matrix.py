"""The live matrix as a file."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict
from django.urls import reverse

from entities.audiences import Reading
from entities.readers import Reader
from registry.exports import as_csv, as_xlsx
from registry.exports.base import matrix_table
from registry.matrix import Matrix
from ungass_portal.lib.problems import BadParameter


class Command(BaseCommand):
    """What one audience reads, with the filters, order and columns of an address of the matrix."""

    help = "Write the live matrix as one audience reads it into a file."

    def add_arguments(self, parser):
        parser.add_argument("--audience", required=True, choices=Reading.values)
        parser.add_argument("--format", required=True, choices=["xlsx", "csv"])
        parser.add_argument("--output", required=True, help="the file to write")
        parser.add_argument("--query", default="", help='as in an address: "chapter=1&sort=title"')

    def handle(self, *, audience, output, query, **options):
        try:
            asked = Matrix(QueryDict(query), Reader(audience))
        except BadParameter as error:
            raise CommandError(f"--query: {error}") from error
        address = f"{settings.SITE_URL}{reverse('matrix')}{f'?{query}' if query else ''}"
        table = matrix_table(asked, by="export_matrix", address=address)
        try:
            with open(output, "wb") as file:
                if options["format"] == "csv":
                    file.writelines(as_csv.write(table))
                else:
                    as_xlsx.write(table, file)
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{asked.total_in_words()} written to {output}.")
