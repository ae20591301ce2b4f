"""Production serves nothing while a person of the demonstration could sign in."""

import logging

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured, MiddlewareNotUsed
from django.db import OperationalError, ProgrammingError, connection

HEALTH = ("/healthz", "/readyz")

logger = logging.getLogger(__name__)


def refuse_demo_people():
    """Raise if a demonstration's person, whose password everybody knows, is in the database."""
    if get_user_model().objects.filter(is_demo=True).exists():
        raise ImproperlyConfigured(
            "the database holds people of the demonstration, whose password is public: start on another "
            "database, or delete every user whose is_demo is set."
        )


class DemoPeopleGuard:
    """Checks when the server starts, and else, if there was no database then, at the first request."""

    def __init__(self, get_response):
        if not settings.PRODUCTION:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.passed = False
        try:
            self._check()
        except (OperationalError, ProgrammingError) as error:
            logger.warning("Whether demonstration people exist is checked later: %s", error)
        finally:
            connection.close()  # gunicorn's workers must not inherit it

    def __call__(self, request):
        if not self.passed and request.path not in HEALTH:
            self._check()
        return self.get_response(request)

    def _check(self):
        refuse_demo_people()
        self.passed = True
