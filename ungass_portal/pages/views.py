"""Pages of the portal itself."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_safe

from entities.readers import reader_of
from ungass_portal import gallery


@require_safe
def accessibility(request):
    """What the portal does to be usable by everybody, how that is tested, and whom to tell."""
    reader_of(request)  # refuses a “view as” that the reader may not have, as every page does
    return render(request, "accessibility.html")


@login_required
@require_safe
def components(request):
    """Every component on one page, for technical staff."""
    if not request.user.is_staff:
        raise PermissionDenied
    return gallery.gallery(request)
