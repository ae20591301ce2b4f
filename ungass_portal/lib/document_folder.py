"""The storage of documents where they lie in a folder."""

from django.conf import settings
from django.core.files.storage import FileSystemStorage


class DocumentFolder(FileSystemStorage):
    """The folder of `DOCUMENTS_ROOT`, whatever it is at the moment."""

    @property
    def base_location(self):
        """The folder."""
        return settings.DOCUMENTS_ROOT

    @property
    def location(self):
        """The folder as an absolute path."""
        return str(settings.DOCUMENTS_ROOT)
