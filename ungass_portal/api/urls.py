"""Addresses of the API."""

from django.urls import include, path

from ungass_portal.api import views

version_1 = [
    path("", views.Index.as_view(), name="api"),
    path("openapi.json", views.OpenApi.as_view(), name="api-openapi"),
    path("", include("registry.api.urls")),
    path("", include("calendar_app.api.urls")),
    path("", include("entities.api.urls")),
]
urlpatterns = [
    path("docs/", views.docs_page, name="api-docs"),
    path("docs/reference/", views.reference_page, name="api-reference"),
    path("v1/", include(version_1)),
]
