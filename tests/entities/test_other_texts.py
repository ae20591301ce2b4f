"""A wording in further languages: the same version, agreed together, read by whoever speaks them, found in either."""

import pytest
from django.http import QueryDict
from django.utils.translation import override
from rest_framework.exceptions import ValidationError

from entities import desk, review, sorted_titles
from entities.choices import Role
from entities.gate import Gate
from entities.merging import merge_value
from entities.readers import Reader
from registry import matrix
from registry.filters import MatrixFilter
from registry.matrix import Matrix
from registry.models import MatrixEntry
from tests import factories as make
from tests.pages.reading import words
from ungass_portal.lib.sorting import sort_title

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


def text(language, title, summary="", **fields):
    """A row of the texts in other languages."""
    return {
        "language": language, "title": title, "summary": summary, "outside_title": "", "outside_summary": "",
        "standing": "",
    } | fields  # fmt: skip


FRENCH = text("fr", "Formation des juges", "Des formations régulières.", standing="own")
CHINESE = text("zh", "法官毒品问题培训", "定期举办培训班。", standing="unofficial")


def training(**fields):
    fields = {"title": "Training of judges", "summary": "Regular training.", "texts": [FRENCH, CHINESE]} | fields
    return make.shared("public", **fields)


def titles(query, language="en"):
    with override(language):
        return [row.title for row in MatrixFilter(QueryDict(query), Reader("public")).qs]


def test_readers_read_their_language_and_else_the_original_with_its_name(client):
    record = training()
    address = f"/activities/{record.reference}/"

    french = words(client.get(address, headers={"Accept-Language": "fr"}))
    russian = words(client.get(address, headers={"Accept-Language": "ru"}))

    assert "Formation des juges" in french
    assert "Ceci est une traduction. Traduction de l’entité elle-même." in french
    assert "English (l’original) Training of judges" in french
    assert "Training of judges" in russian
    assert "Язык формулировки: English." in russian
    assert "中文 (неофициальный)" in russian


def test_lists_and_files_show_the_readers_language(client):
    training()
    make.shared("public", title="Only in English")

    page = words(client.get("/matrix/", headers={"Accept-Language": "fr"}))
    file = client.get("/matrix/export.csv", headers={"Accept-Language": "fr"})

    assert "Formation des juges" in page
    assert "Only in English (English)" in page
    assert "Training of judges" not in page
    assert "Formation des juges" in b"".join(file.streaming_content).decode()


def test_search_finds_either_language_with_its_own_stems_and_chinese_by_its_signs():
    training()
    make.shared("public", title="Other", summary="Nothing of it.")

    found = ["Training of judges"]
    assert titles("q=trainings") == found
    assert titles("q=formations", "fr") == found
    assert titles("q=毒品问题") == found
    assert titles("q=毒品", "zh-hans") == found
    assert titles("q=气候") == []
    assert titles("q=-formation", "fr") == ["Other"]


def test_titles_are_sorted_as_they_are_shown():
    training(title="Zonal training")
    for title in ("Échange", "egress", "Zambia"):
        make.shared("public", title=title)

    def order(language, sort="title"):
        with override(language):
            return [row.title for row in Matrix(QueryDict(f"sort={sort}"), Reader("public")).page().rows]

    assert order("en") == ["Échange", "egress", "Zambia", "Zonal training"]
    assert order("fr") == ["Échange", "egress", "Zonal training", "Zambia"]  # shown as “Formation des juges”
    assert order("fr", "-title") == ["Zambia", "Zonal training", "egress", "Échange"]


def test_pages_sorted_by_shown_titles_follow_each_other(monkeypatch):
    monkeypatch.setattr(matrix, "PAGE_SIZE", 1)
    training(title="Zonal training")
    make.shared("public", title="Zambia")
    query, found = "sort=title", []

    with override("fr"):
        while query:
            page = Matrix(QueryDict(query), Reader("public")).page()
            found += [row.title for row in page.rows]
            query = page.next.lstrip("?")

    assert found == ["Zonal training", "Zambia"]


def test_keys_of_titles_are_written_anew():
    training()
    MatrixEntry.objects.update(sort_title="old", texts={"fr": {"title": FRENCH["title"], "summary": ""}})

    assert [sorted_titles.rewrite(MatrixEntry), sorted_titles.rewrite(MatrixEntry)] == [3, 0]

    row = MatrixEntry.objects.first()
    assert (row.sort_title, row.texts["fr"]["sort"]) == (sort_title("Training of judges"), sort_title(FRENCH["title"]))


def test_short_lists_read_the_readers_language_and_name_another(client):
    record = training()
    make.shared("public", title="Only in English")

    pages = {path: words(client.get(path, headers={"Accept-Language": "fr"})) for path in ("/", "/entities/who/")}
    russian = words(client.get("/", headers={"Accept-Language": "ru"}))

    for text in pages.values():
        assert "Formation des juges" in text
        assert "Only in English (English)" in text
    assert "Training of judges (English)" in russian
    assert record.reference in russian


def test_texts_are_part_of_what_is_agreed():
    record = training()
    by = record.created_by
    content = record.working_copy.content() | {"texts": [FRENCH | {"title": "Cours pour juges"}, CHINESE]}

    record = desk.save(record=record, content=content, base_revision=record.revision, by=by)
    record = review.clear(record=review.submit(record=record, by=by), by=make.person(Role.SECRETARIAT))

    gate = Gate(record)
    assert gate.waiting_for(gate.cleared, "public") == ["who"]
    read = dict(MatrixEntry.objects.values_list("audience", "texts__fr__title"))
    assert read == {"network": "Cours pour juges", "partners": "Formation des juges", "public": "Formation des juges"}


def test_outside_no_language_says_more_than_the_original():
    shorter = CHINESE | {"outside_title": "培训"}
    training(outside_title="Training", texts=[FRENCH, shorter])

    read = {row.audience_id: row.payload["texts"] for row in MatrixEntry.objects.all()}
    assert [row["title"] for row in read["network"]] == ["Formation des juges", "法官毒品问题培训"]
    assert read["public"] == [
        {"language": "zh", "title": "培训", "summary": CHINESE["summary"], "standing": "unofficial"}
    ]


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ([FRENCH, FRENCH], "Each language once, and not that of the title above: français."),
        ([text("en", "Training")], "Each language once, and not that of the title above: English."),
        ([text("fr", " ")], "This field may not be blank."),
    ],
)
def test_each_language_stands_once(texts, told):
    with pytest.raises(ValidationError, match=told):
        desk.clean("activity", {"title": "Training of judges", "texts": texts})


def test_saving_one_language_does_not_touch_another():
    theirs = [FRENCH | {"title": "Cours pour juges"}, CHINESE]
    mine = [FRENCH, CHINESE | {"title": "培训"}, text("ru", "Обучение судей")]

    merged, agreed = merge_value([FRENCH, CHINESE], theirs, mine)

    assert agreed
    assert {row["language"]: row["title"] for row in merged} == {
        "fr": "Cours pour juges", "zh": "培训", "ru": "Обучение судей",
    }  # fmt: skip


def test_form_takes_a_text_in_another_language(client):
    person = make.person(Role.FOCAL_POINT, "who", language="en")
    record = make.record(by=person)
    client.force_login(person)
    address = f"/desk/activities/{record.reference}/edit/"
    sent = client.get(address).context["form"].data.dict()
    row = {f"texts-0-{name}": value for name, value in FRENCH.items()}

    client.post(address, sent | {"base_revision": "1"} | row)

    record.refresh_from_db()
    assert record.working_copy.content()["texts"] == [FRENCH]
