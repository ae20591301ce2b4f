"""Addresses of workbooks that came in."""

from django.urls import path

from registry.views import imports

urlpatterns = [
    path("", imports.listing, name="imports"),
    path("<uuid:key>/", imports.detail, name="import"),
    path("<uuid:key>/rows/<int:pk>/", imports.row, name="import-row"),
    path("<uuid:key>/rows/<int:pk>/conflict/", imports.conflict, name="import-conflict"),
    path("<uuid:key>/columns/<int:place>/", imports.columns, name="import-columns"),
    path("<uuid:key>/apply/", imports.apply, name="import-apply"),
    path("<uuid:key>/take-back/", imports.take_back, name="import-take-back"),
    path("<uuid:key>/remarks.xlsx", imports.corrected, name="import-remarks"),
]
