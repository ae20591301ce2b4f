"""Restore a backup in the place of the portal's database."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from registry.documents.store import StoreError
from ungass_portal.backup import restoring
from ungass_portal.backup.archive import BackupError
from ungass_portal.lib.pgtools import ToolError


class Command(BaseCommand):
    """The restored portal is closed to readers until the secretariat opens it."""

    help = "Restore a backup; stop web, worker and cycle first. The former database is kept under another name."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--check", action="store_true", help="restore beside the portal and compare, nothing else")

    def handle(self, *args, **options):
        act = restoring.check if options["check"] else restoring.restore
        try:
            result = act(options["file"], identity=settings.BACKUP_IDENTITY)
        except (BackupError, ToolError, StoreError, OSError) as error:
            raise CommandError(f"Nothing was restored: {error}") from error
        if options["check"]:
            self.stdout.write(f"Checked: the backup of {result['made_at']} comes back equal.")
            return
        if result:
            self.stdout.write(f"The former database is kept as {result}.")
        self.stdout.write("Restored, and closed to readers: replay_withdrawals, then “Review”, “Restored” opens it.")
