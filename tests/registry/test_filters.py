"""What each filter of the matrix lets through, by equality of the references found."""

from datetime import date

import pytest
from django.http import QueryDict
from django.utils.translation import override

from entities.facets import counts
from entities.models import EntityAlias
from entities.readers import Reader
from entities.search import with_relevance
from registry.filters import MatrixFilter
from tests import factories
from tests.factories.entries import entry
from ungass_portal.lib.problems import BadParameter

pytestmark = pytest.mark.django_db


def day(text):
    """A period of one exact day."""
    return {"from": text, "to": text, "precision": "day", "text": ""}


@pytest.fixture
def matrix():
    """Eight entries of the network, and one that only the public reads."""
    factories.code_lists()
    who, unodc, oas = factories.part("who"), factories.part("unodc"), factories.entity("oas", network=False)
    EntityAlias.objects.create(entity=oas, alias="Organization of American States")
    entry(
        1,
        title="Naloxone training of nurses",
        summary="Courses for first responders.",
        participants=[who, {**unodc, "role": "partner"}],
        chapter=1,
        subheading="ch1-prevention",
        other_chapters=[2],
        recommendations=["1(a)"],
        terms=["sdg:3.5"],
        countries=["AUT"],
        status="ongoing",
        level="field",
        scope="country",
        programme="programmes:smart",
        dates=day("2018-03-12"),
    )
    entry(2, title="Survey of young people", participants=[unodc], chapter=2, regions=["155"], status="planned")
    entry(3, title="Guidance on treatment", participants=[who], chapter=3, regions=["150"], level="headquarters")
    entry(4, title="Court training", participants=[unodc, {**who, "role": "co_lead"}], countries=["PER", "FRA"])
    entry(5, title="No lead known", other_chapters=[3], dates=day("2017-06-01"))
    entry(
        6,
        title="From 2016 on",
        participants=[{"entity": "oas", "role": "lead", "office": ""}],
        dates={"from": "2016-02-01", "to": None, "precision": "month", "text": ""},
    )
    entry(
        7,
        title="All of 2017",
        dates={"from": "2017-01-01", "to": "2017-12-31", "precision": "year", "text": "2017"},
    )
    entry(8, "mandate", title="A request of the Commission", participants=[unodc], regions=["001"])
    entry(9, title="Naloxone for the public", audience="public", chapter=1, countries=["AUT"])


def found(query, audience="network", **options):
    """Numbers of the references that a query string finds, mandates with a minus."""
    filters = MatrixFilter(QueryDict(query), Reader(audience), **options)
    references = filters.qs.filter(reference__contains="-00000").values_list("reference", flat=True)
    return sorted(int(text[-6:]) * (-1 if text.startswith("MAN") else 1) for text in references)


ALL = [-8, 1, 2, 3, 4, 5, 6, 7]
FOUND = {
    "": ALL,
    "status=&q=&from=": ALL,
    "kind=mandate": [-8],
    "kind=activity": [1, 2, 3, 4, 5, 6, 7],
    "kind=activity&kind=mandate": ALL,
    "chapter=1": [1],
    "chapter=2": [1, 2],
    "chapter=1&chapter=3": [1, 3, 5],
    "chapter=none": [-8, 4, 6, 7],
    "chapter=none&chapter=3": [-8, 3, 4, 5, 6, 7],
    "subheading=ch1-prevention": [1],
    "recommendation=1(a)": [1],
    "term=sdg:3.5": [1],
    "term=event-kinds:training": [],
    "entity=who": [1, 3, 4],
    "entity=who&entity_role=lead": [1, 3],
    "entity=who&entity_role=co_lead": [4],
    "entity=who&entity_role=co_lead&entity_role=lead": [1, 3, 4],
    "entity=unodc&entity_role=partner": [1],
    "entity=oas&entity=who": [1, 3, 4, 6],
    "country=aut": [1],
    "country=AUT&country=Fra": [1, 4],
    # a region matches itself, what lies within it and their countries; a country does not match its region
    "region=155": [1, 2, 4],
    "region=150": [1, 2, 3, 4],
    "region=001": [-8, 1, 2, 3, 4],
    "country=FRA": [4],
    "status=ongoing": [1],
    "status=ongoing&status=planned": [1, 2],
    "level=headquarters": [3],
    "scope=country": [1],
    "programme=programmes:smart": [1],
    "joint=true": [1, 4],
    "joint=false": [-8, 2, 3, 5, 6, 7],
    # overlap; what has no end goes on
    "from=2018": [1, 6],
    "from=2017&to=2017": [5, 6, 7],
    "from=2017-06-01&to=2017-06-01": [5, 6, 7],
    "to=2016": [6],
    "to=2016-01": [],
    "from=2018&undated=include": [-8, 1, 2, 3, 4, 6],
    "undated=include": ALL,
    "chapter=2&status=ongoing": [1],
    "chapter=1&status=planned": [],
    # words, as English and as typed; a reference; an entity by any of its names
    "q=training": [1, 4],
    "q=trained nurses": [1],
    "q=training -nurses": [4],
    "q=-training": [-8, 2, 3, 5, 6, 7],
    'q="court training"': [4],
    "q=naloxone or survey": [1, 2],
    "q=responders": [1],
    "q=ACT-000003": [3],
    "q=act 000003": [3],
    "q=MAN-000008": [-8],
    "q=ACT-000009": [],
    "q=who": [1, 3, 4],
    "q=Organization of American States": [6],
    "q=%25": [],
    "q=' OR 1=1 --": [],
}


