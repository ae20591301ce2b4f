"""The portal's own settings; static files keep their plain names, so that none need be collected."""

from ungass_portal.settings import *  # noqa: F403
from ungass_portal.settings import STORAGES

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
