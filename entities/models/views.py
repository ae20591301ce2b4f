"""Views of lists that people keep under a name."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedView(models.Model):
    """An address with all its filters, kept under a name."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    name = models.CharField(_("name"), max_length=80)
    path = models.CharField(max_length=100)
    query = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["person", "path", "name"], name="saved_view_name_once")]

    def __str__(self):
        return self.name

    @property
    def url(self):
        """The address to open."""
        return f"{self.path}?{self.query}" if self.query else self.path
