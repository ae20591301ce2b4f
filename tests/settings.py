"""The portal's settings as the tests want them, whatever the shell says."""

import atexit
import os
import shutil
import tempfile

from ungass_portal.lib import devpg

os.environ["PORTAL_MODE"] = "development"
os.environ["PORTAL_DATE"] = "2018-03-12"
os.environ["SITE_URL"] = "http://testserver"
PEOPLE = ("SECRET_KEY_FALLBACKS", "SECOND_FACTOR_FROM", "OIDC_PROVIDERS")
for name in ("DEBUG", "CACHE_URL", "EMAIL_URL", "TIME_ZONE", "ALLOWED_HOSTS", "SECRET_KEY", *PEOPLE):
    os.environ.pop(name, None)
# conftest.py starts this server; naming it here keeps the settings from waking the other one.
# Workers of xdist inherit the address from their controller: it is still our own server.
OWN_SERVER = devpg.url(devpg.TEST_DATA, "postgres")
EMBEDDED = os.environ.get("DATABASE_URL") in (None, "", OWN_SERVER)
if EMBEDDED:
    os.environ["DATABASE_URL"] = OWN_SERVER

from ungass_portal.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "documents": {"BACKEND": "ungass_portal.lib.document_folder.DocumentFolder"},
}
API_LIMITS = False  # but where a test is about them
DUMP_ROOT = tempfile.mkdtemp(prefix="ungass-dumps-")
atexit.register(shutil.rmtree, DUMP_ROOT, ignore_errors=True)
DOCUMENTS_ROOT = tempfile.mkdtemp(prefix="ungass-documents-")
atexit.register(shutil.rmtree, DOCUMENTS_ROOT, ignore_errors=True)
IMPORTS_ROOT = tempfile.mkdtemp(prefix="ungass-imports-")
atexit.register(shutil.rmtree, IMPORTS_ROOT, ignore_errors=True)
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
