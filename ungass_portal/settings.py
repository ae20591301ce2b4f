"""All settings, read from the environment; production refuses to start on a half-set one."""

import sys
from datetime import date, timedelta
from pathlib import Path
from tempfile import gettempdir

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

from ungass_portal import env, errors_reported
from ungass_portal.lib import catalogues, devpg, logs, replicas

BASE_DIR = Path(__file__).resolve().parents[1]
DATA_DIR = BASE_DIR / ".data"

# --- How the portal runs -----------------------------------------------------
DEVELOPMENT = env.mode() == env.DEVELOPMENT
PRODUCTION = not DEVELOPMENT
DEBUG = env.flag("DEBUG")
PORTAL_DATE = env.day("PORTAL_DATE")

if PRODUCTION:
    if PORTAL_DATE:
        raise ImproperlyConfigured("PORTAL_DATE fixes the clock, for demonstrations only: unset it in production.")
    SECRET_KEY = env.required("SECRET_KEY", "a random text of 50 characters or more")
    DATABASE_URL = env.required("DATABASE_URL", "postgres://USER:PASSWORD@HOST:PORT/NAME")
    ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", []) or [
        env.required("ALLOWED_HOSTS", "the host names served, separated by commas")
    ]
    SITE_URL = env.required("SITE_URL", "the portal's address, such as https://ungass.example.org")
else:
    SECRET_KEY = env.text("SECRET_KEY") or env.development_secret(DATA_DIR / "secret-key")
    DATABASE_URL = env.text("DATABASE_URL")
    ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
    SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000")

# Former keys, while what they signed or enciphered is still about.
SECRET_KEY_FALLBACKS = env.names("SECRET_KEY_FALLBACKS", [])

SITE_URL = env.site_url(SITE_URL, https_only=PRODUCTION)
HTTPS = SITE_URL.startswith("https://")

# --- Database, cache, jobs, mail ---------------------------------------------
# Commands that need no database do not wake the embedded server.
COMMANDS_WITHOUT_DATABASE = {"", "help", "version", "collectstatic"}
if not DATABASE_URL:
    DATABASE_URL = devpg.url(devpg.DATA, "ungass")
    command = "".join(sys.argv[1:2]) if Path(sys.argv[0]).name == "manage.py" else "serve"
    if command not in COMMANDS_WITHOUT_DATABASE and not {"-h", "--help"} & set(sys.argv):
        try:
            devpg.ensure_database(devpg.DATA, "ungass")
        except devpg.DevServerError as error:
            raise ImproperlyConfigured(str(error)) from error
REPLICAS = [env.database(url, "REPLICA_URLS") for url in env.names("REPLICA_URLS", [])]
DATABASES = replicas.databases(env.database(DATABASE_URL), REPLICAS)
DATABASE_ROUTERS = ["ungass_portal.lib.replicas.ReplicaRouter"] if len(DATABASES) > 1 else []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache(env.text("CACHE_URL", "dbcache://portal_cache"))}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

EMAIL_URL = env.text("EMAIL_URL")
if PORTAL_DATE or not (EMAIL_URL or PRODUCTION):
    # No mail leaves a demonstration.
    MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": str(DATA_DIR / "mail")},
        }
    }
else:
    MAILERS = {"default": env.mailer(EMAIL_URL or "smtp://localhost:25")}
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "UNGASS portal <no-reply@localhost>")

# --- Apps and the way through them -------------------------------------------
INSTALLED_APPS = [
    "ungass_portal",
    "entities",
    "registry",
    "calendar_app",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "pgtrigger",
    "pghistory",
    "django_htmx",
    "django_tasks_db",
]
MIDDLEWARE = [
    "ungass_portal.lib.request_id.RequestIdMiddleware",
    "ungass_portal.watching.RequestWatch",
    "ungass_portal.lib.replicas.ReadFromReplica",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "ungass_portal.api.headers.ApiHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ungass_portal.demo_guard.DemoPeopleGuard",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ungass_portal.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "ungass_portal.uploads.BodyLimit",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ungass_portal.lib.request_id.RequestHistoryMiddleware",
    "entities.labels.OneDictionaryMiddleware",
    "ungass_portal.closed.ClosedAfterRestore",
    "entities.token_usage.UsageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "entities.second_factor.SecondFactorMiddleware",
    "entities.access_log.AccessLogMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "ungass_portal.urls"
WSGI_APPLICATION = "ungass_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ungass_portal.pages.context.portal",
            ],
        },
    }
]

