"""Who may have which document, and how it is served."""

import io
import re

import docx
import pytest

from entities.audiences import Reading
from entities.choices import Role
from registry.choices import DocumentFormat
from registry.documents.making import make_one
from registry.models import EditionRevision
from tests import factories
from tests.registry.documents.test_paper import footnotes

NAMES = {audience: f"ungass-2018-02-{audience}-rev-0.json" for audience in Reading}


def ask(client, path, **headers):
    """The answer and its whole body: once it is read, the file behind it is closed."""
    response = client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response, body


def address(audience, number=0, month="2018-02"):
    """Where the JSON of an audience is fetched."""
    return f"/editions/{month}/rev-{number}/documents/{NAMES[audience]}"


@pytest.fixture
def documents(sealed, store):
    """The JSON of all audiences, by audience."""
    return {audience: make_one(sealed(audience), DocumentFormat.JSON) for audience in Reading}


@pytest.fixture
def readers(client):
    """A function that signs the client in as a reader of an audience."""

    def sign_in(audience):
        if audience == Reading.NETWORK:
            client.force_login(factories.person(Role.VIEWER, "undp"))
        elif audience == Reading.PARTNERS:
            client.force_login(factories.person(Role.PARTNER))
        return client

    return sign_in


@pytest.mark.parametrize(
    ("reader", "may"),
    [
        (Reading.NETWORK, list(Reading)),
        (Reading.PARTNERS, [Reading.PARTNERS]),
        (Reading.PUBLIC, [Reading.PUBLIC]),
    ],
)
def test_each_reader_has_the_own_files_and_the_network_all(documents, readers, store, reader, may):
    client = readers(reader)
    never, nothing = ask(client, "/editions/2018-02/rev-0/documents/never-made.json")

    for audience in Reading:
        response, body = ask(client, address(audience))
        if audience in may:
            assert body == (store / documents[audience].path).read_bytes()
            assert response["Content-Disposition"] == f'attachment; filename="{NAMES[audience]}"'
            assert response["Content-Type"] == "application/json"
            assert int(response["Content-Length"]) == documents[audience].size
        else:
            assert (response.status_code, body) == (404, nothing)
            assert sorted(response.headers) == sorted(never.headers)
    assert never.status_code == 404


def test_viewing_as_another_audience_narrows(documents, readers):
    client = readers(Reading.NETWORK)

    assert ask(client, f"{address('network')}?as=public")[0].status_code == 404
    assert ask(client, f"{address('public')}?as=public")[0].status_code == 200


def test_other_months_and_revisions_have_no_such_file(documents, readers):
    client = readers(Reading.NETWORK)

    for path in (
        address("network", number=1),
        address("network", month="2018-01"),
        address("network", month="2018-13"),
    ):
        assert client.get(path).status_code == 404


def test_documents_of_a_closed_revision_answer_410_outside_and_stay_open_inside(documents, readers, client):
    first = EditionRevision.objects.get(edition="2018-02-01", audience="public")
    EditionRevision.objects.create(
        edition=first.edition, audience=first.audience, number=1, reason="A record was withdrawn.",
        closes_earlier=True, sha256="0" * 64, counts={}, labels=first.labels,
    )  # fmt: skip

    closed, body = ask(client, address("public"))
    assert closed.status_code == 410
    assert documents["public"].sha256 in body.decode()
    assert "ETag" not in closed
    assert client.get(address("partners")).status_code == 404
    assert ask(readers(Reading.NETWORK), address("public"))[0].status_code == 200


def test_what_has_not_changed_is_not_sent_again(documents, readers):
    client = readers(Reading.NETWORK)
    first, _body = ask(client, address("network"))

    again, body = ask(client, address("network"), If_None_Match=first["ETag"])

    assert first["ETag"] == f'"{documents["network"].sha256}"'
    assert (again.status_code, body) == (304, b"")
    assert (first["Cache-Control"], first["Vary"]) == ("no-cache", "Authorization, Cookie, Accept-Language")


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-9", 0, 9), ("bytes=10-", 10, None), ("bytes=-5", -5, None), ("bytes=5-999999999", 5, None)],
)
def test_a_part_is_sent_where_a_part_is_asked_for(documents, readers, store, asked, start, end):
    raw = (store / documents["network"].path).read_bytes()
    first = start % len(raw)
    wanted = raw[first : len(raw) if end is None else end + 1]

    response, body = ask(readers(Reading.NETWORK), address("network"), Range=asked)

    assert (response.status_code, body) == (206, wanted)
    assert response["Content-Range"] == f"bytes {first}-{first + len(wanted) - 1}/{len(raw)}"
    assert int(response["Content-Length"]) == len(wanted)


