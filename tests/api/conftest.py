"""What tests of the API share: askers of each kind."""

import pytest

from entities.models import ApiToken, PartnerOrganisation
from tests import factories


def bearer(secret):
    """The header of a token."""
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
def who_token():
    """The secret of a token of a network entity."""
    return ApiToken.make(name="test", entity=factories.entity("who"))[1]


@pytest.fixture
def partner_token():
    """The secret of a token of a partner organisation."""
    organisation = PartnerOrganisation.objects.create(slug="agency", name="Agency")
    return ApiToken.make(name="test", organisation=organisation)[1]
