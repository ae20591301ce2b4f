"""The app of entities, people and the gate."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EntitiesConfig(AppConfig):
    """Who, where, and the gate that both kinds of record pass."""

    name = "entities"
    verbose_name = _("entities and the gate")

    def ready(self):
        """Make the code lists of this app known, and what it has to do by itself."""
        from entities import code_lists, cycle, sharing  # models are loaded only now

        code_lists.register()
        cycle.register("agreements run out", sharing.lapse)
        cycle.register("forgotten form drafts", cycle.sweep_form_drafts)
        cycle.register("expired sessions", cycle.sweep_sessions)