def test_a_part_behind_the_end_is_refused_and_nonsense_gets_the_whole(documents, readers):
    client = readers(Reading.NETWORK)

    assert ask(client, address("network"), Range="bytes=999999999-")[0].status_code == 416
    for asked in ("bytes=a-b", "pages=1-2", "bytes=0-1,3-4", "bytes=-"):
        response, body = ask(client, address("network"), Range=asked)
        assert (response.status_code, len(body)) == (200, documents["network"].size)


def test_a_file_that_is_away_is_said_to_be(documents, readers, store, caplog):
    (store / documents["network"].path).unlink()

    response, body = ask(readers(Reading.NETWORK), address("network"))

    assert response.status_code == 503
    assert "not available now" in body.decode()
    assert documents["network"].path in caplog.text


def test_network_has_a_narrative_draft_of_a_span_for_each_audience(month, readers):
    client = readers(Reading.NETWORK)

    response, body = ask(client, "/editions/2018-02/narrative.docx?from=2018-01&as=public")

    name = "ungass-2018-01-to-2018-02-public-narrative-draft.docx"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    document = docx.Document(io.BytesIO(body))
    bullets = [row.text for row in document.paragraphs if row.style.name == "List Bullet"]
    assert bullets == ["Gone since. A summary. (WHO)", "Shared with all. A summary. (WHO)"]
    assert "January 2018 to February 2018" in document.core_properties.title


@pytest.mark.parametrize("asked", ["?from=2017-12", "?from=2018-03", "?from=x"])
def test_a_span_begins_with_a_sealed_month(month, readers, asked):
    response = readers(Reading.NETWORK).get(f"/editions/2018-02/narrative.docx{asked}")

    assert response.status_code == 400
    assert "2018-01, 2018-02" in response.content.decode()


LONG = "/editions/2018-02/narrative.docx?from=2018-01"


@pytest.fixture
def one_record_each(monkeypatch):
    """Of a span, too, a volume holds one record."""
    for module in ("documents.span", "views.documents"):
        monkeypatch.setattr(f"registry.{module}.MOST_ON_PAPER", 1)


def test_a_long_span_stands_in_volumes_with_each_record_where_its_latest_wording_places_it(
    month, readers, one_record_each
):
    client = readers(Reading.NETWORK)

    page = client.get(LONG)

    assert [(row.number, title, count) for row, title, count in page.context["volumes"]] == [
        (1, "1. Title 1", 1), (2, "1. Title 1", 1), (3, "1. Title 1", 1), (4, "2. Title 2", 1), (5, "No chapter", 1)
    ]  # fmt: skip
    links = re.findall(r'href="(/editions/[^"]+volume=\d)"', page.text)
    assert links == [f"{LONG}&amp;volume={number}" for number in range(1, 6)]
    notes, names = [], []
    for number in range(1, 6):
        response, body = ask(client, f"{LONG}&volume={number}")
        notes += footnotes(io.BytesIO(body))
        names.append(docx.Document(io.BytesIO(body)).core_properties.title)
    assert [note.partition(";")[0] for note in notes] == [
        "ACT-000004, edition of February 2018.",
        "ACT-000009, edition of January 2018 (not in later editions).",
        "ACT-000001, edition of February 2018",
        "MAN-000003, edition of February 2018.",
        "ACT-000002, edition of February 2018.",
    ]
    span = "DRAFT, to be edited: Action on the UNGASS 2016 outcome document, January 2018 to February 2018"
    assert names == [f"{span} · volume {number} of 5" for number in range(1, 6)]
    name = "ungass-2018-01-to-2018-02-network-volume-5-narrative-draft.docx"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_volumes_of_a_span_are_those_of_the_audience_it_is_for(month, readers, one_record_each):
    page = readers(Reading.NETWORK).get(f"{LONG}&as=public")

    assert [row.records for row, _title, _count in page.context["volumes"]] == [
        (("ACT-000009", "activity"),), (("ACT-000005", "activity"),)
    ]  # fmt: skip
    assert f"{LONG}&amp;volume=2&amp;as=public" in page.text


@pytest.mark.parametrize("asked", ["0", "6", "x", ""])
def test_a_volume_that_a_long_span_has_not_is_told_with_their_number(month, readers, one_record_each, asked):
    response = readers(Reading.NETWORK).get(f"{LONG}&volume={asked}")

    assert (response.status_code, "volumes 1 to 5" in response.text) == (400, True)


def test_a_span_that_fits_one_draft_has_no_volumes(month, readers):
    response = readers(Reading.NETWORK).get(f"{LONG}&volume=1")

    assert (response.status_code, "not divided into volumes" in response.text) == (400, True)


def test_narratives_of_spans_are_for_the_network(month, readers):
    assert readers(Reading.PARTNERS).get("/editions/2018-02/narrative.docx").status_code == 404
    assert readers(Reading.NETWORK).get("/editions/2018-03/narrative.docx").status_code == 404