# --- People -------------------------------------------------------------------
AUTH_USER_MODEL = "entities.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "entities.passwords.BreachedPasswordValidator"},
    {"NAME": "entities.passwords.PlainPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
# People are invited by the secretariat, which knows their address.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_ADAPTER = "entities.sign_in.AccountAdapter"
# Failures by account, and by address as far as a whole agency behind one address makes; a known browser by itself.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "100/10m/ip,10/10m/key",
    "login_failed_known": "10/10m/key",
    "reset_password": "60/10m/ip,3/10m/key",
}
# From this day the secretariat, focal points and administrators need a second factor, and guarded steps ask again.
# Production demands it at once unless a day is given; development, with its demonstration, only on request.
SECOND_FACTOR_FROM = env.day("SECOND_FACTOR_FROM") or (date.min if PRODUCTION else None)
MFA_ADAPTER = "entities.second_factor.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are proven by the invitation
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_AGE = timedelta(days=100)
MFA_TRUST_COOKIE_NAME = "known_device"
MFA_TRUST_COOKIE_SECURE = HTTPS
MFA_TOTP_ISSUER = "UNGASS portal"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # a demonstration has no TLS
MFA_FORMS = {
    "authenticate": "entities.forms.account.CodeForm",
    "reauthenticate": "entities.forms.account.CodeAgainForm",
    "activate_totp": "entities.forms.account.FirstCodeForm",
}
# Single sign-on of organisations, side by side; entities/single_sign_on.py lets in invited people only.
OIDC_PROVIDERS = env.oidc_providers("OIDC_PROVIDERS")
SOCIALACCOUNT_ADAPTER = "entities.single_sign_on.SocialAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": row["provider_id"],
                "name": row["name"],
                "client_id": row["client_id"],
                "secret": row["secret"],
                "settings": {"server_url": row["server_url"]},
            }
            for row in OIDC_PROVIDERS
        ],
    }
}
ACCOUNT_FORMS = {
    "login": "entities.forms.account.SignInForm",
    "reset_password": "entities.forms.account.PasswordForgottenForm",
    "reauthenticate": "entities.forms.account.PasswordAgainForm",
}

# --- Security -----------------------------------------------------------------
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    # browsers hold the redirect of a sent form to it too
    "form-action": [CSP.SELF, *(env.origin(row["server_url"]) for row in OIDC_PROVIDERS)],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
PERMISSIONS_POLICY = {
    feature: [] for feature in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
}
CSRF_FAILURE_VIEW = "ungass_portal.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked by the machine itself, without TLS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS  # of the portal's own name; its siblings are not concerned
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # whether browsers list the host for good is its owner's decision
SECURITY_CONTACT = env.text("SECURITY_CONTACT")
BEHIND_PROXY = env.flag("BEHIND_PROXY")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
MOST_BODY_BYTES = 32_000_000  # the largest file that is taken (registry/imports/read.py), and the form around it
MOST_BYTES_READ_AWAY = 300_000_000  # of a body that is refused: beyond that the connection is just closed
# Webhooks may call this very machine, without TLS: for trying them out.
OUTBOUND_TO_LOOPBACK = DEVELOPMENT and env.flag("WEBHOOKS_TO_LOOPBACK")

# --- Watching: logs, metrics, reports of errors ---------------------------------
LOG_FORMAT = env.choice("LOG_FORMAT", ("text", "json"))
LOGGING = logs.config(LOG_FORMAT)
METRICS_TOKEN = env.text("METRICS_TOKEN")
errors_reported.start(env.text("SENTRY_DSN"))

