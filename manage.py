#!/usr/bin/env python
"""Django's command line for the portal."""

import os
import sys


def main():
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ungass_portal.settings")
    # After the variable is set.
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"The portal does not start: {error}")


if __name__ == "__main__":
    main()
