"""The pages of workbooks that came in: upload, preview, mend, settle, choose, apply, take back; and the command."""

import hashlib
import io
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from entities import desk
from entities.choices import Role
from entities.job_attempt import Attempt
from entities.models import Job, Record
from registry.imports import store
from registry.imports.intake import take_in
from registry.models import Import
from tests import factories as make
from tests.jobs import work
from tests.registry.imports.books import focal_point, given, outcomes, put, rows, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    who = focal_point()
    client.force_login(who)
    return who


@pytest.fixture
def record(person):
    return make.record(by=person, title="Training of judges", summary="Judges are trained.")


def bytes_of(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def upload(client, data, name="book.xlsx"):
    return client.post("/imports/", {"file": SimpleUploadedFile(name, data)})


def test_an_upload_is_read_by_a_job_and_shown_row_by_row(client, person, record):
    book = given(person)
    put(book, 1, title="Training of all judges")
    put(book, 2, title="Odd", level="somewhere")

    response = upload(client, bytes_of(book))
    imported = Import.objects.get()
    assert response["Location"] == f"/imports/{imported.key}/"
    assert "It begins as soon as the worker is free." in client.get(response["Location"]).content.decode()
    work()

    page = client.get(response["Location"]).content.decode()
    assert "Training of all judges" in page
    assert "Expected is one of the list." in page
    assert [(tab["label"], tab["count"]) for tab in client.get(response["Location"]).context["tabs"]] == [
        ("all rows", 2),
        ("errors", 1),
        ("changed", 1),
    ]
    only = client.get(f"{response['Location']}?show=error").context["rows"]
    assert [item.row.title for item in only] == ["Odd"]


@pytest.mark.parametrize(("data", "told"), [(b"", "The file is empty."), (b"%PDF-1.4", "This is no spreadsheet")])
def test_what_cannot_be_read_says_why(client, person, data, told):
    response = upload(client, data)
    work()

    page = response if response.status_code == 422 else client.get(response["Location"])
    assert told in page.content.decode()


def test_a_cell_is_mended_without_leaving_the_page(client, person, record):
    book = given(person)
    put(book, 1, level="somewhere")
    imported = taken(book, person)
    [row] = rows(imported)
    address = f"/imports/{imported.key}/rows/{row.pk}/"

    answer = client.post(address, {"act": "mend", "column": "level", "typed": "x", "option": "field"},
                         headers={"HX-Request": "true"})  # fmt: skip

    assert answer.status_code == 200
    assert 'hx-swap-oob="true"' in answer.content.decode()
    [row] = rows(imported)
    assert (row.outcome, row.content["level"], row.mended) == ("changed", "field", {"level": "field"})


def test_a_possible_duplicate_stands_beside_what_it_may_be(client, person):
    theirs = make.cleared(lead="undp", title="Joint forensic laboratory training", summary="Theirs is this.")
    book = given(person)
    put(book, 1, title="Fresh", summary="The first of two.")
    put(book, 2, title="fresh", summary="The second.")
    put(book, 3, title="Joint forensic laboratories training", summary="Ours.")
    imported = taken(book, person)

    address = f"/imports/{imported.key}/?show=duplicate"
    first, second = client.get(address).context["rows"]

    assert [(twin["number"], twin["title"], twin["summary"]) for twin in first.twins] == [
        (6, "Fresh", "The first of two.")
    ]
    assert [(twin["reference"], twin["leads"], twin["summary"]) for twin in second.twins] == [
        (theirs.reference, "UNDP", "Theirs is this.")
    ]
    page = " ".join(client.get(address).content.decode().split())
    assert "Row 6 says the same." in page
    assert f'<a href="/activities/{theirs.reference}/">{theirs.reference}</a> · UNDP' in page


def test_a_conflict_is_settled_and_applied(client, person, record):
    book = given(person)
    desk.save(record=record, content=record.working_copy.content() | {"title": "Theirs"}, base_revision=1, by=person)
    put(book, 1, title="Mine")
    imported = taken(book, person)
    [row] = rows(imported)
    address = f"/imports/{imported.key}/rows/{row.pk}/conflict/"
    assert "Theirs" in client.get(address).content.decode()

    client.post(address, {"choice_title": "own", "own_title": "Both"})
    client.post(f"/imports/{imported.key}/apply/", {"then": "draft", "shown": row.pk, "chosen": row.pk})

    assert Record.objects.get().working_copy.title == "Both"


def test_rows_are_chosen_applied_and_taken_back(client, person, record):
    book = given(person)
    put(book, 1, title="Changed")
    put(book, 2, title="New")
    put(book, 3, title="New")
    imported = taken(book, person)
    one, new, twin = rows(imported)
    client.post(f"/imports/{imported.key}/rows/{twin.pk}/", {"act": "new"})

    client.post(f"/imports/{imported.key}/apply/", {"then": "draft", "shown": [one.pk, new.pk, twin.pk],
                                                    "chosen": [one.pk, twin.pk]})  # fmt: skip
    assert [outcome for _title, outcome in outcomes(imported)] == ["applied", "new", "applied"]

    client.post(f"/imports/{imported.key}/rows/{twin.pk}/", {"act": "undo"})
    client.post(f"/imports/{imported.key}/take-back/")
    assert [outcome for _title, outcome in outcomes(imported)] == ["undone", "new", "undone"]


def test_columns_are_corrected_and_remembered_for_the_entity(client, person):
    data = "Vorhaben;Federführung\nKurs;WHO\n".encode()
    imported = taken(data, person, name="liste.csv")
    assert rows(imported)[0].outcome == "unread"
    sheet = {"sheet-0-listing": "matrix", "sheet-0-column_0": "title", "sheet-0-column_1": "lead"}

    client.post(f"/imports/{imported.key}/columns/0/", sheet)

    assert outcomes(imported) == [("Kurs", "new")]
    again = taken("Federführung;Activity\nWHO;Zweiter Kurs\n".encode(), person, name="liste.csv")
    assert again.sheets.get().mapping == {"0": "lead", "1": "title"}


def test_an_import_keeps_its_file_hash_mapping_report_and_who(client, person):
    data = b"Activity;Country\nCourse;Peru\nAnother;Narnia\n"
    first = taken(data, person, name="ours.csv")
    again = taken(data, person, name="ours.csv")
    page = client.get(f"/imports/{again.key}/")

    kept = Import.objects.get(pk=first.pk)
    assert (store.place_of(kept).read_bytes(), kept.sha256) == (data, hashlib.sha256(data).hexdigest())
    assert (kept.by, kept.entity.slug, kept.sheets.get().mapping) == (person, "who", {"0": "title", "1": "countries"})
    assert [[message["found"] for message in row.messages] for row in rows(kept)] == [[], ["Narnia"]]
    assert page.context["earlier"] == first


def test_a_sheet_that_is_none_of_ours_is_left_alone(client, person):
    imported = taken(b"Activity;Lead\nCourse;WHO\n", person, name="list.csv")
    assert outcomes(imported) == [("Course", "new")]

    client.post(f"/imports/{imported.key}/columns/0/", {"sheet-0-listing": ""})
    client.post(f"/imports/{imported.key}/apply/", {"then": "draft"})

    assert [row.outcome for row in rows(imported)] == ["unread"]
    assert (Record.objects.count(), imported.sheets.get().mapping) == (0, {})


def test_the_workbook_comes_back_with_its_remarks(client, person, record):
    book = given(person)
    put(book, 1, level="somewhere")
    imported = taken(book, person)

    answer = client.get(f"/imports/{imported.key}/remarks.xlsx")

    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))["Matrix"]
    at = {cell.value.split(":")[2]: cell.column for cell in sheet[4] if cell.value}
    assert sheet.cell(6, at["title"]).value == "Training of judges"
    assert sheet.cell(6, at["level"]).comment.text.startswith("“somewhere”: Expected is one of the list.")
    assert sheet.cell(6, sheet.max_column).value.startswith("error.\nLevel: “somewhere”")


