"""Typed reading of environment variables; each mistake is one sentence that says the remedy."""

import json
import secrets
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

OIDC_KEYS = ("provider_id", "name", "client_id", "secret", "server_url", "domains")
DEVELOPMENT = "development"
PRODUCTION = "production"

_env = environ.Env()


def text(name: str, default: str = "") -> str:
    """The variable's text without surrounding blanks; or that of the file which the variable NAME_FILE names.

    Files are how container engines and service managers hand over secrets.
    """
    file = _env.str(f"{name}_FILE", default="").strip()
    if not file:
        return _env.str(name, default=default).strip()
    if _env.str(name, default="").strip():
        raise ImproperlyConfigured(f"{name} and {name}_FILE are both set: unset one of them.")
    try:
        return Path(file).read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"{name}_FILE is '{file}', which cannot be read: {error}.") from error


def mode() -> str:
    """`production` unless `PORTAL_MODE` asks for `development`."""
    value = text("PORTAL_MODE", PRODUCTION)
    if value not in (PRODUCTION, DEVELOPMENT):
        raise ImproperlyConfigured(f"PORTAL_MODE is '{value}': set it to '{PRODUCTION}' or '{DEVELOPMENT}'.")
    return value


def flag(name: str) -> bool:
    """True for 1, true, yes, on; false for 0, false, no, off or nothing."""
    value = text(name).lower()
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("", "0", "false", "no", "off"):
        return False
    raise ImproperlyConfigured(f"{name} is '{value}': set it to 1 or 0.")


def choice(name: str, known: tuple[str, ...]) -> str:
    """One of the known words, the first of them unless the variable is set."""
    value = text(name, known[0])
    if value not in known:
        raise ImproperlyConfigured(f"{name} is '{value}': set it to one of {', '.join(known)}.")
    return value


def number(name: str, default: int) -> int:
    """A whole number above 0."""
    value = text(name, str(default))
    if not value.isdecimal() or int(value) == 0:
        raise ImproperlyConfigured(f"{name} is '{value}': set it to a whole number above 0.")
    return int(value)


def names(name: str, default: list[str]) -> list[str]:
    """A list of words separated by commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()] or default


def required(name: str, how: str) -> str:
    """The variable's text; without it the start stops with a sentence that says how to set it."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set: set it to {how} (or set PORTAL_MODE={DEVELOPMENT} for a development run)."
        )
    return value


def day(name: str) -> date | None:
    """An ISO date, or nothing."""
    value = text(name)
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is '{value}': set it to a date such as 2018-03-12.") from error


def oidc_providers(name: str) -> list[dict]:
    """Organisations' sign-ins: a JSON list, or the path of a file that holds one."""
    value = text(name)
    if not value:
        return []
    remedy = (
        "set it to a JSON list, or to the path of a file with one, of objects with provider_id, name, client_id, "
        "secret, server_url, domains, and perhaps second_factor."
    )
    try:
        rows = json.loads(value if value.lstrip().startswith("[") else Path(value).read_text())
        return [{**{key: row[key] for key in OIDC_KEYS}, "second_factor": row.get("second_factor") is True}
                for row in rows]  # fmt: skip
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ImproperlyConfigured(f"{name} cannot be read ({type(error).__name__}): {remedy}") from error


def origin(url: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def site_url(value: str, *, https_only: bool) -> str:
    """The portal's own address, without a closing slash."""
    parts = urlsplit(value)
    schemes = ("https",) if https_only else ("https", "http")
    if parts.scheme not in schemes or not parts.netloc or parts.path.strip("/"):
        raise ImproperlyConfigured(
            f"SITE_URL is '{value}': set it to the portal's address without a path, such as https://ungass.example.org."
        )
    return f"{parts.scheme}://{parts.netloc}"


# Triggers of django-pgtrigger ask for this setting. Where it was never set, asking fails and is rolled back, for each
# row and at a cost that grows with the rows whose foreign keys the transaction has still to check.
NO_TRIGGER_IGNORED = "-c pgtrigger.ignore={}"


def database(url: str, name: str = "DATABASE_URL") -> dict:
    """Django's settings of the database behind a `postgres://` address, which a variable names."""
    remedy = "set it to postgres://USER:PASSWORD@HOST:PORT/NAME."
    try:
        config = environ.Env.db_url_config(url)
    except (ValueError, environ.ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"{name} cannot be read: {remedy}") from error
    if config.get("ENGINE") != "django.db.backends.postgresql" or not config.get("NAME"):
        raise ImproperlyConfigured(f"{name} is not a PostgreSQL address: {remedy}")
    options = {"connect_timeout": 5, **config.get("OPTIONS", {})}
    options["options"] = f"{options.get('options', '')} {NO_TRIGGER_IGNORED}".strip()
    return {**config, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


def cache(url: str) -> dict:
    """Django's settings of the cache behind an address such as `dbcache://TABLE` or `redis://HOST`."""
    try:
        return environ.Env.cache_url_config(url)
    except (ValueError, environ.ImproperlyConfigured) as error:
        raise ImproperlyConfigured(
            "CACHE_URL cannot be read: set it to dbcache://portal_cache or redis://HOST:6379/0."
        ) from error


def mailer(url: str) -> dict:
    """Django's settings of the mail server behind an address such as `smtp+tls://USER:PASSWORD@HOST:587`."""
    try:
        config = environ.Env.email_url_config(url)
    except (KeyError, ValueError, environ.ImproperlyConfigured) as error:
        raise ImproperlyConfigured("EMAIL_URL cannot be read: set it to smtp+tls://USER:PASSWORD@HOST:587.") from error
    if not config["EMAIL_BACKEND"].endswith(".smtp.EmailBackend"):
        return {"BACKEND": config["EMAIL_BACKEND"]}
    return {
        "BACKEND": config["EMAIL_BACKEND"],
        "OPTIONS": {
            "host": config["EMAIL_HOST"],
            "port": config["EMAIL_PORT"] or 25,
            "username": config["EMAIL_HOST_USER"] or "",
            "password": config["EMAIL_HOST_PASSWORD"] or "",
            "use_tls": config.get("EMAIL_USE_TLS", False),
            "use_ssl": config.get("EMAIL_USE_SSL", False),
            "timeout": 20,
        },
    }


def development_secret(path: Path) -> str:
    """A random key of this work tree's own, made at the first start and kept in `.data/`."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50) + "\n")
        return path.read_text().strip()
