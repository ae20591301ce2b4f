"""Forms with which the secretariat keeps the months: the rule, a month's own days, sealing, correcting."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.edition_pages import REFERENCE
from registry.models import EditionRule

MOST_REFERENCES = 200


class WhyForm(forms.Form):
    """A form whose change may say why."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Kept in the history beside the change."),
        required=False,
        max_length=1000,
    )


def day():
    """A day of the month."""
    return forms.IntegerField(min_value=1, max_value=31)


def time():
    """A time of day."""
    return forms.TimeField(widget=forms.TimeInput({"type": "time"}, format="%H:%M"))


class RuleForm(WhyForm):
    """The one rule by which months are planned."""

    opening_day, opening_time = day(), time()
    deadline_day, deadline_time = day(), time()
    sealing_day, sealing_time = day(), time()
    field_order = (
        "opening_day", "opening_time", "deadline_day", "deadline_time", "sealing_day", "sealing_time", "reason",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name != "reason":
                label = str(EditionRule._meta.get_field(name).verbose_name)
                field.label = label[:1].upper() + label[1:]


class MoveForm(WhyForm):
    """The days of a single month; the opening only while it is planned."""

    opens_at = forms.DateTimeField(label=gettext_lazy("Opens"))
    deadline_at = forms.DateTimeField(label=gettext_lazy("Deadline"))
    seals_at = forms.DateTimeField(label=gettext_lazy("Is sealed"))
    field_order = ("opens_at", "deadline_at", "seals_at", "reason")

    def __init__(self, *args, opened, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("opens_at", "deadline_at", "seals_at"):
            self.fields[name].widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        if opened:
            del self.fields["opens_at"]

    @property
    def days(self):
        """The moments that were given, by name."""
        return {name: value for name, value in self.cleaned_data.items() if name != "reason"}


class SealForm(forms.Form):
    """The word that seals a month; a reason only where something is missing."""

    despite = forms.CharField(
        label=gettext_lazy("Seal despite what is missing, because"),
        help_text=gettext_lazy("Kept with the edition for ever. Leave it empty if nothing is missing."),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
    )


class CorrectForm(forms.Form):
    """Which records a sealed month is to take as they read today."""

    references = forms.CharField(
        label=gettext_lazy("References"),
        help_text=gettext_lazy("Of the records that were mended since, as in ACT-482913; several apart by spaces."),
        max_length=4000,
        widget=forms.Textarea({"rows": 2}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"), help_text=gettext_lazy("Every reader of the revision reads it."), max_length=1000
    )

    def clean_references(self):
        """References one by one."""
        found = re.split(r"[\s,;]+", self.cleaned_data["references"].strip().upper())
        wrong = [text for text in found if not REFERENCE.fullmatch(text)]
        if wrong:
            raise forms.ValidationError(
                _("%(text)s is no reference. Write it as in ACT-482913."), params={"text": wrong[0]}
            )
        if len(found) > MOST_REFERENCES:
            raise forms.ValidationError(_("Give at most %(most)d references."), params={"most": MOST_REFERENCES})
        return sorted(set(found))
