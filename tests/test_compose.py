"""docker-compose.yml: its parts fit together, and each of its commands is run as it stands, without an engine."""

import itertools
import os
import pwd
import re
import shlex
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from django.db import connection
from packaging.requirements import Requirement

from tests.browser.portal import environment, free_port
from tests.databases import clone, drop, stage

ROOT = Path(__file__).parents[1]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
ASKED = {"SECRET_KEY": "s" * 60, "POSTGRES_PASSWORD": "secret", "SITE_HOST": "ungass.example.org"}
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


# The commands of the image's building, each as its words: what stands between the signs &&.
RUN = [
    [shlex.split(part) for part in line.replace("\\\n", " ").split("&&")]
    for line in re.findall(r"(?ms)^RUN (.+?)(?<!\\)$", re.sub(r"(?m)^\s*#.*\n", "", DOCKERFILE))
]
# What only an engine as root can do, on an image of its own.
OF_THE_ENGINE = {"apt-get", "/usr/share/postgresql-common/pgdg/apt.postgresql.org.sh", "rm", "useradd"}


def filled(text):
    """A value as compose fills in the variables of `.env`."""
    return VARIABLE.sub(lambda found: ASKED.get(found[1]) or (found[3] if found[2] == "-" else ""), str(text))


@pytest.fixture(scope="module")
def env(worker_database, django_db_blocker, tmp_path_factory):
    """The environment of the image's processes, on a database and in folders of this machine."""
    folder = tmp_path_factory.mktemp("compose")
    with django_db_blocker.unblock():
        name = clone(f"{worker_database.name}_compose", stage("reference"))
        url = environment(name, "", 1)["DATABASE_URL"]
    image = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    for kept in ("LD_LIBRARY_PATH", "PG_BIN"):
        if kept in os.environ:
            image[kept] = os.environ[kept]
    port = str(free_port())
    told = {key: filled(value) for key, value in SERVICES["backup"]["environment"].items()}
    here = {"DATABASE_URL": url, "BACKUP_ROOT": str(folder), "DOCUMENTS_ROOT": str(folder / "documents")}
    static = {"STATIC_ROOT": str(folder / "static"), "BIND": f"127.0.0.1:{port}"}
    yield image | told | here | static
    with django_db_blocker.unblock():
        connection.close()
        drop(name)


def words(service):
    """The command of a service, as the words that would be run."""
    command = SERVICES[service]["command"]
    return shlex.split(filled(command)) if isinstance(command, str) else command


def run(command, env):
    """Run it to its end."""
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def once(service):
    """The one command that a service repeats for ever."""
    shell, option, loop = words(service)
    assert (shell, option) == ("sh", "-c")
    return shlex.split(re.fullmatch(r"while :; do (.+); sleep \d+; done", loop)[1])


def test_every_part_has_what_it_names():
    volumes = {entry.split(":")[0] for service in SERVICES.values() for entry in service.get("volumes", [])}

    assert {name for name in volumes if not name.startswith("./")} == set(COMPOSE["volumes"])
    assert {name for service in SERVICES.values() for name in service.get("depends_on", ())} <= set(SERVICES)
    assert all((ROOT / name).exists() for name in volumes if name.startswith("./"))
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"proxy"}
    made = [words for line in RUN for words in line if words[:2] == ["install", "--directory"]]
    assert {word for words in made for word in words[4:] if word.isalpha()} == {"documents", "imports", "backups"}
    # the dump's program is as new as the server
    major = SERVICES["database"]["image"].partition(":")[2]
    assert f"postgresql-client-{major}" in DOCKERFILE


def test_an_unset_secret_stops_the_start():
    asked = [found for found in VARIABLE.finditer((ROOT / "docker-compose.yml").read_text()) if found[2] == "?"]

    assert {found[1] for found in asked} == {"SECRET_KEY", "POSTGRES_PASSWORD"}


def test_the_commands_run_one_after_the_other(env):
    run(words("migrate"), env)
    assert run(once("cycle"), env).startswith("Cycle: ")
    assert "restored beside the portal, equal" in run(once("backup"), env)
    run([*words("worker"), "--batch", "--no-startup-delay"], env)


def test_the_image_is_built_of_commands_that_run(env, tmp_path):
    build = {"PATH": env["PATH"], "HOME": str(tmp_path), "STATIC_ROOT": env["STATIC_ROOT"]}
    owner = {"portal": pwd.getpwuid(os.getuid()).pw_name}
    seen = []
    for words in (words for line in RUN for words in line):
        variables = dict(word.split("=", 1) for word in itertools.takewhile(lambda word: "=" in word, words))
        program, *rest = words[len(variables) :]
        seen.append(program)
        if program == "python":
            run([program, *rest], build | variables)
        elif program == "install":
            folders = [str(tmp_path / word) if word in ("documents", "imports", "backups") else word for word in rest]
            run([program, *(owner.get(word, word) for word in folders)], build)
        elif program == "pip":
            # what pip would install is what is installed here, at the same versions
            assert rest == ["install", "--no-deps", "--require-hashes", "-r", "requirements/production.txt"]
            lines = re.findall(r"(?m)^(\w[^\\\n]+)", (ROOT / rest[-1]).read_text())
            asked = [row for row in map(Requirement, lines) if row.marker is None or row.marker.evaluate()]
            assert [f"{row.name}=={version(row.name)}" for row in asked] == [
                f"{row.name}{row.specifier}" for row in asked
            ]
        else:
            assert program in OF_THE_ENGINE

    assert set(seen) - OF_THE_ENGINE == {"pip", "python", "install"}
    assert (tmp_path / "backups").stat().st_mode & 0o777 == 0o700


def test_the_web_server_answers_the_images_own_check(env):
    serve = re.search(r"^CMD (\[.+\])$", DOCKERFILE, re.M)[1]
    check = re.search(r"^HEALTHCHECK CMD (\[.+\])$", DOCKERFILE, re.M)[1]
    check = [word.replace(":8000", f":{env['BIND'].split(':')[1]}") for word in yaml.safe_load(check)]

    process = subprocess.Popen(yaml.safe_load(serve), cwd=ROOT, env=env)
    try:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            assert process.poll() is None
            with suppress(OSError), urllib.request.urlopen(f"http://{env['BIND']}/healthz", timeout=5):
                break
            time.sleep(0.1)
        run(check, env)
        told = {"Host": "ungass.example.org", "X-Forwarded-Proto": "https"}
        request = urllib.request.Request(f"http://{env['BIND']}/api/v1/activities/", headers=told)
        with urllib.request.urlopen(request) as answer:
            assert answer.status == 200
            assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    finally:
        process.terminate()
        process.wait(timeout=30)
