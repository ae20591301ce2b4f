"""The same bytes in another process: nothing hangs on the order in which a process happens to keep its sets."""

import subprocess
import sys

import pytest
from django.db import connection

from registry.documents.forms import FORMS
from tests import factories as make
from tests.browser.portal import ROOT, environment
from tests.factories import editions
from tests.factories.records import second_wording

HASHES = """
import django, hashlib, tempfile
django.setup()
from django.utils import translation
from registry.documents.forms import FORMS
from registry.documents.making import pieces_of
from registry.models import EditionRevision
translation.activate("en")
for name, sealed in pieces_of(EditionRevision.objects.get(edition="2018-02-01", audience="network")):
    with tempfile.TemporaryFile() as file:
        FORMS[name].write(sealed, file)
        file.seek(0)
        print(name, hashlib.file_digest(file, "sha256").hexdigest())
"""


@pytest.mark.django_db(transaction=True)
def test_documents_made_by_two_processes_have_the_same_bytes():
    make.code_lists()
    rows = [
        make.cleared(lead=lead, partners=partners, title=f"Title of {lead}", chapter=1, terms=["sdg:3.5"],
                     countries=["AUT", "FRA", "PER"], summary="Words – слова – كلمات – 词语")
        for lead, partners in (("who", ["undp", "unodc", "unaids"]), ("undp", ["who", "fao"]), ("unicef", []))
    ]  # fmt: skip
    make.shared("public", "event", title="A meeting", lead="who", partners=["undp"])
    editions.sealed("2018-01")
    second_wording(rows[0], summary="Other words.", countries=["PER"])
    editions.sealed("2018-02")
    env = environment(connection.settings_dict["NAME"], "staticfiles", 1)
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", HASHES], cwd=ROOT, env=env | {"PYTHONHASHSEED": seed}, stdout=subprocess.PIPE
        )
        for seed in ("1", "2")
    ]

    first, second = (worker.communicate()[0].decode() for worker in workers)

    assert [line.split()[0] for line in first.splitlines()] == [str(name) for name in FORMS]
    assert first == second
