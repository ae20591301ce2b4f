"""Forms about people: roles, invitations, accepting one."""

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entities.choices import Role
from entities.forms.reference import DAY, ReasonForm
from entities.forms.widgets import LanguageSelect
from entities.models import ApprovedDomain, Invitation, Membership, User
from ungass_portal.lib import clock


class InItsPlace:
    """A role with its place: an entity, a partner organisation, or the secretariat itself."""

    def clean(self):
        """Each role has its place: an entity, a partner organisation, or the secretariat itself."""
        found = super().clean()
        role, entity, organisation = found.get("role"), found.get("entity"), found.get("organisation")
        in_entity = role in (Role.FOCAL_POINT, Role.CONTRIBUTOR, Role.VIEWER)
        if role and bool(entity) != in_entity:
            self.add_error(
                "entity", _("Choose the entity.") if in_entity else _("This role has no entity: leave it empty.")
            )
        if role and bool(organisation) != (role == Role.PARTNER):
            wrong = _("Choose the organisation.") if role == Role.PARTNER else _("This role has none: leave it empty.")
            self.add_error("organisation", wrong)
        if found.get("deputy") and role != Role.FOCAL_POINT:
            self.add_error("deputy", _("Only a focal point can be a deputy."))
        starts, ends = found.get("starts"), found.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("The last day lies before the first."))
        return found


class RoleForm(InItsPlace, ReasonForm):
    """A role for a person who has an account."""

    class Meta:
        model = Membership
        fields = ("user", "role", "entity", "organisation", "deputy", "starts", "ends")
        help_texts = {
            "user": gettext_lazy("People with an account."),
            "role": gettext_lazy("What the person may do."),
            "entity": gettext_lazy("For focal points, contributors and viewers."),
            "organisation": gettext_lazy("For partner members."),
            "starts": gettext_lazy("First day of the role."),
        }
        widgets = {"starts": DAY, "ends": DAY}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.filter(is_active=True).order_by("name", "email")
        self.fields["user"].label_from_instance = lambda user: f"{user} ({user.email})" if user.name else user.email


class InvitationForm(InItsPlace, ReasonForm):
    """An invitation by the secretariat, to any role."""

    class Meta:
        model = Invitation
        fields = ("email", "name", "role", "entity", "organisation", "deputy", "starts", "ends")
        help_texts = {
            "role": gettext_lazy("What the person may do."),
            "entity": gettext_lazy("For focal points, contributors and viewers."),
            "organisation": gettext_lazy("For partner members."),
        }
        widgets = {"starts": DAY, "ends": DAY}


class OwnInvitationForm(ReasonForm):
    """An invitation by a focal point, to the own entity."""

    DEPUTY = "deputy"
    what = forms.ChoiceField(
        label=gettext_lazy("The person becomes"),
        help_text=gettext_lazy("Contributors write, viewers look. A deputy does all that a focal point does."),
    )
    field_order = ("email", "name", "what")

    class Meta:
        model = Invitation
        fields = ("email", "name", "starts", "ends")
        widgets = {"starts": DAY, "ends": DAY}

    def __init__(self, *args, names_deputies, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(role.value, role.label) for role in (Role.CONTRIBUTOR, Role.VIEWER)]
        self.fields["what"].choices = [*choices, *([(self.DEPUTY, _("deputy"))] if names_deputies else [])]

    def clean(self):
        """The role in its two parts, and days in order."""
        found = super().clean()
        deputy = found.get("what") == self.DEPUTY
        self.instance.deputy, self.instance.role = deputy, Role.FOCAL_POINT if deputy else found.get("what", "")
        starts, ends = found.get("starts"), found.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("The last day lies before the first."))
        return found


class AccountForm(forms.Form):
    """A new account for an address that was invited."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        help_text=gettext_lazy("As colleagues know you."),
        max_length=150,
        widget=forms.TextInput({"autocomplete": "name", "dir": "auto"}),
    )
    language = User._meta.get_field("language").formfield(widget=LanguageSelect)
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html,
    )
    again = forms.CharField(
        label=gettext_lazy("Password once more"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args, email, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self):
        """Both passwords alike, and a strong one."""
        found = super().clean()
        password, again = found.get("password"), found.get("again")
        if password and again and password != again:
            self.add_error("again", _("The two passwords differ."))
        elif password:
            try:
                validate_password(password, User(email=self.email, name=found.get("name", "")))
            except forms.ValidationError as refused:
                self.add_error("password", refused)
        return found


class DomainsForm(forms.Form):
    """The address domains from which access to an entity can be asked."""

    domains = forms.CharField(
        label=gettext_lazy("Address domains"),
        help_text=gettext_lazy("One a line, as in who.int. Whoever has a mailbox there may ask you for access."),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
    )

    def clean_domains(self):
        """Each line once, as a domain."""
        lines = [line.strip().lower().removeprefix("@") for line in self.cleaned_data["domains"].splitlines()]
        found = list(dict.fromkeys(filter(None, lines)))
        for domain in found:
            ApprovedDomain._meta.get_field("domain").run_validators(domain)
        return found


class AskForm(forms.Form):
    """Asking for access."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail"), help_text=gettext_lazy("Your address at your organisation."), max_length=254
    )
    name = forms.CharField(label=gettext_lazy("Your name"), max_length=150)
    reason = forms.CharField(label=gettext_lazy("What you need it for"), required=False, max_length=500)


class EraseForm(forms.Form):
    """Why personal data is erased."""

    reason = forms.CharField(
        label=gettext_lazy("Why"), help_text=gettext_lazy("Kept in the audit; do not name the person."), max_length=1000
    )


class EndForm(forms.Form):
    """The last day of a role."""

    ends = forms.DateField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("Give yesterday to end it at once."),
        widget=DAY,
        initial=clock.today,
    )
    reason = ReasonForm.base_fields["reason"]
