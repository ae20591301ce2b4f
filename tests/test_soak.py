"""The short form of `make soak`: under load everything fails once, and nothing that was acknowledged is lost."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.databases import stage
from ungass_portal.lib import pgtools

ROOT = Path(__file__).parents[1]
KEPT = (
    "acknowledged saves lost",
    "half-saved records",
    "half-sealed editions",
    "documents away or half-written",
    "partners out of step",
    "mails sent twice",
    "mails called sent that did not arrive",
    "answers that must not be",
    "slow recoveries",
)


def test_nothing_acknowledged_is_lost_and_nothing_is_half_done(worker_database, django_db_blocker, tmp_path):
    dump = tmp_path / "reference"
    with django_db_blocker.unblock():
        pgtools.run("pg_dump", "--format=custom", f"--file={dump}", stage("reference"))
    command = [sys.executable, "scripts/soak/run.py", "--seconds", "12", "--editors", "4", "--pullers", "2"]
    told = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}

    done = subprocess.run(
        [*command, "--pause", "0.5", "--dump", str(dump)], cwd=ROOT, env=told, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    counts = dict(re.findall(r"^  (\D+?): (\d+)$", done.stdout, re.M))
    assert {what: counts[what] for what in KEPT} == dict.fromkeys(KEPT, "0")
    assert (counts["web processes killed"], counts["database restarts"], counts["database crashes"]) == ("2", "1", "1")
    assert re.search(r"partners with a mirror: (\d+)", done.stdout)[1] == "2"
    acknowledged, found = re.search(r"acknowledged: (\d+), of these found: (\d+)", done.stdout).groups()
    assert acknowledged == found != "0"
