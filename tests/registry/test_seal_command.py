"""The command that seals: it says what it did, what is missing, and that a month is sealed already."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from entities.choices import Role
from registry.models import Edition, EditionRevision
from tests import factories as make
from tests.factories.editions import edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretariat():
    return make.person(Role.SECRETARIAT)


def seal(*arguments, email):
    """What the command says."""
    out = StringIO()
    call_command("seal_edition", *arguments, "--as", email, stdout=out)
    return out.getvalue().splitlines()


def test_a_month_is_sealed_and_a_second_time_nothing_is_done(secretariat):
    make.code_lists()
    make.cleared("event")
    edition()

    first = seal("2018-03", "--despite", "It is urgent.", email=secretariat.email)
    again = seal("2018-03", email=secretariat.email.upper())

    sha256 = EditionRevision.objects.get(audience="network").sha256
    assert first[:2] == ["March 2018 is sealed.", f"  network: 1 of kind event; SHA-256 {sha256}"]
    assert first[2].startswith("  partners: nothing; SHA-256 ")
    assert again[0].startswith("March 2018 is sealed already, since 12 March 2018, ")
    assert again[0].endswith(". Nothing was done.")
    assert (Edition.objects.get().despite, Edition.objects.get().sealed_by) == ("It is urgent.", secretariat)


def test_it_names_what_is_missing_and_the_way_on(secretariat):
    make.entity("who")
    edition("2018-02")

    with pytest.raises(CommandError) as refused:
        seal("2018-02", email=secretariat.email)

    assert str(refused.value).splitlines() == [
        "February 2018 is not complete.",
        "- 1 entity has not signed off: WHO.",
        "Seal it all the same with --despite REASON.",
    ]


@pytest.mark.parametrize("month", ["2018-13", "March", "2018-3", "0000-01", "2018-04"])
def test_a_month_that_there_is_not_is_named(month, secretariat):
    with pytest.raises(CommandError, match=f"There is no edition of {month}"):
        seal(month, email=secretariat.email)


def test_only_people_of_the_secretariat_seal(secretariat):
    edition()

    with pytest.raises(CommandError, match=r"Nobody has the address x@example\.org"):
        seal("2018-03", email="x@example.org")
    with pytest.raises(CommandError, match="does not belong to the secretariat: nothing was sealed"):
        seal("2018-03", "--despite", "x", email=make.person().email)

    assert Edition.objects.get().state == "open"