@pytest.mark.parametrize(("query", "expected"), FOUND.items(), ids=FOUND)
def test_filter_finds_exactly(matrix, query, expected):
    assert found(query) == expected


REFUSED = {
    "nope=1": "nope",
    "id=1": "id",
    "audience=network": "audience",
    "chapter=8": "chapter",
    "chapter=1.0": "chapter",
    "chapter=-1": "chapter",
    "chapter=١": "chapter",
    "subheading=x": "subheading",
    "recommendation=9(z)": "recommendation",
    "term=sdg": "term",
    "entity=nobody": "entity",
    "entity=who&entity_role=boss": "entity_role",
    "entity_role=lead": "entity_role",
    "country=AU": "country",
    "country=155": "country",
    "region=AUT": "region",
    "status=done": "status",
    "level=high": "level",
    "scope=world": "scope",
    "programme=sdg:3.5": "programme",
    "joint=yes": "joint",
    "joint=true&joint=false": "joint",
    "kind=event": "kind",
    "from=soon": "from",
    "from=2018-02-30": "from",
    "to=99999": "to",
    "from=2018&from=2017": "from",
    "from=2018&to=2017": "to",
    "undated=yes": "undated",
    "q=a%00b": "q",
    "q=a&q=b": "q",
    f"q={'x' * 201}": "q",
    "country=" + "&country=".join(["AUT"] * 101): "country",
    "chapter[]=1": "chapter[]",
    "chapter__gt=1": "chapter__gt",
}


@pytest.mark.parametrize(("query", "name"), REFUSED.items(), ids=[query[:40] for query in REFUSED])
def test_what_is_unknown_is_refused_by_its_name(matrix, query, name):
    with pytest.raises(BadParameter) as refused:
        found(query)

    assert refused.value.name == name
    assert refused.value.message


@pytest.mark.parametrize("audience", ["network", "partners"])
def test_a_filter_on_a_field_of_the_audience_exists(matrix, audience):
    assert found("programme=programmes:smart", audience) == ([1] if audience == "network" else [])


def test_a_filter_on_a_field_outside_the_audiences_format_does_not_exist(matrix):
    with pytest.raises(BadParameter) as refused:
        found("programme=programmes:smart", "public")

    assert refused.value.name == "programme"
    assert "programme" not in refused.value.message


def test_a_reader_finds_only_the_own_audiences_entries(matrix):
    assert found("q=naloxone", "public") == [9]
    assert found("country=AUT", "public") == [9]
    assert found("q=naloxone", "partners") == []


def test_what_may_no_longer_be_read_is_not_found(matrix, portal_date):
    entry(10, audience="public", chapter=1, readable_until=date(2018, 3, 12))

    def references():
        filters = MatrixFilter(QueryDict("chapter=1"), Reader("public"))
        return sorted(row.reference for row in filters.qs)

    assert references() == ["ACT-000009", "ACT-000010"]
    portal_date(date(2018, 3, 13))
    assert references() == ["ACT-000009"]


