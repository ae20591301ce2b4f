"""Calls made up by schemathesis from the OpenAPI document: the portal keeps what it promises, to each asker."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONFIG = Path(__file__).with_name("schemathesis.toml")
ROOT = CONFIG.parents[2]


@pytest.mark.parametrize("asker", ["anonymous", "partner", "writer"])
def test_the_api_is_as_its_document_says(portal, tokens, asker, tmp_path):
    environment = os.environ | {"CONTRACT_PORTAL": portal.url, "CONTRACT_TOKEN": tokens[asker]}
    environment["PYTHONPATH"] = str(ROOT)
    command = [Path(sys.executable).with_name("schemathesis"), "--no-color", "--config-file", CONFIG, "run"]
    header = ["--header", f"Authorization: Bearer {tokens[asker]}"] if tokens[asker] else []

    done = subprocess.run(
        [*command, f"{portal.url}/api/v1/openapi.json", "--checks", "all", *header],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout[-100_000:] + done.stderr[-5_000:]
