"""The app of entities, people and the gate."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EntitiesConfig(AppConfig):
    """Who, where, and the gate that both kinds of record pass."""

    name = "entities"
    verbose_name = _("entities and the gate")

    def ready(self):
        """Make the code lists of this app known."""
        from entities import code_lists  # models are loaded only now

        code_lists.register()
