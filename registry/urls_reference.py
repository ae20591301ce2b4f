"""Addresses of the reference data that registry holds, below `/review/reference/`."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from registry.views import reference


class CodeConverter(StringConverter):
    """A code of a list, like 1(a) or sdg:3.5."""

    regex = r"[\w().:-]{1,100}"


register_converter(CodeConverter, "code")

urlpatterns = [
    path("recommendations/", reference.recommendations, name="reference-recommendations"),
    path("recommendations/new/", reference.new_recommendation, name="reference-recommendation-new"),
    path("recommendations/<code:code>/", reference.recommendation, name="reference-recommendation"),
    path(
        "recommendations/<code:code>/delete/", reference.delete_recommendation, name="reference-recommendation-delete"
    ),
    path("schemes/", reference.schemes, name="reference-schemes"),
    path("schemes/new/", reference.new_scheme, name="reference-scheme-new"),
    path("schemes/<slug:slug>/", reference.scheme, name="reference-scheme"),
    path("schemes/<slug:slug>/edit/", reference.edit_scheme, name="reference-scheme-edit"),
    path("schemes/<slug:slug>/terms/new/", reference.new_term, name="reference-term-new"),
    path("terms/<code:code>/", reference.term, name="reference-term"),
    path("terms/<code:code>/delete/", reference.delete_term, name="reference-term-delete"),
]
