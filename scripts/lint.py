"""`make lint`: every check that needs no test, all of them run, all faults told."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from ungass_portal.lib import devpg  # noqa: E402

BIN = Path(sys.executable).parent
CHECKS = {
    "ruff check": [BIN / "ruff", "check", "--quiet", "."],
    "ruff format": [BIN / "ruff", "format", "--check", "--quiet", "."],
    "djlint": [BIN / "djlint", "--lint", "--quiet", "templates"],
    "django check": [sys.executable, "manage.py", "check", "--fail-level", "WARNING"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    "migrations that lock": [sys.executable, "scripts/lint_migrations.py"],
    "requirements": [sys.executable, "scripts/requirements.py", "check"],
    "translations": [sys.executable, "scripts/messages.py", "check"],
    "vendored files": [sys.executable, "-m", "pytest", "-q", "--no-header", "tests/test_front_end.py"],
}


def main():
    """Run every check; the exit code says whether one of them failed."""
    ours = not os.environ.get("DATABASE_URL") and not devpg.is_running(devpg.DATA)
    try:
        failed = run_checks()
    finally:
        if ours:
            devpg.stop(devpg.DATA)
    sys.exit(f"Failed: {', '.join(failed)}" if failed else 0)


def run_checks():
    """Run each, print what the failing ones say, and return their names."""
    environment = os.environ | {"PORTAL_MODE": "development"}
    failed = []
    for name, command in CHECKS.items():
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
        print(f"{'FAILED' if done.returncode else 'ok':>6}  {name}", flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout + done.stderr, flush=True)
    return failed


if __name__ == "__main__":
    main()
