"""The plain registry's app."""

from django.apps import AppConfig


class PlainConfig(AppConfig):
    """Tables are made by the bench, not by migrations: see scripts/bench/prepare.py."""

    name = "scripts.bench.plain"
    label = "plain"
    default_auto_field = "django.db.models.BigAutoField"
