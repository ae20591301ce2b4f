"""The matrix page: which entries in which order, what stands around them, and views that people keep."""

import html
import re

import pytest
from django.urls import reverse

from entities.choices import Role
from entities.models import SavedView
from tests import factories
from tests.factories.entries import entries, entry
from tests.pages.reading import markup

pytestmark = pytest.mark.django_db
ROW = re.compile(r'<th scope="row" class="ref"><(?:span|a[^>]*)>((?:ACT|MAN)-\d{6})</')
GROUP = re.compile(r'<tr class="group-head[^"]*"><th[^>]*>(.*?) <span class="count">(\d+)</span>')


@pytest.fixture
def reader(client):
    """A client of somebody who reads what the network shares."""
    client.force_login(factories.person(Role.VIEWER, "undp"))
    return client


@pytest.fixture
def matrix():
    """Six entries that differ in what they are sorted and grouped by."""
    factories.code_lists()
    who, unodc = factories.part("who"), factories.part("unodc")
    partner = {**unodc, "role": "partner", "office": "Field office"}
    entry(1, title="Delta", participants=[who, partner], chapter=2, status="planned", countries=["PER"])
    entry(2, title="Bravo", participants=[unodc], chapter=1, subheading="ch1-prevention", status="ongoing")
    entry(3, title="Charlie", participants=[unodc], chapter=1, countries=["AUT", "FRA"], status="completed")
    entry(4, title="Alpha", countries=["AUT"], dates={"from": "2018-03-01", "to": "2018-03-31", "precision": "month"})
    entry(5, "mandate", title="Echo", participants=[who], chapter=2, countries=["FRA"])
    entry(6, title="Hidden", audience="public", chapter=1)


def page(client, query=""):
    """The matrix page of a query."""
    response = client.get(f"/matrix/?{query}")
    assert response.status_code == 200
    return markup(response)


def numbers(body):
    """Numbers of the references in the order of the page, without the record that the factories base entries on."""
    found = [int(reference[-6:]) for reference in ROW.findall(body)]
    return [number for number in found if number < 1000]


ORDERS = {
    "": [1, 2, 3, 4, 5],
    "sort=-reference": [5, 4, 3, 2, 1],
    "sort=title": [4, 2, 3, 1, 5],
    "sort=-title": [5, 1, 3, 2, 4],
    "sort=lead": [2, 3, 1, 5, 4],
    "sort=place": [4, 5, 1, 3, 2],
    "sort=updated": [1, 2, 3, 4, 5],
    "sort=date": [4, 1, 2, 3, 5],
    "chapter=1": [2, 3],
    "chapter=none": [4],
    "entity=unodc": [1, 2, 3],
    "entity=unodc&entity_role=lead&sort=-title": [3, 2],
    "kind=mandate": [5],
    "country=AUT&country=PER&sort=title": [4, 3, 1],
    "from=2018&to=2018": [4],
    "joint=true": [1],
    "q=bravo": [2],
    # groups: in the order of the outcome document, of the entities' short names, of the countries' names
    "group=chapter": [3, 2, 1, 5, 4],
    "group=chapter&sort=-title": [3, 2, 5, 1, 4],
    "group=entity": [2, 3, 1, 5, 4],
    "group=entity&sort=-reference": [3, 2, 5, 1, 4],
    "group=country": [4, 5, 1, 3, 2],
}


@pytest.mark.parametrize(("query", "expected"), ORDERS.items(), ids=ORDERS)
def test_matrix_shows_the_entries_asked_for_in_order(reader, matrix, query, expected):
    assert numbers(page(reader, query)) == expected


def test_matrix_groups_have_heads_with_numbers(reader, matrix):
    body = page(reader, "group=chapter&country=AUT&country=PER&country=FRA")

    assert [(html.unescape(title), int(count)) for title, count in GROUP.findall(body)] == [
        ("1. Title 1", 1),
        ("No sub-heading", 1),
        ("2. Title 2", 2),
        ("No sub-heading", 2),
        ("No chapter", 1),
        ("No sub-heading", 1),
    ]


def test_matrix_counts_activities_and_lists_mandates(reader, matrix):
    def total(query):
        return re.search(r'<p class="list-total"[^>]*>([^<]+)</p>', page(reader, query)).group(1)

    assert total("chapter=1&chapter=2") == "3 activities and 1 mandate"
    assert total("chapter=1&status=ongoing") == "1 activity"
    assert total("kind=mandate") == "1 mandate"


