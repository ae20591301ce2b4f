"""Signing in, in the portal's words."""

from allauth.account.forms import LoginForm, ResetPasswordForm
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    """E-mail and password; labels stand above the fields, so placeholders are not needed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        labels = {"login": _("E-mail"), "password": _("Password"), "remember": _("Keep me signed in on this device")}
        for name, field in self.fields.items():
            field.label = labels[name]
            field.help_text = ""
            field.widget.attrs.pop("placeholder", None)


class PasswordForgottenForm(ResetPasswordForm):
    """The address to which a link is sent, if somebody has it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail")
        self.fields["email"].widget.attrs.pop("placeholder", None)
