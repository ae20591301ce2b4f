"""Addresses of the portal's own pages."""

from django.urls import path

from ungass_portal.language import set_language
from ungass_portal.pages import views
from ungass_portal.pages.home import home

urlpatterns = [
    path("", home, name="home"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("gallery/", views.components, name="gallery"),
    path("language/", set_language, name="set_language"),
]
