"""The secretariat's addresses of the month; those of records are in entities/urls/review.py."""

from django.urls import path

from registry.views import sign_offs

urlpatterns = [
    path("sign-offs/", sign_offs.grid, name="review-sign-offs"),
    path("sign-offs/<slug:slug>/", sign_offs.on_behalf, name="review-sign-off"),
]
