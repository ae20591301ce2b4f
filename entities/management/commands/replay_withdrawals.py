"""Withdraw again what receivers know to have been withdrawn since the backup."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from entities import restoring
from entities.models import User
from ungass_portal.lib.problems import ProcessError


class Command(BaseCommand):
    """Reads what `/api/v1/changes/` or webhooks told a receiver: a JSON document, or one JSON object a line."""

    help = "After a restore: take back from outside readers what receivers' logs say was withdrawn since the backup."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, help="logs of receivers")
        parser.add_argument("--by", required=True, help="e-mail address of the person of the secretariat who answers")

    def handle(self, *args, **options):
        by = User.objects.filter(email__iexact=options["by"], is_active=True).first()
        if by is None:
            raise CommandError(f"There is no person with the address {options['by']}.")
        for path in options["files"]:
            try:
                found = restoring.replay(changes=list(changes_in(path.read_text())), by=by, log=path.name)
            except (ProcessError, OSError) as error:
                raise CommandError(f"{path}: {error}") from error
            self.stdout.write(f"{path}:")
            for what, references in vars(found).items():
                self.stdout.write(f"  {what}: {', '.join(references) or 'none'}")


def changes_in(text):
    """The changes that a log tells of; CommandError where it holds something else."""
    try:
        whole = json.loads(text)
        rows = whole.get("results", [whole]) if isinstance(whole, dict) else whole
    except ValueError:
        rows = text.splitlines()
    for row in rows:
        try:
            told = json.loads(row) if isinstance(row, str) else row
            told = {**told, **told["data"], "kind": told["type"].removeprefix("entry.")} if "data" in told else told
            yield {"reference": str(told["reference"]), "kind": told["kind"], "at": told["at"]}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise CommandError(f"This is no change as the portal tells it: {row!r}") from error
