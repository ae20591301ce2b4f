"""The project's own app: templates and start-up checks, no models."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """What belongs to no single app."""

    name = "ungass_portal"
    verbose_name = _("Portal")
