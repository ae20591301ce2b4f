"""All addresses of the portal."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from ungass_portal import contact, health, watching

handler400 = "ungass_portal.errors.bad_request"
handler403 = "ungass_portal.errors.permission_denied"
handler404 = "ungass_portal.errors.not_found"
handler500 = "ungass_portal.errors.server_error"

# The technical administration has no door of its own: second factors and limits are those of the portal's sign-in.
admin.site.login = secure_admin_login(admin.site.login)

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", watching.metrics, name="metrics"),
    path(".well-known/security.txt", contact.security_txt, name="security-txt"),
    path("", include("ungass_portal.pages.urls")),
    path("", include("entities.urls.public")),
    path("", include("registry.urls")),
    path("", include("calendar_app.urls")),
    path("imports/", include("registry.urls_imports")),
    path("desk/", include("registry.urls_desk")),
    path("desk/", include("entities.urls.desk")),
    path("review/reference/", include("registry.urls_reference")),
    path("review/", include("registry.urls_review")),
    path("review/", include("calendar_app.urls_review")),
    path("review/", include("entities.urls.review")),
    path("account/", include("entities.urls.account")),
    path("api/", include("ungass_portal.api.urls")),
    # the same sign-in as everywhere, with its limits and second factor
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/", admin.site.urls),
]
