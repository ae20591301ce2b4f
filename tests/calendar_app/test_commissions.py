"""Pages of the functional commissions: what they hold and attend together, as far as the reader reads it."""

import re

import pytest

from entities.choices import Role
from tests import factories as make
from tests.calendar_app.test_round_trip import days
from tests.gate.responses import answer
from tests.pages.reading import cold_queries, found, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def commissions():
    make.code_lists()
    for slug in ("cnd", "csw", "ccpcj"):
        make.entity(slug, kind="ecosoc_functional_commission")


def joint(title, share=None, lead="cnd", partner="csw", **fields):
    """A cleared event of one commission with another."""
    fields = {"title": title, "lead": lead, "partners": [partner], "status": "confirmed", **fields}
    return make.shared(share, "event", **fields) if share else make.cleared("event", **fields)


def test_a_commission_shows_its_events_with_each_other_one(client):
    joint("On SDG 5", dates=days("2018-03-20"))
    joint("Over", partner="ccpcj", dates=days("2018-01-20"))
    make.cleared("event", title="Alone", lead="cnd", dates=days("2018-03-21"))
    make.cleared(title="A joint project", lead="cnd", partners=["csw"])
    client.force_login(make.person(Role.VIEWER, "who"))

    page = client.get("/commissions/cnd/")

    text = words(page)
    together = text[text.index("With other commissions") : text.index("Events to come")]
    assert together.index("csw in full") < together.index("ccpcj in full")
    told = [title for title in ("On SDG 5", "A joint project", "Over", "Alone") if title in together]
    assert told == ["On SDG 5", "A joint project", "Over"]
    to_come = text[text.index("Events to come") : text.index("Events before")]
    assert ("Alone" in to_come, "Over" in to_come) == (True, False)
    assert "3 events" in text


def test_the_table_counts_what_two_hold_together(client):
    joint("On SDG 5")
    joint("Again")
    client.force_login(make.person(Role.VIEWER, "who"))

    page = client.get("/commissions/")

    rows = dict(found(page, r'<th scope="row"><a href="/commissions/(\w+)/">.*?</th>(.*?)</tr>'))
    assert found_numbers(rows["cnd"]) == ["2", "0", "2"]
    assert found_numbers(rows["ccpcj"]) == ["0", "0", "0"]
    assert "Its work with other commissions" in words(client.get("/entities/cnd/"))
    assert "Its work with other commissions" not in words(client.get("/entities/who/"))


def found_numbers(cells):
    """The numbers in a row's cells."""
    return re.findall(r">(\d+)<", cells)


def test_hidden_events_leave_no_trace_and_other_entities_have_no_such_page(client):
    before = [answer(client, address) for address in ("/commissions/csw/", "/commissions/")]
    joint("Only for the network")

    assert [answer(client, address) for address in ("/commissions/csw/", "/commissions/")] == before
    assert client.get("/commissions/who/").status_code == client.get("/commissions/nobody/").status_code == 404


def test_pages_cost_the_same_queries_with_one_event_and_with_more(client):
    client.force_login(make.person(Role.VIEWER, "who"))
    joint("One", dates=days("2018-03-20"))
    addresses = ("/commissions/", "/commissions/cnd/")
    one = [cold_queries(client, address) for address in addresses]
    joint("Two", dates=days("2018-03-21"))
    joint("Three", partner="ccpcj", dates=days("2018-03-22"))

    assert [cold_queries(client, address) for address in addresses] == one
