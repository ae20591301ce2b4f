"""Forms of the secretariat's queue."""

from django import forms
from django.utils.translation import gettext_lazy as _

from entities.choices import RecordKind


class QueueForm(forms.Form):
    """What the queue is narrowed by."""

    q = forms.CharField(
        label=_("Title or reference"),
        help_text=_("Words that stand in one of them."),
        required=False,
        max_length=200,
        widget=forms.TextInput({"type": "search", "placeholder": _("Title or reference")}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        help_text=_("Only one kind of record."),
        required=False,
        choices=[("", _("All kinds")), *RecordKind.choices],
    )
    entity = forms.ChoiceField(label=_("Entity"), help_text=_("Only records in which it takes part."), required=False)

    def __init__(self, *args, entities, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["entity"].choices = [("", _("All entities")), *entities]


class ClearForm(forms.Form):
    """Clearing one wording; the reason is asked for where it is an exception."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason for the exception"),
        help_text=_("Kept with the record and shown in the list of exceptions."),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )
