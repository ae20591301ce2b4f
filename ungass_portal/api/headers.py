"""What every answer of the API carries: version, terms, what is left of the rate, and leave for other sites to read."""

from django.conf import settings
from django.http import HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date

PREFIX = "/api/v1/"
VERSION = "1.0"
# Addresses that will go: name -> (day since which it is told, day on which it ends), both as timestamps.
# They are told of for a year at least; see “Versions” on the page of the API.
ENDING = {}
SHOWN = (
    "ETag, Last-Modified, Link, Location, Content-Range, Retry-After, RateLimit, RateLimit-Policy, API-Version,"
    " Deprecation, Sunset"
)
ASKED = "Authorization, Content-Type, If-Match, If-None-Match, If-Range, Range, Accept-Language, Idempotency-Key"


class ApiHeaders:
    """Completes the answers of the API, and compresses them where the asker can read that.

    Other sites may read whatever can be read without a cookie: no answer allows credentials, so a browser that is
    signed in here gives nothing of it to them. Answers hold no secret beside what an asker wrote, so that
    compressing them gives nothing away either.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.gzip = GZipMiddleware(get_response)

    def __call__(self, request):
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            response = HttpResponse(status=204)
            response["Access-Control-Allow-Methods"] = "GET, HEAD, POST, PUT, PATCH"
            response["Access-Control-Allow-Headers"] = ASKED
            response["Access-Control-Max-Age"] = "86400"
        else:
            response = self.get_response(request)
        self.complete(request, response)
        if "Accept-Ranges" in response:  # a part of a file is a part of its own bytes
            return response
        patch_vary_headers(response, ["Accept-Encoding"])  # of short answers and of 304 as well
        return self.gzip.process_response(request, response)

    def complete(self, request, response):
        """Add what is the same for all addresses."""
        response["API-Version"] = VERSION
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = SHOWN
        docs = settings.SITE_URL + reverse("api-docs")
        response["Link"] = (
            f'<{docs}#terms>; rel="license", <{docs}>; rel="service-doc",'
            f' <{settings.SITE_URL}{reverse("api-openapi")}>; rel="service-desc"'
        )
        standing = getattr(request, "api_standing", None)
        if standing:
            response["RateLimit-Policy"] = f'"calls";q={standing.rate};w=60'
            response["RateLimit"] = f'"calls";r={standing.remaining};t={standing.reset}'
        if request.resolver_match and request.resolver_match.url_name in ENDING:
            since, until = ENDING[request.resolver_match.url_name]
            response["Deprecation"] = f"@{since}"
            response["Sunset"] = http_date(until)
