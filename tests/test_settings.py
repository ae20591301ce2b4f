"""A half-set start stops with one sentence that says what to set."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COMPLETE = {
    "SECRET_KEY": "k" * 50,
    "DATABASE_URL": "postgres://portal@localhost/portal",
    "ALLOWED_HOSTS": "ungass.example.org",
    "SITE_URL": "https://ungass.example.org",
}
SHOWN = (
    "PRODUCTION, DEBUG, SESSION_COOKIE_SECURE, CSRF_COOKIE_SECURE, SECURE_SSL_REDIRECT, CSRF_TRUSTED_ORIGINS, "
    "TIME_ZONE, MFA_TRUST_COOKIE_SECURE, LANGUAGE_COOKIE_SECURE"
)


def start(**variables):
    """Read the settings in a process of its own that knows these variables only."""
    code = f"from ungass_portal.settings import *; print([{SHOWN}])"
    environment = {"PATH": os.environ["PATH"], "LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", ""), **variables}
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)


def sentence(**variables):
    """The sentence that a refused start ends with."""
    done = start(**variables)
    assert done.returncode == 1
    name, said = done.stderr.strip().splitlines()[-1].split(": ", 1)
    assert name.endswith("ImproperlyConfigured")
    return said


def test_production_starts_when_all_is_set():
    done = start(**COMPLETE)

    assert (
        done.stdout.strip()
        == "[True, False, True, True, True, ['https://ungass.example.org'], 'Europe/Vienna', True, True]"
    )


@pytest.mark.parametrize("name", COMPLETE)
def test_production_refuses_to_start_without(name):
    said = sentence(**{key: value for key, value in COMPLETE.items() if key != name})

    assert said.startswith(f"{name} is not set: set it to ")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORTAL_DATE", "2018-03-12", "PORTAL_DATE fixes the clock, for demonstrations only: unset it in production."),
        ("PORTAL_DATE", "soon", "PORTAL_DATE is 'soon': set it to a date such as 2018-03-12."),
        ("PORTAL_MODE", "test", "PORTAL_MODE is 'test': set it to 'production' or 'development'."),
        ("DEBUG", "maybe", "DEBUG is 'maybe': set it to 1 or 0."),
        (
            "DATABASE_URL",
            "sqlite:///x",
            "DATABASE_URL is not a PostgreSQL address: set it to postgres://USER:PASSWORD@HOST:PORT/NAME.",
        ),
        (
            "SITE_URL",
            "http://ungass.example.org",
            "SITE_URL is 'http://ungass.example.org': set it to the portal's address without a path, "
            "such as https://ungass.example.org.",
        ),
        (
            "CACHE_URL",
            "memory",
            "CACHE_URL cannot be read: set it to dbcache://portal_cache or redis://HOST:6379/0.",
        ),
        ("LOG_FORMAT", "xml", "LOG_FORMAT is 'xml': set it to one of text, json."),
        ("BACKUPS_KEPT_DAYS", "0", "BACKUPS_KEPT_DAYS is '0': set it to a whole number above 0."),
        ("EMAIL_URL", "mail", "EMAIL_URL cannot be read: set it to smtp+tls://USER:PASSWORD@HOST:587."),
    ],
)
def test_production_refuses_a_value_it_cannot_use(name, value, said):
    assert sentence(**{**COMPLETE, name: value}) == said


def test_a_secret_may_lie_in_a_file(tmp_path):
    file = tmp_path / "secret"
    file.write_text("s" * 50 + "\n")
    without = {key: value for key, value in COMPLETE.items() if key != "SECRET_KEY"}

    assert start(**without, SECRET_KEY_FILE=str(file)).returncode == 0
    assert sentence(**COMPLETE, SECRET_KEY_FILE=str(file)) == (
        "SECRET_KEY and SECRET_KEY_FILE are both set: unset one of them."
    )
    assert sentence(**without, SECRET_KEY_FILE="/nowhere").startswith(
        "SECRET_KEY_FILE is '/nowhere', which cannot be read: "
    )


def test_psycopg_3_is_absent():
    from django.db.backends.postgresql.psycopg_any import is_psycopg3

    assert is_psycopg3 is False