def test_matrix_pages_by_keyset_without_dropping_or_repeating(reader):
    factories.code_lists()
    entries(120, chapter=1)

    seen, address = [], "/matrix/?chapter=1"
    while address:
        body = markup(reader.get(address))
        seen += numbers(body)
        assert body.count("<tr data-row>") == (50 if len(seen) <= 100 else 20)
        following = re.search(r'rel="next" href="([^"]+)"', body)
        address = html.unescape(following.group(1)) if following else ""

    assert seen == list(range(1, 121))
    assert "101–120 of 120 shown" in body
    back = html.unescape(re.search(r'rel="prev" href="([^"]+)"', body).group(1))
    assert "51–100 of 120 shown" in markup(reader.get(back))
    assert "1–50 of 120 shown" in page(reader, "chapter=1&sort=-title")


def test_matrix_chips_take_their_filter_away(reader, matrix):
    body = page(reader, "chapter=1&status=ongoing&sort=title")

    chips = re.findall(r"<span>([^<]+): <strong>([^<]+)</strong></span><a href=\"([^\"]+)\"", body)
    assert [(label, value, html.unescape(url)) for label, value, url in chips] == [
        ("Chapter", "Short 1", "/matrix/?chapter=1&sort=title".replace("chapter=1", "status=ongoing")),
        ("Status", "ongoing", "/matrix/?chapter=1&sort=title"),
    ]
    assert '<li><a href="/matrix/?sort=title">Clear all</a></li>' in body


def test_matrix_says_how_many_undated_entries_dates_leave_out(reader, matrix):
    body = page(reader, "from=2018&entity=unodc")

    assert "3 entries without dates are left out." in body
    link = html.unescape(re.search(r'left out\. <a href="([^"]+)"', body).group(1))
    assert numbers(markup(reader.get(link))) == [1, 2, 3]


def test_matrix_shows_the_columns_chosen(reader, matrix):
    body = page(reader, "columns=reference&columns=joint&columns=date_from&columns=chapter_number")

    heads = re.findall(r"<th scope=\"col\"[^>]*>(?:<a[^>]*>)?([^<]+)", body)
    assert heads == ["Reference", "Chapter number", "Joint or individual", "From"]
    assert '<td class="wording" data-label="Joint or individual">joint</td>' in body
    assert '<td class="nowrap" data-label="From">1 Mar 2018</td>' in body
    assert '<td class="number" data-label="Chapter number">2</td>' in body


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("columns=internal_note", "columns"),
        ("sort=payload", "sort"),
        ("group=status", "group"),
        ("density=tiny", "density"),
        ("chapter=99", "Chapter"),
        ("from=someday", "From"),
        ("nonsense=1", "nonsense"),
        ("after=garbage", "after"),
        ("after=a&before=b", "before"),
    ],
)
def test_matrix_names_what_it_cannot_use(reader, matrix, query, named):
    response = reader.get(f"/matrix/?{query}")

    assert response.status_code == 400
    summary = re.search(r'<div class="error-summary".*?</div>', markup(response), re.DOTALL).group()
    assert f"{named}: " in html.unescape(summary)
    assert ROW.findall(markup(response)) == []


def test_matrix_keeps_what_was_typed_when_it_refuses(reader, matrix):
    body = markup(reader.get("/matrix/", {"from": '"><b>', "q": "drugs"}))

    assert 'name="q" value="drugs"' in body
    assert 'name="from" value="&quot;&gt;&lt;b&gt;"' in body


def test_matrix_has_no_filter_or_column_of_a_field_that_the_reader_does_not_get(client, matrix):
    body = page(client)

    assert numbers(body) == [6]
    assert 'name="programme"' not in body
    assert 'value="contact"' not in body
    assert client.get("/matrix/?programme=programmes:smart").status_code == 400
    assert client.get("/matrix/?columns=contact").status_code == 400


def test_matrix_facets_count_what_each_choice_would_give(reader, matrix):
    body = page(reader, "status=planned&status=ongoing")

    facet = re.search(r'<legend class="visually-hidden">Chapter</legend>.*?</fieldset>', body, re.DOTALL).group()
    assert re.findall(r'value="([^"]+)".*?<span class="count">(\d+)</span>', facet) == [("1", "1"), ("2", "1")]
    facet = re.search(r'<legend class="visually-hidden">Country</legend>.*?</fieldset>', body, re.DOTALL).group()
    assert re.findall(r'value="([^"]+)".*?<span>([^<]+)<', facet) == [("PER", "Peru")]


