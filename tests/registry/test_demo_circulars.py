"""The demonstration's circulars: one that went round with January, one for the public, and a draft with February."""

import xml.etree.ElementTree as ElementTree

import pytest

from entities.models import Letter, User
from registry import circulars
from registry.models import Circular, EditionDocument, PublishedCircular

pytestmark = pytest.mark.django_db
JANUARY, NEWS, FEBRUARY = (
    "Demonstration: the matrix and the calendar of January 2018",
    "Demonstration: news of the Commission's follow-up",
    "Demonstration: the matrix and the calendar of February 2018",
)


@pytest.fixture(scope="module", autouse=True)
def demonstration(worker_database, django_db_blocker):
    """What `make run` shows: the sealed months, the open one, and its people."""
    with django_db_blocker.unblock(), worker_database.at("march"):
        yield


def test_two_were_sent_at_their_time_and_one_is_a_draft():
    published = PublishedCircular.objects.order_by("published_at")

    assert [(row.title, row.audience_id, row.month, f"{row.published_at:%Y-%m-%d}") for row in published] == [
        (JANUARY, "network", "2018-01", "2018-02-01"),
        (NEWS, "public", "", "2018-03-09"),
    ]
    assert [(row.title, row.audience_id) for row in Circular.objects.filter(state="draft")] == [(FEBRUARY, "partners")]


def test_focal_points_got_links_to_all_documents_of_january():
    letters = Letter.objects.filter(subject=JANUARY)
    documents = EditionDocument.objects.all()

    assert {row.person.email for row in letters} == set(
        User.objects.filter(email__startswith="focal.").values_list("email", flat=True)
    )
    assert {(row.revision.edition.code, row.revision.audience_id) for row in documents} == {("2018-01", "network")}
    assert len(documents) == 10
    for row in documents:
        assert f"/editions/2018-01/rev-0/documents/{row.name}>" in letters[0].text


def test_everybody_reads_the_news_in_the_archive_and_the_feed(client):
    feed = ElementTree.fromstring(client.get("/circulars.atom").content)

    titles = [node.text for node in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert titles == ["UNGASS portal: circulars", NEWS]
    assert [row.title for row in client.get("/circulars/").context["page"].rows] == [NEWS]


def test_the_draft_waits_for_the_worker_only():
    draft = Circular.objects.get(title=FEBRUARY)

    assert circulars.obstacles(draft) == ["The documents of 2018-02 are still being made: send it when they are there."]
    assert {row.audience for row in circulars.recipients(draft)} == {"network", "partners"}
