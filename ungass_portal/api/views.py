"""The API's way in: its index, its OpenAPI document and the page that explains both."""

import hashlib
import json

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe
from rest_framework.views import APIView

from ungass_portal.api import docs, schema
from ungass_portal.lib.filters import check_parameters

LISTS = (
    "activities", "mandates", "events", "entities", "chapters", "recommendations", "countries", "regions", "terms",
    "changes", "summary", "dump", "editions", "catalogue",
)  # fmt: skip


class StandingView(APIView):
    """A JSON text that changes with the program only."""

    http_method_names = ["get", "head"]
    permission_classes = ()

    def get(self, request):
        """The text, or 304 while it is the same."""
        check_parameters(request.GET, ())
        text = self.text()
        etag = f'W/"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
        if etag in parse_etags(request.META.get("HTTP_IF_NONE_MATCH", "")):
            response = HttpResponse(status=304)
            del response["Content-Type"]
        else:
            response = HttpResponse(text, content_type="application/json")
        response["ETag"] = etag
        response["Cache-Control"] = "no-cache"
        patch_vary_headers(response, ("Authorization", "Cookie"))
        return response


class Index(StandingView):
    """Where everything is."""

    def text(self):
        """Addresses by name."""
        names = {"documentation": "api-docs", "openapi": "api-openapi"} | {name: f"api-{name}" for name in LISTS}
        return json.dumps({name: settings.SITE_URL + reverse(route) for name, route in names.items()})


class OpenApi(StandingView):
    """The OpenAPI document."""

    def text(self):
        """The document as JSON text, in the language of the request."""
        return schema.text()


@require_safe
def reference_page(request):
    """Every operation of the document with a form that calls it."""
    return render(request, "api/reference.html", {"groups": docs.groups(schema.document())})


@require_safe
def docs_page(request):
    """The guide to the API, with every address and parameter."""
    return render(request, "api/docs.html", docs.reference(schema.document()))
