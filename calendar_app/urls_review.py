"""The secretariat's addresses of calendars that others publish."""

from django.urls import path

from calendar_app import source_pages

urlpatterns = [
    path("calendars/", source_pages.index, name="calendar-sources"),
    path("calendars/new/", source_pages.new, name="calendar-source-new"),
    path("calendars/<uuid:key>/", source_pages.source, name="calendar-source"),
    path("calendars/<uuid:key>/edit/", source_pages.change, name="calendar-source-edit"),
    path("calendars/<uuid:key>/fetch/", source_pages.fetch, name="calendar-source-fetch"),
]
