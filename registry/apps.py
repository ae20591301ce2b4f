"""The app of activities, mandates and the outcome document's structure."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistryConfig(AppConfig):
    """What is done."""

    name = "registry"
    verbose_name = _("registry")

    def ready(self):
        """Register the two kinds of record that share the matrix."""
        from entities import cycle, personal_data, removing, withdrawals  # models are loaded only now
        from entities.choices import LetterKind
        from entities.kinds import Kind, Listing, register
        from entities.mail import rules
        from registry import circulars, code_lists, month, month_letters
        from registry.choices import ActivityStatus
        from registry.columns import COLUMNS, ON_PAPER
        from registry.content import ActivityContent
        from registry.documents import job
        from registry.formats import FORMATS
        from registry.hxl import TAGS
        from registry.imports import intake, mending
        from registry.models import Activity, MatrixEntry
        from registry.removing import foretell, purge, sweep_files
        from registry.revising import revise_for_withdrawal, sums_without

        code_lists.register()
        withdrawals.register(sums_without, revise_for_withdrawal)
        removing.register(purge, foretell)
        cycle.register("months planned", month.plan_editions)
        cycle.register("months opened", month.open_due)
        cycle.register("months closed for review", month.to_review)
        cycle.register("letters written", month_letters.write_due)
        cycle.register("months sealed", month.seal_due)
        rules.register(month_letters.ABOUT_MONTH, month_letters.no_longer_due)
        rules.register([LetterKind.CIRCULAR], circulars.no_longer_to_be_read)
        personal_data.register("lists_left", circulars.lists_left, circulars.forget_leavings)
        job.register()
        cycle.register("removed documents deleted", sweep_files)
        intake.register()
        mending.register()
        shared = {
            "working_copy": Activity,
            "entry": MatrixEntry,
            "content": ActivityContent,
            "formats": FORMATS,
            "form": "registry.forms.ActivityForm",
            "listing": Listing("matrix", _("Matrix"), COLUMNS, ON_PAPER, TAGS, groups=("chapter", "subheading")),
            "over": ActivityStatus.COMPLETED,
        }
        register(Kind("activity", **shared), Kind("mandate", **shared))