# --- Audit history ------------------------------------------------------------
PGHISTORY_APPEND_ONLY = True
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

# --- Languages, time ------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", _("Arabic")),
    ("zh-hans", _("Chinese")),
    ("en", _("English")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("es", _("Spanish")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
# Languages whose texts UN translators have checked; the pages of the others say that theirs are not.
CHECKED_LANGUAGES = {"en", *env.names("CHECKED_LANGUAGES", [])}
if DEVELOPMENT:
    catalogues.compile_stale()
elif catalogues.stale():
    raise ImproperlyConfigured("The translations are not compiled: run 'python -m ungass_portal.lib.catalogues'.")
USE_I18N = True
FORMAT_MODULE_PATH = "ungass_portal.formats"
USE_TZ = True
TIME_ZONE = env.text("TIME_ZONE", "Europe/Vienna")

# --- Static files ---------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = env.text("STATIC_ROOT") or (DATA_DIR / "static" if DEVELOPMENT else BASE_DIR / "staticfiles")
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Source maps are only fetched by a developer's tools; compressing them takes longer than all the rest.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "ungass_portal.lib.static_files.HashedStaticFiles"},
}

# --- Documents of editions, outside everything that is served as it lies ----------
DOCUMENTS_ROOT = env.text("DOCUMENTS_ROOT") or (DATA_DIR / "documents" if DEVELOPMENT else BASE_DIR / "documents")
DOCUMENTS_BUCKET = env.text("DOCUMENTS_BUCKET")
STORAGES["documents"] = {"BACKEND": "ungass_portal.lib.document_folder.DocumentFolder"}
if DOCUMENTS_BUCKET:
    STORAGES["documents"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": DOCUMENTS_BUCKET,
            "endpoint_url": env.text("S3_ENDPOINT") or None,  # None: Amazon's own
            "region_name": env.text("S3_REGION") or None,
            "access_key": env.required("S3_ACCESS_KEY", "the key that may write to DOCUMENTS_BUCKET"),
            "secret_key": env.required("S3_SECRET_KEY", "the secret of S3_ACCESS_KEY"),
            "default_acl": None,  # as private as the bucket: documents are handed out by the portal alone
            "file_overwrite": True,
        },
    }

# --- Files that are made anew when they are missing -------------------------------
DUMP_ROOT = env.text("DUMP_ROOT") or (DATA_DIR / "dumps" if DEVELOPMENT else Path(gettempdir()) / "ungass-dumps")

# --- Backups: see ungass_portal/backup ----------------------------------------------
BACKUP_ROOT = env.text("BACKUP_ROOT") or (DATA_DIR / "backups" if DEVELOPMENT else BASE_DIR / "backups")
BACKUP_KEY = env.text("BACKUP_KEY")
BACKUP_IDENTITY = env.text("BACKUP_IDENTITY")  # only where a backup is restored, never where the portal runs
BACKUPS_KEPT_DAYS = env.number("BACKUPS_KEPT_DAYS", 35)
# --- Workbooks that people uploaded: never served as they lie, deleted after a time ---
IMPORTS_ROOT = env.text("IMPORTS_ROOT") or (DATA_DIR / "imports" if DEVELOPMENT else BASE_DIR / "imports")

# --- API ------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "ungass_portal.api.authentication.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "ungass_portal.api.schema.PortalSchema",
    "DEFAULT_THROTTLE_CLASSES": ["ungass_portal.api.limits.CallsAMinute"],
    "EXCEPTION_HANDLER": "ungass_portal.api.problems.exception_handler",
    "URL_FORMAT_OVERRIDE": None,  # else ?format= would answer 404 where 400 is due
}
API_LIMITS = not env.flag("API_UNLIMITED")
API_VISITOR_RATE = 60 if PRODUCTION else 600  # calls a minute of one network address without a token
SPECTACULAR_SETTINGS = {
    "TITLE": "UNGASS portal",
    "VERSION": "1.0",
    "OAS_VERSION": "3.1.0",
    "POSTPROCESSING_HOOKS": ["ungass_portal.api.schema.complete"],
}
