"""The form that opens a restored portal."""

from django import forms
from django.utils.translation import gettext_lazy as _


class OpenForm(forms.Form):
    """Two words of one person: what was done, and that nothing else was taken back."""

    reason = forms.CharField(
        label=_("How the withdrawals since the backup were seen to"),
        help_text=_("Such as: replayed from the logs of two partners; all focal points were asked. It is kept."),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )
    sure = forms.BooleanField(
        label=_("Nothing that an entity has taken back since then will be read again"),
    )
