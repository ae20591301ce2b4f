"""Who opens the secretariat's pages, and how a refused act comes back."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404

from entities.policies import may_review


def for_secretariat(view):
    """A view for the secretariat: a visitor signs in first, for everybody else the page does not exist."""

    @login_required
    @wraps(view)
    def opened(request, *args, **kwargs):
        if not may_review(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return opened
