"""The worker, for tests: here and now, or as a process of its own that can be killed."""

import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests.browser.portal import environment

ROOT = Path(__file__).parents[1]
# Kinds of job that only tests know are registered by the module named last.
WORKER = """
import importlib, sys, django
django.setup()
importlib.import_module(sys.argv[1]).register()
from django.core.management import call_command
call_command("db_worker", "--batch", "--no-startup-delay", verbosity=0)
"""


def work():
    """Do everything that is due, in this process and transaction; returns how many rows of the queue there were."""
    count = 0
    while (row := DBTaskResult.objects.ready().first()) is not None:
        row.claim("tests")
        try:
            row.task.call(*row.args_kwargs["args"])
        except Exception as error:
            row.set_failed(error)
        else:
            row.set_successful(None)
        count += 1
    return count


def waiting():
    """How many rows of the queue there are, due or not."""
    return DBTaskResult.objects.filter(status=TaskResultStatus.READY).count()


def start_worker(module):
    """A real worker on this test's database and store of documents that works until nothing is due."""
    database = connection.settings_dict["NAME"]
    env = environment(database, "staticfiles", 1) | {"DOCUMENTS_ROOT": str(settings.DOCUMENTS_ROOT)}
    return subprocess.Popen([sys.executable, "-c", WORKER, module], cwd=ROOT, env=env)
