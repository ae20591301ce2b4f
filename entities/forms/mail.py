"""Forms about letters: how their list is narrowed, and which a person wants."""

from django import forms
from django.utils.translation import gettext_lazy as _

from entities.choices import LetterKind, LetterState
from entities.mail.rules import optional


class LettersForm(forms.Form):
    """What the secretariat's list of letters is narrowed by."""

    kind = forms.ChoiceField(label=_("Sort"), choices=[("", _("Every sort")), *LetterKind.choices], required=False)
    state = forms.ChoiceField(
        label=_("What became of it"), choices=[("", _("Whatever became of it")), *LetterState.choices], required=False
    )


class NotificationsForm(forms.Form):
    """The optional letters, ticked where they are wanted."""

    wanted = forms.MultipleChoiceField(
        label=_("Letters that you can do without"),
        help_text=_("Untick what you do not want. Each such letter also has a link of its own to stop it."),
        choices=[(kind.value, kind.label) for kind in optional()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