def test_the_undated_that_a_filter_by_dates_leaves_out_are_counted(matrix):
    def left_out(query):
        filters = MatrixFilter(QueryDict(query), Reader("network"))
        return filters.undated_left_out()

    # 2, 3, 4 and the mandate have no dates; the record that lends itself to all has none either
    assert left_out("from=2018") == 5
    assert left_out("from=2018&kind=mandate") == 1
    assert left_out("to=2018&country=PER") == 1
    assert left_out("from=2018&undated=include") == 0
    assert left_out("chapter=1") == 0


def test_a_list_of_one_kind_has_no_filter_by_kind(matrix):
    assert found("", kinds=("mandate",)) == [-8]
    with pytest.raises(BadParameter) as refused:
        found("kind=activity", kinds=("mandate",))
    assert refused.value.name == "kind"


def test_parameters_of_the_page_are_let_through(matrix):
    assert found("sort=-title&group=lead&chapter=1", extras=("sort", "group")) == [1]


def test_what_was_chosen_is_told_in_words_each_with_the_way_to_drop_it(matrix):
    query = QueryDict("chapter=1&chapter=none&entity=who&entity_role=lead&from=2018&status=&sort=title&after=abc")
    filters = MatrixFilter(query, Reader("network"), extras=("sort", "after"))

    told = [(row.name, row.label, row.value, row.query) for row in filters.described()]

    rest = "entity=who&entity_role=lead&from=2018&status=&sort=title"
    assert sorted(told) == sorted(
        [
            ("chapter", "Chapter", "Short 1", f"{rest}&chapter=none"),
            ("chapter", "Chapter", "no chapter", f"{rest}&chapter=1"),
            # without the entity its role means nothing, so both go
            ("entity", "Entity", "WHO", "chapter=1&chapter=none&from=2018&status=&sort=title"),
            (
                "entity_role",
                "Its role",
                "lead",
                "chapter=1&chapter=none&entity=who&from=2018&status=&sort=title",
            ),
            (
                "from",
                "From",
                "2018",
                "chapter=1&chapter=none&entity=who&entity_role=lead&status=&sort=title",
            ),
        ]
    )
    assert filters.cleared() == "sort=title"


def test_facets_count_the_readers_own_entries_under_the_other_filters(matrix):
    def counted(query, name, audience="network"):
        return counts(MatrixFilter(QueryDict(query), Reader(audience)), name)

    assert counted("kind=activity&q=training", "chapter") == {0: 1, 1: 1, 2: 1}
    assert counted("entity=who&entity_role=lead&q=training", "entity") == {"who": 2, "unodc": 2}
    assert counted("status=ongoing&country=AUT", "status") == {"ongoing": 1}
    assert counted("country=PER", "country") == {"AUT": 1, "FRA": 1, "PER": 1}
    assert counted("", "country", "public") == {"AUT": 1}


def test_facet_of_chapters_counts_what_belongs_to_none(matrix):
    filters = MatrixFilter(QueryDict("kind=mandate"), Reader("network"))

    assert counts(filters, "chapter") == {0: 1}


def test_relevance_puts_a_word_in_the_title_before_one_in_the_summary(matrix):
    factories.entity("undp")
    entry(20, title="Other", summary="Mentions naloxone once.")

    rows = with_relevance(MatrixFilter(QueryDict("q=naloxone"), Reader("network")).qs, "naloxone")

    assert [row.reference for row in rows.order_by("-relevance")] == ["ACT-000001", "ACT-000020"]


def test_search_reads_words_in_the_readers_language(matrix):
    entry(21, title="Formation des juges", summary="Des formations régulières.", language="fr")

    with override("fr"):
        assert found("q=formations") == []  # 21 is not among the first ten
        filters = MatrixFilter(QueryDict("q=formations"), Reader("network"))
        assert [row.reference for row in filters.qs] == ["ACT-000021"]


def test_counts_of_a_search_are_kept_apart_by_language(matrix):
    def key(language):
        with override(language):
            return MatrixFilter(QueryDict("q=formation"), Reader("network")).key

    assert key("fr") != key("en")


def test_building_filters_asks_the_database_for_labels_only(matrix, django_assert_num_queries):
    MatrixFilter(QueryDict("chapter=1"), Reader("network"))

    with django_assert_num_queries(1):  # has the dictionary changed?
        MatrixFilter(QueryDict("chapter=1&status=ongoing"), Reader("network"))
