"""No migration may lock a table that people work on: each is looked at with django-migration-linter.

Those of the first release run on an empty database, where nothing can be in the way.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("PORTAL_MODE", "development")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ungass_portal.settings")

import django  # noqa: E402

# The numbers up to which migrations belong to the first release; never raised after it.
FIRST_RELEASE = {"entities": 2, "registry": 2, "calendar_app": 1}
LOCKING = ["CREATE_INDEX", "CREATE_INDEX_EXCLUSIVE", "DROP_INDEX", "REINDEX"]


def locking(released):
    """The migrations after the released ones that would lock a table or break the version that still runs."""
    # needs settings, and a database to write SQL for
    from django_migration_linter import MigrationLinter

    linter = MigrationLinter(no_cache=True, warnings_as_errors_tests=LOCKING)
    found = []
    for (app, name), migration in sorted(linter.migration_loader.disk_migrations.items()):
        if app in released and int(name[:4]) > released[app]:
            before = linter.nb_erroneous
            linter.lint_migration(migration)
            if linter.nb_erroneous > before:
                found.append(f"{app}.{name}")
    return found


def main():
    """Say which; the exit code is 1 if there is one."""
    django.setup()
    found = locking(FIRST_RELEASE)
    sys.exit(f"These migrations lock or break what runs: {', '.join(found)}" if found else 0)


if __name__ == "__main__":
    main()
