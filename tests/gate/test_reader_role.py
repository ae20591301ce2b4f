"""Readers' pages work without SELECT on the desk's tables."""

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client

from entities.models import Record
from tests.gate.addresses import addresses
from tests.gate.registries import Registry
from tests.gate.role import as_reader, grant

pytestmark = pytest.mark.django_db
# The desk, the review pages and what belongs to one's own account are no reader views.
OWN_SIDE = ("/desk/", "/review/", "/account/")


def test_the_role_may_not_read_the_desk():
    grant()

    with pytest.raises(ProgrammingError, match="permission denied"), as_reader():
        Record.objects.count()


@pytest.fixture(scope="module")
def registry(django_db_setup, django_db_blocker):
    """One registry for the three readers: none of them changes it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Registry("network", with_hidden=True).build()
        transaction.set_rollback(True)


@pytest.mark.parametrize("who", [None, "partner", "viewer"])
def test_every_reader_view_works_without_the_desk(registry, who):
    grant()
    client = Client()
    if who:
        client.force_login(registry.readers[who])

    refused, served = [], 0
    for address in addresses(registry):
        if address.startswith(OWN_SIDE):
            continue
        try:
            with as_reader():
                response = client.get(address)
                if response.streaming:
                    b"".join(response.streaming_content)
        except ProgrammingError as error:
            refused.append((address, str(error).splitlines()[0]))
        else:
            served += response.status_code == 200

    assert refused == []
    assert served > 100