def test_matrix_shows_wordings_as_text_in_their_language(reader):
    factories.code_lists()
    entry(1, title='<script>alert("x")</script>', summary="<img src=x onerror=alert(1)>", other_partners=["<b>x</b>"])
    entry(2, title="تدريب", language="ar")

    body = page(reader, "columns=reference&columns=title&columns=summary&columns=other_partners")

    assert "<script>alert" not in body
    assert "<img src=x" not in body
    assert "<b>x</b>" not in body
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;" in body
    assert 'lang="ar" dir="rtl">تدريب</a>' in body


@pytest.mark.parametrize("query", ["", "group=chapter", "group=entity&sort=-title", "chapter=1&q=title&from=2017"])
def test_matrix_runs_as_many_queries_for_three_rows_as_for_three_hundred(
    reader, query, django_assert_num_queries, django_assert_max_num_queries
):
    factories.code_lists()
    who = factories.part("who")
    dates = {"from": "2018-03-01", "to": "2018-03-01", "precision": "day"}
    shared = {"participants": [who], "chapter": 1, "countries": ["AUT"], "dates": dates}
    entries(3, **shared)
    page(reader, query)  # labels are read once for the process
    entry(900, **shared)
    with django_assert_max_num_queries(11) as few:
        page(reader, query)

    for number in range(4, 301):
        entry(number, title=f"Title {number}", **shared)
    with django_assert_num_queries(len(few)):
        page(reader, query)


def test_matrix_gives_htmx_only_the_part_it_swaps(reader, matrix):
    swapped = reader.get("/matrix/?sort=title&q=", headers={"HX-Request": "true", "HX-Target": "list"})

    body = markup(swapped)
    assert body.lstrip().startswith('<div id="list">')
    assert "<html" not in body
    assert 'id="filters"' not in body
    assert swapped["HX-Push-Url"] == "/matrix/?sort=title"
    whole = markup(reader.get("/matrix/", headers={"HX-Request": "true", "HX-Target": "matrix"}))
    assert 'id="filters"' in whole
    assert "<html" not in whole


def test_matrix_keeps_the_view_as_an_audience_in_its_links(reader, matrix):
    body = page(reader, "as=public")

    assert numbers(body) == [6]
    assert 'href="/activities/ACT-000006/?as=public"' in body
    assert '<input type="hidden" name="as" value="public" form="filters">' in body
    assert all("as=public" in url for url in re.findall(r'class="sort" href="([^"]+)"', body))
    assert all("as=public" in url for url in re.findall(r'href="(/matrix/export[^"]+)"', body))


def test_views_are_kept_replaced_and_forgotten(reader, matrix):
    person = factories.person(Role.VIEWER, "undp")
    reader.force_login(person)

    kept = reader.post(reverse("matrix-view-save"), {"name": " Chapter  one ", "query": "chapter=1&after=&sort=title"})
    assert kept.url == "/matrix/?chapter=1&sort=title"
    reader.post(reverse("matrix-view-save"), {"name": "Chapter one", "query": "chapter=1"})
    assert list(SavedView.objects.values_list("person", "name", "path", "query")) == [
        (person.pk, "Chapter one", "/matrix/", "chapter=1")
    ]
    assert '<a href="/matrix/?chapter=1">Chapter one</a>' in page(reader)

    reader.post(reverse("matrix-view-delete"), {"name": "Chapter one", "query": ""})
    assert SavedView.objects.count() == 0


def test_views_belong_to_the_person_who_kept_them(reader, client, matrix):
    SavedView.objects.create(person=factories.person(), name="Not yours", path="/matrix/", query="chapter=1")

    assert "Not yours" not in page(reader)
    reader.post(reverse("matrix-view-delete"), {"name": "Not yours"})
    assert SavedView.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "query"), [("", "chapter=1"), ("x" * 81, "chapter=1"), ("A view", "chapter=99"), ("A view", "who=me")]
)
def test_views_without_a_name_or_a_list_are_not_kept(reader, matrix, name, query):
    response = reader.post(reverse("matrix-view-save"), {"name": name, "query": query})

    assert response.status_code == 302
    assert SavedView.objects.count() == 0


def test_views_need_a_sign_in_and_a_post(client):
    assert client.post(reverse("matrix-view-save"), {"name": "A"}).url.startswith("/account/sign-in/")
    assert client.get(reverse("matrix-view-delete")).status_code in (302, 405)
    assert SavedView.objects.count() == 0
