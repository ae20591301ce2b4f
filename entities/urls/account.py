"""A person's own page; signing in and out. There is no sign-up, people are invited."""

from allauth.account import views
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import path
from django.views.generic import RedirectView

from entities.views import account, admission, invitations, jobs, mail, sessions, tokens, webhooks

urlpatterns = [
    path("", account.account, name="account"),
    path("invitation/<uuid:key>/<str:proof>/", invitations.accept, name="invitation"),
    path("tokens/", tokens.index, name="account-tokens"),
    path("tokens/new/", tokens.new, name="account-token-new"),
    path("tokens/<uuid:key>/edit/", tokens.describe, name="account-token-edit"),
    path("tokens/<uuid:key>/replace/", tokens.rotate, name="account-token-replace"),
    path("tokens/<uuid:key>/revoke/", tokens.revoke, name="account-token-revoke"),
    path("webhooks/", webhooks.index, name="account-webhooks"),
    path("webhooks/new/", webhooks.new, name="account-webhook-new"),
    path("webhooks/<uuid:key>/", webhooks.endpoint, name="account-webhook"),
    path("webhooks/<uuid:key>/secret/", webhooks.new_secret, name="account-webhook-secret"),
    path("webhooks/<uuid:key>/start/", webhooks.start_again, name="account-webhook-start"),
    path("webhooks/<uuid:key>/replay/", webhooks.replay, name="account-webhook-replay"),
    path("webhooks/<uuid:key>/remove/", webhooks.remove, name="account-webhook-remove"),
    path("usage/", tokens.usage, name="account-usage"),
    path("jobs/<uuid:pk>/", jobs.job, name="job"),
    path("jobs/<uuid:pk>/cancel/", jobs.cancel, name="job-cancel"),
    path("notifications/", mail.notifications, name="notifications"),
    path("mail/", mail.own_mail, name="own-mail"),
    path("mail/<uuid:pk>/", mail.own_letter, name="own-letter"),
    path("mail/<uuid:pk>/body/", mail.own_letter_body, name="own-letter-body"),
    path("mail/leave/<str:token>/", mail.leave, name="mail-leave"),
    path("sign-in/", views.login, name="account_login"),
    path("sign-out/", views.logout, name="account_logout"),
    path("sign-up/", RedirectView.as_view(pattern_name="account_login"), name="account_signup"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/<uidb36>-<key>/",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("directory/", account.save_directory, name="account-directory"),
    path("data/", account.own_data, name="account-data"),
    path("request/", admission.ask, name="access-request"),
    path("sessions/", sessions.sessions, name="account-sessions"),
    path("second-factor/", factors.index, name="mfa_index"),
    path("second-factor/code/", factors.authenticate, name="mfa_authenticate"),
    path("second-factor/again/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/device/", factors.trust, name="mfa_trust"),
    path("second-factor/authenticator/", totp.activate_totp, name="mfa_activate_totp"),
    path("second-factor/authenticator/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-factor/recovery/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/recovery/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("second-factor/recovery/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("second-factor/passkeys/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("second-factor/passkeys/new/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("second-factor/passkeys/again/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("second-factor/passkeys/<int:pk>/rename/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("second-factor/passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("sign-in/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/with/<slug:provider_id>/", oidc.login, name="openid_connect_login"),
    path("sign-in/with/<slug:provider_id>/back/", oidc.callback, name="openid_connect_callback"),
    path(
        "sign-in/cancelled/",
        RedirectView.as_view(pattern_name="account_login"),
        name="socialaccount_login_cancelled",
    ),
    path("inactive/", views.account_inactive, name="account_inactive"),
]
