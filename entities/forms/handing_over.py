"""The form of handing over."""

from django import forms
from django.utils.translation import gettext_lazy as _

from entities.models import Membership
from ungass_portal.lib import clock


class SuccessorField(forms.ModelChoiceField):
    """A focal point or deputy of the entity, by name."""

    def label_from_instance(self, membership):
        """The person, with what he is now."""
        return f"{membership.user} ({_('deputy')})" if membership.deputy else str(membership.user)


class HandOverForm(forms.Form):
    """To whom, from when, why."""

    successor = SuccessorField(
        Membership.objects.none(),
        label=_("Successor"),
        help_text=_("Focal points and deputies of the entity. The secretariat gives the role to somebody new first."),
        empty_label=None,
    )
    ends = forms.DateField(
        label=_("Last day of the role that is handed over"),
        help_text=_("What was begun goes over at once; the role ends with this day."),
        initial=clock.today,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(label=_("Why"), help_text=_("Kept in the history."), required=False, max_length=1000)

    def __init__(self, *args, successors, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = successors
