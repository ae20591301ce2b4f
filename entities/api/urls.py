"""Addresses of changes, entities, countries and regions in the API."""

from django.urls import path

from entities.api import changes, code_lists, receipts

urlpatterns = [
    path("changes/", changes.ChangeList.as_view(), name="api-changes"),
    path("receipts/", receipts.ReceiptList.as_view(), name="api-receipts"),
    path("entities/", code_lists.EntityList.as_view(), name="api-entities"),
    path("entities/<str:code>/", code_lists.EntityDetail.as_view(), name="api-entity"),
    path("countries/", code_lists.CountryList.as_view(), name="api-countries"),
    path("countries/<str:code>/", code_lists.CountryDetail.as_view(), name="api-country"),
    path("regions/", code_lists.RegionList.as_view(), name="api-regions"),
    path("regions/<str:code>/", code_lists.RegionDetail.as_view(), name="api-region"),
]
