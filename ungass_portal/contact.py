"""Where a weakness of the portal is reported: RFC 9116."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

VALID = timedelta(days=300)  # the standard asks for less than a year


@require_safe
def security_txt(request):
    """The contact of `SECURITY_CONTACT`; without one there is no such file."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    day = timezone.now().astimezone(UTC).date() + VALID  # of the machine: whoever reads it lives today
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {datetime(day.year, day.month, day.day, tzinfo=UTC).isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: en, fr, es, ru, ar, zh",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "public, max-age=86400"
    return response
