"""A field that activities get later: wordings from before it go on passing the gate."""

from dataclasses import replace

import pytest

from entities import kinds, review
from entities.content import CodeListField, PlainTextField
from registry.models import MatrixEntry
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def later_fields(monkeypatch):
    """Give activities two fields that no wording has yet, and every audience a format that lists them."""

    def add():
        kind = kinds.kind_of("activity")
        fields = {"budget": PlainTextField(100), "donors": CodeListField("country")}
        content = type("LaterContent", (kind.content,), dict(fields))
        formats = {
            audience: numbered | {max(numbered) + 1: (*numbered[max(numbered)], *fields)}
            for audience, numbered in kind.formats.items()
        }
        monkeypatch.setitem(kinds.KINDS, "activity", replace(kind, content=content, formats=formats))

    return add


def test_an_older_wording_holds_the_default_of_a_later_field(later_fields):
    record = make.agree(make.cleared(), "partners")

    later_fields()
    review.restrict(record=record, own_only=False, by=record.created_by)

    network, partners = MatrixEntry.objects.filter(record=record).order_by("audience")
    assert (network.format_number, network.payload["budget"], network.payload["donors"]) == (3, "", [])
    assert (partners.format_number, "budget" in partners.payload) == (2, False)
