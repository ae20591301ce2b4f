"""Signing in, in the portal's words. Labels stand above the fields, so placeholders are not needed."""

from allauth.account.forms import LoginForm, ReauthenticateForm, ResetPasswordForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.utils.translation import gettext_lazy as _


class Plain:
    """Fields with labels of ours, without help and placeholders."""

    labels = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = ""
            field.widget.attrs.pop("placeholder", None)


class SignInForm(Plain, LoginForm):
    """E-mail and password."""

    labels = {"login": _("E-mail"), "password": _("Password"), "remember": _("Keep me signed in on this device")}


class PasswordForgottenForm(Plain, ResetPasswordForm):
    """The address to which a link is sent, if somebody has it."""

    labels = {"email": _("E-mail")}


class PasswordAgainForm(Plain, ReauthenticateForm):
    """The password before a guarded step."""

    labels = {"password": _("Password")}


class CodeForm(Plain, AuthenticateForm):
    """A code at the sign-in."""

    labels = {"code": _("Code")}


class CodeAgainForm(Plain, ReauthenticateCodeForm):
    """A code before a guarded step."""

    labels = {"code": _("Code")}


class FirstCodeForm(Plain, ActivateTOTPForm):
    """The code by which a new authenticator shows that it works."""

    labels = {"code": _("Code")}
