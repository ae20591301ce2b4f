"""The app of entities, people and the gate."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EntitiesConfig(AppConfig):
    """Who, where, and the gate that both kinds of record pass."""

    name = "entities"
    verbose_name = _("entities and the gate")

    def ready(self):
        """Make the code lists and jobs of this app known, and what it has to do by itself."""
        # models are loaded only now
        from django.db.backends.signals import connection_created

        from entities import (
            access_log,
            closed,
            code_lists,
            cycle,
            jobs,
            leaving,
            origins,
            personal_data,
            rates,
            second_factor,
            sharing,
            sharing_policies,
            webhooks,
        )
        from entities.mail import endings, sending

        connection_created.connect(closed.look, dispatch_uid="closed after a restore")
        code_lists.register()
        access_log.connect()
        second_factor.connect()
        cycle.register("agreements run out", sharing.lapse)
        cycle.register("words said by policies", sharing_policies.speak)
        cycle.register("forgotten form drafts", cycle.sweep_form_drafts)
        cycle.register("expired sessions", cycle.sweep_sessions)
        cycle.register("tokens of people whose role ended", leaving.sweep)
        cycle.register("letters about tokens that end", endings.warn_of_tokens)
        cycle.register("letters about agreements that end", endings.warn_of_lapse)
        cycle.register("webhooks called", webhooks.call)
        cycle.register("jobs found again", jobs.recover)
        cycle.register("jobs of long ago", jobs.sweep)
        jobs.register(
            "letter",
            sending.deliver,
            title=sending.title,
            given_up=sending.given_up,
            priority=10,  # people wait for mails; documents may take minutes
            listed=False,
        )
        jobs.register("webhook", webhooks.work, title=webhooks.title, attempts=1, listed=False)
        cycle.register("calls of minutes gone by", rates.sweep)
        cycle.register("origins of requests of long ago", origins.sweep)
        cycle.register("people who did not come", personal_data.sweep)
