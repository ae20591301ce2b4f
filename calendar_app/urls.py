"""Addresses of the calendar and its entries."""

from django.urls import path

from calendar_app import feeds, views

urlpatterns = [
    path("calendar/", views.calendar, name="calendar"),
    path("calendar.ics", feeds.public_feed, name="calendar-ics"),
    path("events/<slug:reference>/", views.event, name="event-detail"),
]
