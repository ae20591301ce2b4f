"""What is read from the server's setting before a replica is read, and that there is one database without replicas."""

import pytest
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed

from ungass_portal.lib import replicas


@pytest.mark.parametrize(
    ("names", "count"),
    [("", 0), ("*", 1), ("one, two", 1), ("FIRST 2 (one, two)", 2), ("2 (one, two)", 2), ("any 3 (*)", 3)],
)
def test_how_many_the_server_waits_for_is_read_from_its_setting(names, count):
    assert replicas.number_in(names) == count


def test_without_replicas_there_is_one_database():
    assert (list(settings.DATABASES), settings.DATABASE_ROUTERS) == (["default"], [])
    with pytest.raises(MiddlewareNotUsed):
        replicas.ReadFromReplica(None)
