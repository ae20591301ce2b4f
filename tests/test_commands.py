"""What `make` commands say when something is in the way."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

from scripts import audit, lint_migrations

ROOT = Path(__file__).parents[1]


def run(script, *arguments, root=ROOT, **variables):
    return subprocess.run(
        [sys.executable, str(root / "scripts" / script), *arguments],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def copy(tmp_path):
    """A copy of what the requirements are checked against."""
    for name in ("scripts", "requirements"):
        (tmp_path / name).mkdir()
    for name in ("pyproject.toml", "scripts/requirements.py", *requirement_files()):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def requirement_files():
    return [f"requirements/{name}.txt" for name in ("dev", "production", "uv")]


def test_run_tells_that_the_port_is_taken():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = run("run.py", PORT=port)

    assert done.returncode == 1
    assert done.stderr == f"Port {port} is taken by another program: choose one, as in 'make run PORT=8001'.\n"


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1"])
def test_run_tells_that_the_port_is_no_port(port):
    done = run("run.py", PORT=port)

    assert done.returncode == 1
    assert done.stderr == f"PORT is '{port}': set it to a number from 1 to 65535, as in 'make run PORT=8001'.\n"


def test_requirements_match_what_is_declared(copy):
    assert run("requirements.py", "check", root=copy).returncode == 0


def test_requirements_that_were_not_made_anew_are_refused(copy):
    project = copy / "pyproject.toml"
    project.write_text(project.read_text().replace('"tzdata",', '"tzdata", "requests",'))

    done = run("requirements.py", "check", root=copy)

    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"requirements/{name}.txt does not match pyproject.toml: run 'make requirements'."
        for name in ("production", "dev", "uv")
    ]


def test_requirements_with_an_address_or_without_a_hash_are_refused(copy):
    file = copy / "requirements" / "production.txt"
    header = file.read_text().splitlines()[0]
    file.write_text(f"{header}\n--index-url https://registry.example\npsycopg==3.2.0\n")

    done = run("requirements.py", "check", root=copy)

    assert done.stderr.splitlines() == [
        "requirements/production.txt names a registry's address: run 'make requirements'.",
        "requirements/production.txt has a package without a hash: run 'make requirements'.",
        "requirements/production.txt brings in psycopg 3, which Django would silently prefer to psycopg2.",
    ]


def test_audit_of_packages_is_red_for_a_weakness_and_says_when_it_asked_nobody(capsys):
    sound = {"name": "nh3", "version": "0.3.8", "vulns": []}
    weak = {"name": "django", "version": "1.0", "vulns": [{"id": "PYSEC-1"}]}
    skipped = {"name": "pillow", "skip_reason": "not found"}

    codes = [audit.judge(json.dumps({"dependencies": rows})) for rows in ([sound, skipped], [sound, weak], [skipped])]

    assert (*codes, audit.judge("no JSON")) == (0, 1, 0, 0)
    assert capsys.readouterr().out.splitlines() == [
        "1 packages audited, 1 not known to the list, 0 weak.",
        "django 1.0: PYSEC-1",
        "2 packages audited, 0 not known to the list, 1 weak.",
        *["NOT AUDITED: the list of known weaknesses cannot be reached from here. Run it where there is internet."] * 2,
    ]


@pytest.mark.django_db
def test_a_migration_that_locks_is_found_and_those_of_the_first_release_are_let_be():
    first = lint_migrations.FIRST_RELEASE | {"registry": 1}

    assert lint_migrations.locking(first) == ["registry.0002_hashes_are_looked_up_whole"]
    assert lint_migrations.locking(lint_migrations.FIRST_RELEASE) == []


def test_every_command_that_the_documents_name_is_there():
    texts = [path.read_text() for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))]
    texts += [(ROOT / "docker-compose.yml").read_text(), (ROOT / "Dockerfile").read_text()]
    named = {name for text in texts for name in re.findall(r"manage\.py (\w+)", text)}

    assert len(named) > 10
    assert named - set(get_commands()) == set()
