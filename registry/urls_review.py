"""The secretariat's addresses of the month; those of records are in entities/urls/review.py."""

from django.urls import path, re_path

from registry.views import months, sign_offs

MONTH = r"^editions/(?P<month>\d{4}-(?:0[1-9]|1[0-2]))/"

urlpatterns = [
    path("editions/", months.months, name="review-editions"),
    path("editions/rule/", months.rule, name="review-edition-rule"),
    re_path(rf"{MONTH}$", months.month, name="review-edition"),
    re_path(rf"{MONTH}move/$", months.move, name="review-edition-move"),
    re_path(rf"{MONTH}seal/$", months.seal, name="review-edition-seal"),
    re_path(rf"{MONTH}correct/$", months.correct, name="review-edition-correct"),
    re_path(rf"{MONTH}(?P<act>open|close)/$", months.act, name="review-edition-act"),
    path("sign-offs/", sign_offs.grid, name="review-sign-offs"),
    path("sign-offs/<slug:slug>/", sign_offs.on_behalf, name="review-sign-off"),
]
