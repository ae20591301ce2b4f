"""Installing triggers of the database in one step of a migration."""

from django.db.migrations.operations.base import Operation


class InstallTriggers(Operation):
    """Install the triggers with which an app's models were created.

    One `AddTrigger` for each would have Django build all related models anew each time: minutes for hundreds of them.
    """

    reduces_to_sql = True

    def state_forwards(self, app_label, state):
        """The models were created with their triggers."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        """Install them all."""
        for model in to_state.apps.get_app_config(app_label).get_models():
            for trigger in getattr(model._meta, "triggers", ()):
                schema_editor.execute(trigger.install_sql, params=None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """They go with their tables."""

    def describe(self):
        """What Django prints of it."""
        return "Install the triggers of all models"