def test_another_entitys_imports_do_not_exist(client, person):
    imported = taken(given(person), person)
    client.force_login(make.person(Role.FOCAL_POINT, "undp"))

    for path in ("", "remarks.xlsx"):
        assert client.get(f"/imports/{imported.key}/{path}").status_code == 404
    assert client.post(f"/imports/{imported.key}/apply/", {"then": "draft"}).status_code == 404


def test_calling_a_job_off_ends_the_import(client, person):
    upload(client, bytes_of(given(person)))

    client.post(f"/account/jobs/{Job.objects.get().pk}/cancel/")
    work()

    assert (Import.objects.get().state, Import.objects.get().problem) == ("failed", "It was called off.")


def test_rows_whose_applying_is_called_off_are_not_written(client, person, record, monkeypatch):
    tell = Attempt.progress

    def called_off(attempt, *told):
        attempt._lost = True  # as the heartbeat finds it, whose connection does not see this test's transaction
        tell(attempt, *told)

    monkeypatch.setattr("registry.imports.mending.AT_ONCE", 0)
    book = given(person)
    put(book, 1, title="Changed")
    imported = taken(book, person)
    client.post(f"/imports/{imported.key}/apply/", {"then": "draft"})
    assert "Call it off" in client.get(f"/imports/{imported.key}/").content.decode()
    monkeypatch.setattr(Attempt, "progress", called_off)
    work()

    assert outcomes(imported) == [("Changed", "changed")]
    assert Record.objects.get().working_copy.title == "Training of judges"


def test_files_are_kept_under_another_name_and_swept(person, portal_date):
    imported = take_in(file=io.BytesIO(b"a,b\n"), name="../../evil.csv", by=person, entity=None, language="en")
    place = store.place_of(imported)
    assert place.read_bytes() == b"a,b\n"
    assert place.suffix == ".upload"

    Import.objects.update(made_at=timezone.now() - store.KEPT * 100)

    assert store.sweep() == 1
    assert not place.exists()
    assert Import.objects.get().path == ""


def test_the_command_tries_and_then_applies(person, record, tmp_path):
    book = given(person)
    put(book, 1, title="Changed")
    put(book, 2, title="Odd", level="somewhere")
    path = Path(tmp_path / "book.xlsx")
    path.write_bytes(bytes_of(book))
    told = io.StringIO()

    call_command("import_workbook", path, email=person.email, dry_run=True, stdout=told)

    assert "1 errors, 1 changed\n" in told.getvalue()
    assert "Level: “somewhere”: Expected is one of the list. Would do: headquarters, field" in told.getvalue()
    assert told.getvalue().endswith("Nothing was changed.\n")
    assert (Record.objects.get().revision, Import.objects.count()) == (1, 0)
    call_command("import_workbook", path, email=person.email, stdout=told)
    assert Record.objects.get().working_copy.title == "Changed"
    with pytest.raises(CommandError, match="nobody who may upload"):
        call_command("import_workbook", path, email=make.person().email)
