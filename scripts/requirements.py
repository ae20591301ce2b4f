"""Makes the hashed requirement files from pyproject.toml, and checks that they still match it.

uv.lock names the registry's host, so it stays out of the repository; these files do not.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "requirements"
EXPORTS = {
    "production.txt": ["--no-default-groups"],
    "dev.txt": ["--group", "dev"],
    "uv.txt": ["--only-group", "tools"],
}
HEADER = "# Made by 'make requirements' from pyproject.toml, whose dependencies have the hash {}\n"


def declared():
    """The parts of pyproject.toml that decide what is installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return {
        "python": project["project"]["requires-python"],
        "dependencies": project["project"]["dependencies"],
        "groups": project["dependency-groups"],
        "uv": project["tool"]["uv"],
    }


def header():
    """The first line of each file, which holds the hash of what was declared."""
    text = json.dumps(declared(), sort_keys=True)
    return HEADER.format(hashlib.sha256(text.encode()).hexdigest())


def make():
    """Resolve anew and write every file."""
    uv = ROOT / ".tools" / "uv" / "bin" / "uv"
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
    subprocess.run([uv, "lock", "--quiet"], check=True, cwd=ROOT, env=environment)
    for name, groups in EXPORTS.items():
        options = ["--quiet", "--frozen", "--no-emit-project", "--no-annotate", "--no-header"]
        done = subprocess.run(
            [uv, "export", *options, *groups],
            check=True,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        (FOLDER / name).write_text(header() + done.stdout)


def faults():
    """What is wrong with the committed files, one sentence each."""
    for name in EXPORTS:
        text = (FOLDER / name).read_text()
        if not text.startswith(header()):
            yield f"requirements/{name} does not match pyproject.toml: run 'make requirements'."
        if "://" in text:
            yield f"requirements/{name} names a registry's address: run 'make requirements'."
        pins = re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE)
        if text.count("--hash=") < len(pins) or not pins:
            yield f"requirements/{name} has a package without a hash: run 'make requirements'."
        if "psycopg" in pins:
            yield f"requirements/{name} brings in psycopg 3, which Django would silently prefer to psycopg2."


def main():
    """`make` writes the files, `check` compares them."""
    if sys.argv[1:] == ["make"]:
        make()
    elif found := list(faults()):
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main()
