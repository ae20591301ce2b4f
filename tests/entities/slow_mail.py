"""A mail server that never answers, for a worker that is killed while it waits."""

import time

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend


class Backend(BaseEmailBackend):
    """Takes a mail and says nothing."""

    def send_messages(self, messages):
        """Wait for the killer."""
        time.sleep(30)


def register():
    """Let this process send by it."""
    settings.MAILERS = {"default": {"BACKEND": "tests.entities.slow_mail.Backend"}}
