"""Forms of partner organisations and of tokens."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entities.choices import TokenScope
from entities.forms.reference import DAY, ReasonForm
from entities.models import PartnerOrganisation
from entities.tokens import scopes_open_to
from ungass_portal.lib.networks import check_network

LIVES = [(days, gettext_lazy("%d days") % days) for days in (30, 90, 180)] + [(365, gettext_lazy("one year"))]
OVERLAPS = [(0, gettext_lazy("it ends at once")), (1, gettext_lazy("one day")), (7, gettext_lazy("7 days")),
            (30, gettext_lazy("30 days")), (90, gettext_lazy("90 days"))]  # fmt: skip


def in_days(days):
    """The moment so many days from now, in real time."""
    return timezone.now() + timedelta(days=int(days))


class OrganisationForm(ReasonForm):
    """What the secretariat keeps of a partner organisation."""

    ip_ranges = forms.CharField(
        label=gettext_lazy("Networks"),
        help_text=gettext_lazy(
            "Its tokens work only from these: one a line, as in 192.0.2.0/24. Empty: from anywhere."
        ),
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 3}),
    )
    receipts = forms.BooleanField(
        label=gettext_lazy("Its tokens may confirm that withdrawn records are erased"), required=False, initial=True
    )

    class Meta:
        model = PartnerOrganisation
        fields = ("name", "contact", "terms_accepted_on", "terms_accepted_by", "ip_ranges", "rate_per_minute", "active")
        help_texts = {
            "name": gettext_lazy("The full official name."),
            "contact": gettext_lazy("A mailbox that outlives its reader. Warnings about tokens go there."),
            "terms_accepted_on": gettext_lazy("The day on which it accepted the terms of use."),
            "terms_accepted_by": gettext_lazy("By which function, and in which letter; not a person’s name."),
        }
        widgets = {"terms_accepted_on": DAY}

    field_order = ("slug", "name", "contact", "terms_accepted_on", "terms_accepted_by", "receipts")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("contact", "terms_accepted_on", "terms_accepted_by"):
            self.fields[name].required = True
        self.initial["ip_ranges"] = "\n".join(self.instance.ip_ranges)
        if self.instance.pk:
            self.initial["receipts"] = TokenScope.RECEIPTS in self.instance.scopes

    def clean_ip_ranges(self):
        """One network a line."""
        found = [line.strip() for line in self.cleaned_data["ip_ranges"].splitlines() if line.strip()]
        for text in found:
            check_network(text)
        return found

    def _post_clean(self):
        self.instance.scopes = [TokenScope.READ, *([TokenScope.RECEIPTS] if self.cleaned_data.get("receipts") else [])]
        super()._post_clean()


class NewOrganisationForm(OrganisationForm):
    """A new partner organisation."""

    class Meta(OrganisationForm.Meta):
        fields = ("slug", *OrganisationForm.Meta.fields)
        help_texts = OrganisationForm.Meta.help_texts | {
            "slug": gettext_lazy("Short and lasting, in small letters: it stands in addresses and commands.")
        }

    def clean_slug(self):
        """A short name that no address of these pages needs for itself."""
        slug = self.cleaned_data["slug"]
        if slug == "new":
            raise forms.ValidationError(_("“new” is an address of these pages. Choose another one."))
        return slug


class TokenNameForm(forms.Form):
    """How a token is called, and who is told before it ends."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("What uses it, as in “Nightly mirror of our data team”."),
        max_length=100,
    )
    contact = forms.EmailField(
        label=gettext_lazy("Function address"),
        help_text=gettext_lazy(
            "A mailbox that outlives its reader: told 30 and 7 days before the token ends. "
            "Empty: the organisation’s own, or the entity’s focal points."
        ),
        required=False,
        max_length=254,
    )


class TokenForm(TokenNameForm):
    """A new token of one owner."""

    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("Beside reading it may"), required=False, widget=forms.CheckboxSelectMultiple
    )
    days = forms.ChoiceField(
        label=gettext_lazy("It works for"),
        help_text=gettext_lazy("A mail comes 30 and 7 days before it ends."),
        choices=LIVES,
        initial=365,
    )

    def __init__(self, *args, owner, **kwargs):
        super().__init__(*args, **kwargs)
        further = [(scope.value, scope.label) for scope in scopes_open_to(owner) if scope != TokenScope.READ]
        self.fields["scopes"].choices = further
        if not further:
            del self.fields["scopes"]


class RotateForm(forms.Form):
    """How long the old token works beside the new one."""

    overlap = forms.ChoiceField(
        label=gettext_lazy("The old one works on for"),
        help_text=gettext_lazy("Long enough to put the new one into every program that uses it."),
        choices=OVERLAPS,
        initial=7,
    )
    days = forms.ChoiceField(label=gettext_lazy("The new one works for"), choices=LIVES, initial=365)


class RevokeForm(forms.Form):
    """Why a token is revoked."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Kept in the history."),
        required=False,
        max_length=1000,
    )


class WebhookForm(forms.Form):
    """An address that is told of changes."""

    url = forms.URLField(
        label=gettext_lazy("Address"),
        help_text=gettext_lazy("Begins with https:// and is reached from the public internet."),
        max_length=500,
        assume_scheme="https",
    )


class ReplayForm(forms.Form):
    """From which day on messages are sent again."""

    since = forms.DateField(label=gettext_lazy("Since"), widget=DAY)
