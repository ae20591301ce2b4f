"""A person's own page; signing in and out. There is no sign-up, people are invited."""

from allauth.account import views
from django.urls import path
from django.views.generic import RedirectView

from entities.views import account, invitations, jobs, mail, tokens, webhooks

urlpatterns = [
    path("", account.account, name="account"),
    path("invitation/<uuid:key>/<str:proof>/", invitations.accept, name="invitation"),
    path("tokens/", tokens.index, name="account-tokens"),
    path("tokens/new/", tokens.new, name="account-token-new"),
    path("tokens/<uuid:key>/rename/", tokens.rename, name="account-token-rename"),
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
    path("inactive/", views.account_inactive, name="account_inactive"),
]
