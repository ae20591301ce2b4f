"""The pages of an activity and a mandate."""

from django.views.decorators.http import require_GET

from entities.choices import RecordKind
from registry.entry_page import entry_page
from registry.models import MatrixEntry

SHARED = {
    "model": MatrixEntry,
    "template": "registry/entry.html",
    "panel": "registry/entry/_panel.html",
}


@require_GET
def activity(request, reference):
    """One activity as the reader may see it."""
    return entry_page(request, kind=RecordKind.ACTIVITY, reference=reference, **SHARED)


@require_GET
def mandate(request, reference):
    """One mandate as the reader may see it."""
    return entry_page(request, kind=RecordKind.MANDATE, reference=reference, **SHARED)
