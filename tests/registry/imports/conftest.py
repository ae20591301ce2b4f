"""A matcher over the reference data, made once for a module."""

import pytest

from entities.labels import labels
from registry.imports.match import Matcher, Vocabulary

LISTS = ("entity", "country", "region", "chapter", "subheading", "recommendation", "term", "scheme")


@pytest.fixture(scope="module")
def matcher(reference_data, django_db_blocker):
    """A matcher that has its code lists and asks the database for nothing more."""
    with django_db_blocker.unblock():
        known = labels(language="en")
        for kind in LISTS:
            known.of(kind)
    return Matcher(Vocabulary(known))
