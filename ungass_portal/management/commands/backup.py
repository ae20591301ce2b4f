"""Back up the database and the documents."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ungass_portal.backup.archive import BackupError
from ungass_portal.backup.making import make
from ungass_portal.lib.pgtools import ToolError


class Command(BaseCommand):
    """Writes one file, after a restore into a scratch database has shown that it comes back equal."""

    help = "Back up database and documents into BACKUP_ROOT, encrypted for BACKUP_KEY, and delete old backups."

    def handle(self, *args, **options):
        root, kept = Path(settings.BACKUP_ROOT), timedelta(days=settings.BACKUPS_KEPT_DAYS)
        try:
            made = make(root, key=settings.BACKUP_KEY, kept=kept)
        except (BackupError, ToolError, OSError) as error:
            raise CommandError(f"No backup was made: {error}") from error
        how = "encrypted" if settings.BACKUP_KEY else "NOT encrypted: set BACKUP_KEY"
        self.stdout.write(f"Backup: {made}, {made.stat().st_size:,} bytes, {how}; restored beside the portal, equal.")
