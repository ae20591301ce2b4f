"""Addresses of events in the API."""

from django.urls import path

from calendar_app.api import views
from entities.api.desk import routes

urlpatterns = [
    path("events/", views.EventList.as_view(), name="api-events"),
    path("events/<str:reference>/", views.EventDetail.as_view(), name="api-event"),
    *routes("events", "event"),
]
