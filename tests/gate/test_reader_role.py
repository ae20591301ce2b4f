"""The readers' database role. That their pages work under it is shown by the walk of tests/gate/test_no_leak.py."""

import pytest
from django.db import ProgrammingError

from entities.models import Record
from tests.gate.role import as_reader, grant

pytestmark = pytest.mark.django_db


def test_the_role_may_not_read_the_desk():
    grant()

    with pytest.raises(ProgrammingError, match="permission denied"), as_reader():
        Record.objects.count()
