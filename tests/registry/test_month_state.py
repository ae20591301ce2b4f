"""What the home page tells of the month: to readers the editions, to those who work on it the words."""

import re
from html import unescape

import pytest

from entities.choices import Role
from registry.sign_offs import sign_off
from tests import factories as make
from tests.factories import editions
from tests.pages.reading import found

pytestmark = pytest.mark.django_db


@pytest.fixture
def month(db):
    """February is sealed; March is open, and WHO has signed it off."""
    make.code_lists()
    for slug in ("who", "unodc"):
        make.entity(slug)
    editions.sealed("2018-02")
    march = editions.edition("2018-03")
    who = make.person(Role.FOCAL_POINT, "who")
    sign_off(edition=march, entity=make.entity("who"), word="nothing", by=who)
    return march


def state(client, query=""):
    """The section of the home page, as words."""
    (html,) = found(client.get(f"/{query}"), r'aria-labelledby="month-state">(.*?)</section>')
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


EDITIONS = (
    "State of the month Newest edition: February 2018 sealed on 12 March 2018 "
    "March 2018 is to be sealed on 28 March 2018. Deadline for sign-offs: Wednesday, 21 March, 18:00, Vienna"
)


@pytest.mark.parametrize(
    ("role", "at", "told"),
    [
        (None, None, ""),
        (Role.PARTNER, None, ""),
        (Role.VIEWER, "who", " WHO : signed off on 12 March, nothing to report · Your month"),
        (Role.FOCAL_POINT, "unodc", " UNODC : not signed off yet · Your month"),
        (
            Role.SECRETARIAT,
            None,
            " 1 of 2 entities have signed off . Not yet: UNODC 1 submission waits for review .",
        ),
    ],
)
def test_readers_learn_of_editions_and_those_who_work_on_the_month_of_words(client, month, role, at, told):
    make.submitted(lead="who")
    if role:
        client.force_login(make.person(role, at))

    assert state(client) == EDITIONS + told


def test_viewed_as_another_audience_no_word_is_told(client, month):
    client.force_login(make.person(Role.SECRETARIAT))

    assert state(client, "?as=public") == EDITIONS


def test_before_the_first_month_nothing_is_promised(client, db):
    assert state(client) == "State of the month No month has been sealed yet."
