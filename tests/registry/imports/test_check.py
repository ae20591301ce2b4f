"""What rows that come back would do: same, changed, merged, in conflict, new, possible duplicate, wrong."""

import csv
import io

import pytest

from entities import desk
from entities.models import Record
from tests import factories as make
from tests.registry.imports.books import focal_point, given, outcomes, put, rows, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return focal_point()


@pytest.fixture
def record(person):
    return make.record(by=person, partners=["undp"], title="Training of judges", summary="Judges are trained in Peru.",
                       chapter=1, countries=["AUT"])  # fmt: skip


def changed(record, **fields):
    """Somebody saves a change in the portal."""
    return desk.save(record=record, content=record.working_copy.content() | fields, base_revision=record.revision,
                     by=record.created_by)  # fmt: skip


def messages(row):
    return [(m["cell"], m["tone"], m["found"], [o["label"] for o in m["options"]]) for m in row.messages]


def test_what_comes_back_untouched_is_the_same(person, record):
    make.record("event", by=person, title="Briefing")

    imported = taken(given(person), person)

    assert outcomes(imported) == [("Training of judges", "same"), ("Briefing", "same")]
    assert (imported.state, imported.problem, imported.remarks) == ("read", "", [])


def test_cells_of_every_sort_are_read_back(person, record):
    book = given(person)
    put(
        book,
        1,
        title="Training of all judges",
        countries="Austria; Peru",
        date_from="Q2 2018",
        date_to="open",
        figures="more than 23 countries\n5 courses",
        links="More: https://example.org/a",
        outputs="training | Manual | https://example.org/m | E/1",
        partners="UNDP (Lima office); UNODC",
        progress="Begun.",
        level="field",
        names_affirmed="yes",
    )
    make.entity("unodc")

    [row] = rows(taken(book, person))

    assert (row.outcome, row.messages) == ("changed", [])
    assert {name: row.content[name] for name in row.changed} == {
        "title": "Training of all judges",
        "countries": ["AUT", "PER"],
        "dates": {"from": "2018-04-01", "to": None, "precision": "quarter", "text": ""},
        "figures": [
            {"value": 23, "unit": "countries", "qualifier": "more_than"},
            {"value": 5, "unit": "courses", "qualifier": "exact"},
        ],
        "links": [{"title": "More", "url": "https://example.org/a"}],
        "outputs": [{"kind": "training", "title": "Manual", "link": "https://example.org/m", "symbol": "E/1"}],
        "participants": [
            {"entity": "who", "role": "lead", "office": ""},
            {"entity": "undp", "role": "partner", "office": "Lima office"},
            {"entity": "unodc", "role": "partner", "office": ""},
        ],
        "progress": [{"date": "2018-03-12", "text": "Begun."}],
        "level": "field",
        "names_affirmed": True,
    }


def test_changes_on_both_sides_that_fit_together_are_merged(person, record):
    book = given(person)
    changed(record, summary="Judges are trained in Peru and France.", countries=["AUT", "FRA"])
    put(book, 1, summary="Many judges are trained in Peru.", countries="Austria; Peru")

    [row] = rows(taken(book, person))

    assert row.outcome == "changed"
    assert row.content["summary"] == "Many judges are trained in Peru and France."
    assert row.content["countries"] == ["AUT", "FRA", "PER"]


def test_only_what_does_not_fit_together_is_a_conflict(person, record):
    book = given(person)
    changed(record, title="Training of prosecutors", chapter=2)
    put(book, 1, title="Training of lawyers", summary="Another summary.")

    [row] = rows(taken(book, person))

    assert (row.outcome, row.chosen) == ("conflict", False)
    assert messages(row) == [("D6", "conflict", "", [])]
    assert (row.content["title"], row.content["summary"], row.content["chapter"]) == (
        "Training of prosecutors",
        "Another summary.",
        2,
    )


