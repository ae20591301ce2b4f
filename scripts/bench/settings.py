"""The portal's own settings; static files keep their plain names, so that none need be collected."""

from ungass_portal.settings import *  # noqa: F403
from ungass_portal.settings import BASE_DIR, STORAGES

STATIC_ROOT = BASE_DIR / "static"
STATICFILES_DIRS = []
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
DEBUG_PROPAGATE_EXCEPTIONS = True  # the bench tells what went wrong
