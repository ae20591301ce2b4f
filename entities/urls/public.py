"""Addresses of entities, countries and the directory."""

from django.urls import path, re_path

from entities.views import admission, changes_feed, directory, formats

urlpatterns = [
    path("formats/", formats.formats, name="formats"),
    path("network/", admission.directory, name="directory"),
    path("feeds/changes.atom", changes_feed.feed, name="changes-feed"),
    path("entities/", directory.entity_list, name="entity-list"),
    path("entities/<slug:slug>/", directory.entity_detail, name="entity-detail"),
    path("countries/", directory.country_list, name="country-list"),
    re_path(r"^countries/(?P<iso3>[a-z]{3})/$", directory.country_detail, name="country-detail"),
]