def test_empty_rows_become_new_records_of_the_own_entity(person, record):
    book = given(person)
    put(book, 2, title="A new one", chapter="1. Short 1")
    put(book, 4, kind="mandate", title="A task", lead="WHO; UNDP")

    new = rows(taken(book, person))[1:]

    assert [(row.outcome, row.kind, row.chosen) for row in new] == [("new", "activity", True), ("new", "mandate", True)]
    assert [[part["entity"] for part in row.content["participants"]] for row in new] == [["who"], ["who", "undp"]]


def test_unknown_values_name_their_cell_and_what_would_do(person, record):
    book = given(person)
    put(book, 1, countries="Austria; Narnia", level="somewhere", date_from="soonish", chapter="1. Short 1")
    put(book, 2, title="Led by others", lead="UNDP")

    row, new = rows(taken(book, person))

    assert row.outcome == new.outcome == "error"
    found = {message["column"]: message for message in row.messages}
    assert found["countries"]["found"] == "Narnia"
    assert found["countries"]["cell"].endswith("6")
    assert [option["cell"] for option in found["level"]["options"]] == [
        "headquarters", "field", "headquarters and field", "not known",
    ]  # fmt: skip
    assert found["date_from"]["tone"] == "error"
    assert [message["text"] for message in new.messages] == ["Name your own entity as lead or co-lead."]


def test_duplicates_are_found_in_the_sheet_and_on_the_desk_and_in_the_network(person, record):
    make.cleared(lead="undp", title="Joint forensic laboratory training")
    make.record(lead="undp", title="A secret draft of another entity")
    book = given(person)
    for number, title in enumerate(
        [
            "Fresh",
            "fresh ",
            "Training of judges",
            "Joint forensic laboratories training",
            "A secret draft of another entity",
        ]
    ):
        put(book, 2 + number, title=title, summary="Otherwise.")

    found = rows(taken(book, person))[1:]

    assert [row.outcome for row in found] == ["new", "duplicate", "duplicate", "duplicate", "new"]
    assert (found[1].twin_row, found[2].twin) == (found[0].number, record.reference)
    assert found[3].twin == Record.objects.get(activity__title__startswith="Joint").reference


def test_records_of_others_become_proposals_or_are_refused(person):
    make.cleared(lead="undp", partners=["who"], title="Theirs")
    hidden = make.record(lead="undp", title="Hidden")
    book = given(person, partnered=True)
    put(book, 1, summary="Better words.")
    put(book, 2, reference=hidden.reference, title="Hidden")
    put(book, 3, reference="ACT-999999", title="Nowhere")

    theirs, *refused = rows(taken(book, person))

    assert (theirs.outcome, theirs.proposes, theirs.changed) == ("changed", True, ["summary"])
    told = [row.messages[0]["text"] for row in refused]
    assert told == ["Expected is the reference of a record on your desk, or an empty cell."] * 2


def test_a_sheet_of_their_own_is_read_by_its_titles(person, record):
    text = io.StringIO()
    table = csv.writer(text, delimiter=";")
    table.writerow(["Our list of activities"])
    table.writerow([])
    table.writerow(["No.", "Activity", "Lead agency", "Country", "Date"])
    table.writerow(["1", "Course for nurses", "World Health Organisation", "Austria, Peru", "12-16 March 2018"])
    make.entity("who", name="World Health Organization")
    EntityNames = record.participations.get(entity__slug="who").entity.names
    EntityNames.update(name="World Health Organization")

    imported = taken(text.getvalue().encode("cp1252"), person, name="ours.csv")

    page = imported.sheets.get()
    assert (page.head, page.listing, page.own) == (3, "matrix", False)
    assert {page.titles[int(place)]: name for place, name in page.mapping.items()}["Activity"] == "title"
    [row] = rows(imported)
    assert (row.number, row.title, row.outcome, row.messages) == (4, "Course for nurses", "new", [])
    assert row.content["countries"] == ["AUT", "PER"]
    assert (row.content["dates"]["from"], row.content["dates"]["to"]) == ("2018-03-12", "2018-03-16")
