"""Pages by keyset: complete, without repeats, both ways, also while others write."""

import base64
import json

import pytest
from django.http import QueryDict

from entities.readers import Reader
from registry.filters import ORDERS
from registry.models import MatrixEntry
from tests import factories
from tests.factories.entries import entry
from ungass_portal.lib.keyset import Order, make_cursor, order_named, page, page_of
from ungass_portal.lib.problems import BadParameter
from ungass_portal.lib.sorting import sort_title

pytestmark = pytest.mark.django_db

STATUSES = ["planned", "ongoing", "completed", "unknown", "suspended"]


@pytest.fixture
def rows():
    """Thirteen entries that share titles, dates, chapters and states with some of the others."""
    factories.code_lists()
    for number in range(1, 14):
        start = f"2018-0{number % 4 + 1}-01"
        entry(
            number,
            title=f"Title {number % 3}",
            status=STATUSES[number % 5],
            chapter=number % 4 or None,
            countries=["AUT", "PER"][: number % 3],
            participants=[factories.part(["who", "unodc"][number % 2])],
            dates={"from": start, "to": None, "precision": "day", "text": ""} if number % 5 else None,
        )
    return MatrixEntry.objects.for_reader(Reader("network")).filter(reference__startswith="ACT-0000")


def walk(rows, order, limit):
    """References of all pages from the first to the last, and back again from there."""
    forth, found = [], page(rows, order, limit=limit)
    while True:
        forth.append([row.reference for row in found.rows])
        if found.next is None:
            break
        found = page(rows, order, limit=limit, **found.next)
    back = [forth[-1]]
    while found.previous is not None:
        found = page(rows, order, limit=limit, **found.previous)
        back.insert(0, [row.reference for row in found.rows])
    return forth, back


@pytest.mark.parametrize("name", ORDERS)
def test_every_order_gives_each_row_once_both_ways(rows, name):
    whole = list(rows.order_by(*ORDERS[name].fields).values_list("reference", flat=True))

    forth, back = walk(rows, ORDERS[name], 3)

    assert len(whole) == 13
    assert [reference for part in forth for reference in part] == whole
    assert [len(part) for part in forth] == [3, 3, 3, 3, 1]
    assert back == forth


def test_the_first_page_has_no_previous_and_the_last_no_next(rows):
    only = page(rows, ORDERS["title"], limit=13)

    assert (only.shown, only.next, only.previous) == (13, None, None)


def test_rows_written_between_two_pages_neither_repeat_nor_drop_any(rows):
    before = list(rows.order_by("reference").values_list("reference", flat=True))
    seen, found = [], page(rows, ORDERS["reference"], limit=4)

    for number in range(900, 930):
        seen += [row.reference for row in found.rows]
        # one row before everything seen so far, one after everything there is
        entry(1000 - number, title="Written meanwhile", chapter=None)
        entry(number, title="Written meanwhile", chapter=None)
        if found.next is None:
            break
        found = page(rows, ORDERS["reference"], limit=4, **found.next)

    assert len(seen) == len(set(seen))
    assert [reference for reference in seen if reference in before] == before


def test_a_row_withdrawn_between_two_pages_takes_no_other_with_it(rows):
    first = page(rows, ORDERS["reference"], limit=4)
    MatrixEntry.objects.filter(pk=first.rows[-1].pk).delete()

    second = page(rows, ORDERS["reference"], limit=4, **first.next)

    assert [row.reference for row in second.rows] == ["ACT-000005", "ACT-000006", "ACT-000007", "ACT-000008"]


def test_a_page_whose_rows_are_gone_leads_back_to_the_first(rows):
    cursor = page(rows, ORDERS["reference"], limit=12).next
    MatrixEntry.objects.filter(reference="ACT-000013").delete()

    empty = page(rows, ORDERS["reference"], limit=12, **cursor)

    assert (empty.rows, empty.next, empty.previous) == ([], None, {})


def test_a_cursor_holds_the_order_and_public_values_only(rows):
    row = rows.get(reference="ACT-000004")
    cursor = make_cursor(ORDERS["title"], row)

    values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))

    assert values == ["title", sort_title("Title 1"), "ACT-000004"]


def encoded(*values):
    """A cursor of any values."""
    return base64.urlsafe_b64encode(json.dumps(values).encode()).rstrip(b"=").decode()


HOSTILE = [
    "x",
    "é",
    "====",
    "-" * 5000,
    encoded(),
    encoded("title"),
    encoded("title", "a"),
    encoded("title", "a", "b", "c"),
    encoded("status", "a", "ACT-000001"),
    encoded("title", None, "ACT-000001"),
    encoded("title", 7, "ACT-000001"),
    encoded("title", ["a"], "ACT-000001"),
    encoded("title", {"a": 1}, "ACT-000001"),
    encoded("title", "\x00", "ACT-000001"),
    encoded("title", "\ud800", "ACT-000001"),
    base64.urlsafe_b64encode(b"[" * 3000).decode(),
    base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    base64.urlsafe_b64encode(b'"title"').decode(),
]


@pytest.mark.parametrize("cursor", HOSTILE)
@pytest.mark.parametrize("parameter", ["after", "before"])
def test_a_malformed_cursor_is_refused_by_its_name(rows, parameter, cursor):
    with pytest.raises(BadParameter) as refused:
        page(rows, ORDERS["title"], limit=3, **{parameter: cursor})

    assert refused.value.name == parameter


@pytest.mark.parametrize(
    ("order", "value"),
    [
        ("updated", "2018-01-01"),  # no time zone
        ("updated", "yesterday"),
        ("date", "2018-02-30"),
        ("date", 20180101),
        ("chapter", "1"),
        ("chapter", True),
        ("chapter", 2**40),
    ],
)
def test_a_value_of_another_type_than_its_column_is_refused(rows, order, value):
    rest = ["", "ACT-000001"] if order == "chapter" else ["ACT-000001"]

    with pytest.raises(BadParameter):
        page(rows, ORDERS[order], limit=3, after=encoded(order, value, *rest))


def test_both_cursors_at_once_are_refused(rows):
    cursor = make_cursor(ORDERS["reference"], rows.first())

    with pytest.raises(BadParameter):
        page(rows, ORDERS["reference"], limit=3, after=cursor, before=cursor)


def test_an_unknown_order_is_refused():
    with pytest.raises(BadParameter) as refused:
        order_named(ORDERS, "id", "reference")

    assert refused.value.name == "sort"


def test_a_listing_has_addresses_that_keep_the_query(rows):
    params = QueryDict("chapter=1&chapter=2&sort=title")

    listing = page_of(rows, ORDERS["title"], params, size=5)
    second = page_of(rows, ORDERS["title"], QueryDict(listing.next[1:]), size=5)

    assert (listing.total, listing.shown, listing.previous) == (13, 5, "")
    assert listing.next.startswith("?chapter=1&chapter=2&sort=title&after=")
    assert second.previous.startswith("?chapter=1&chapter=2&sort=title&before=")
    assert "after=" not in second.previous


def test_a_page_may_go_by_columns_of_a_related_row(rows):
    order = Order("", ("record__reference", "reference"))

    forth, back = walk(rows.select_related("record"), order, 5)

    assert [reference for part in forth for reference in part] == [f"ACT-{number:06d}" for number in range(1, 14)]
    assert back == forth


def test_a_page_costs_one_query_however_many_rows(rows, django_assert_num_queries):
    with django_assert_num_queries(1):
        page(rows, ORDERS["title"], limit=2)
    with django_assert_num_queries(1):
        page(rows, ORDERS["title"], limit=13)
