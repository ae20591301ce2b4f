"""The secretariat's addresses of the month; those of records are in entities/urls/review.py."""

from django.urls import path, re_path

from registry.views import circulars, months, sign_offs

CIRCULAR = "circulars/<slug:slug>"
MONTH = r"^editions/(?P<month>\d{4}-(?:0[1-9]|1[0-2]))/"

urlpatterns = [
    path("editions/", months.months, name="review-editions"),
    path("editions/rule/", months.rule, name="review-edition-rule"),
    re_path(rf"{MONTH}$", months.month, name="review-edition"),
    re_path(rf"{MONTH}move/$", months.move, name="review-edition-move"),
    re_path(rf"{MONTH}seal/$", months.seal, name="review-edition-seal"),
    re_path(rf"{MONTH}correct/$", months.correct, name="review-edition-correct"),
    re_path(rf"{MONTH}documents/$", months.documents, name="review-edition-documents"),
    re_path(rf"{MONTH}(?P<act>open|close)/$", months.act, name="review-edition-act"),
    path("circulars/", circulars.index, name="review-circulars"),
    path("circulars/new/", circulars.new, name="review-circular-new"),
    path("circulars/lists/new/", circulars.new_list, name="review-distribution-list-new"),
    path("circulars/lists/<slug:slug>/", circulars.change_list, name="review-distribution-list"),
    path(f"{CIRCULAR}/", circulars.circular, name="review-circular"),
    path(f"{CIRCULAR}/edit/", circulars.change, name="review-circular-edit"),
    path(f"{CIRCULAR}/preview/<slug:audience>/", circulars.preview, name="review-circular-preview"),
    path(f"{CIRCULAR}/test/", circulars.test, name="review-circular-test"),
    path(f"{CIRCULAR}/send/", circulars.send, name="review-circular-send"),
    path(f"{CIRCULAR}/letters/<uuid:pk>/bounced/", circulars.bounced, name="review-circular-bounced"),
    path(f"{CIRCULAR}/letters/<uuid:pk>/resend/", circulars.resend, name="review-circular-resend"),
    path("sign-offs/", sign_offs.grid, name="review-sign-offs"),
    path("sign-offs/<slug:slug>/", sign_offs.on_behalf, name="review-sign-off"),
]
