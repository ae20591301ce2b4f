"""The audit's pages: who sees what of it, filters, the file; accesses that are kept; nothing of it can be changed."""

import csv
from datetime import date, timedelta

import pytest
from django.db import InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from entities import access_log, audit, origins, people, tokens
from entities.choices import Role
from entities.history import acting
from entities.models import AccessLog, ApiToken, Membership, Record, RequestOrigin, User
from tests import factories as make
from tests.pages.reading import words

pytestmark = pytest.mark.django_db
TODAY = date(2018, 3, 12)


@pytest.fixture
def boss():
    return make.person(Role.SECRETARIAT, name="Sam")


@pytest.fixture
def focal():
    return make.person(Role.FOCAL_POINT, "who", name="Ada")


@pytest.fixture
def ended(client, boss):
    """A role that was ended on the page, from an address, with a reason."""
    row = make.person(Role.VIEWER, "who", name="Vic").memberships.get()
    client.force_login(boss)
    client.post(f"/review/people/{row.pk}/end/", {"ends": "2018-03-12", "reason": "Left WHO."}, REMOTE_ADDR="192.0.2.7")
    return row


def test_page_tells_who_did_what_when_from_where_and_why(client, ended):
    text = words(client.get("/review/audit/", {"table": "entities.membership"}))

    assert "Membership changed: Vic" in text
    assert "Sam · from 192.0.2.7" in text
    assert "Left WHO." in text
    assert "[ added: 12 March 2018 ]" in text.replace("[added:", "[ added:").replace("2018]", "2018 ]")


def test_filters_narrow(client, focal, ended, boss):
    record = make.record(lead="who", by=focal, title="Mine")
    make.record(lead="undp", title="Theirs")

    def titles(**query):
        form_lines = audit.lines(audit.Asked(**query))
        return {line.title for line in form_lines}

    of_record = titles(record=record)
    assert f"Record added: {record.pk}" in of_record or any("Activity added: Mine" in title for title in of_record)
    assert not any("Theirs" in title for title in of_record)
    assert "Membership changed: Vic" in titles(person=boss)
    assert "Membership changed: Vic" not in titles(person=focal)
    assert "Membership changed: Vic" in titles(entity=make.entity("who"))
    assert "Membership changed: Vic" not in titles(entity=make.entity("undp"))
    assert titles(until=date(2001, 1, 1)) == set()
    today = timezone.localdate()
    assert "Membership changed: Vic" in titles(since=today, until=today)
    assert titles(since=today + timedelta(days=1)) == titles(until=today - timedelta(days=1)) == set()
    act = Membership.pgh_event_model.objects.filter(pgh_label="update").get().pgh_context["request_id"]
    assert titles(request_id=act) == {"Membership changed: Vic"}


def test_an_import_is_found_with_all_that_it_changed(client, boss, focal):
    record = make.record(lead="who", by=focal, title="Ours")
    with acting(focal, "Workbook “a.xlsx”", imported="0b9f5a7e-9d7f-4f0f-8f0f-0b9f5a7e9d7f"):
        Record.objects.filter(pk=record.pk).update(own_only=True)
    with acting(focal, "By hand"):
        Record.objects.filter(pk=record.pk).update(own_only=False)
    client.force_login(boss)

    told = audit.lines(audit.Asked(imported="0b9f5a7e-9d7f-4f0f-8f0f-0b9f5a7e9d7f"))
    text = words(client.get("/review/audit/?imported=0b9f5a7e-9d7f-4f0f-8f0f-0b9f5a7e9d7f"))

    assert [(line.reason, line.who) for line in told] == [("Workbook “a.xlsx”", "Ada")]
    assert text.count("Workbook “a.xlsx”") == 1
    assert audit.lines(audit.Asked(imported="1b9f5a7e-9d7f-4f0f-8f0f-0b9f5a7e9d7f")) == []


@pytest.mark.parametrize(
    ("asked", "prefix"),
    [
        ({}, "entities_"),
        ({"person": 5}, "who_"),
        ({"request_id": "0b9f"}, "act_"),
        ({"imported": "0b9f5a7e-9d7f-4f0f-8f0f-0b9f5a7e9d7f"}, "imp_"),
    ],
)
def test_the_newest_page_of_every_table_is_read_by_an_index_in_its_order(asked, prefix):
    asked = {name: User(pk=value) if name == "person" else value for name, value in asked.items()}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off")
    for label, model in audit.tables().items():
        if asked:
            without_newest_index(model)
        _label, rows = audit._changes(label, model, audit.Asked(**asked))
        plan = audit._page(rows, label, (), audit.PAGE).explain()
        if asked.get("person") and "user" in {column.name for column in model.pgh_event_model._meta.fields}:
            continue  # by the person or about: few rows, and two conditions
        assert ("Sort" in plan, "Seq Scan" in plan) == (False, False), f"{label}: {plan}"
        if asked:
            assert f"using {prefix}{model.__name__.lower()}event on" in plan, plan


def without_newest_index(model):
    """Drop the index of all rows by time: of a table that is nearly empty the planner would as soon read it all."""
    event = model.pgh_event_model._meta
    name = next(index.name for index in event.indexes if index.fields == ["-pgh_created_at", "-pgh_id"])
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")


def test_who_answers_for_two_entities_reads_the_part_that_the_address_names(client, focal):
    Membership.objects.create(user=focal, role=Role.FOCAL_POINT, entity=make.entity("unodc"), starts=make.NETWORK_START)
    make.record(lead="who", by=focal, title="Of WHO")
    make.record(lead="unodc", by=focal, title="Of UNODC")
    make.entity("undp")
    client.force_login(focal)

    def told(query):
        texts = (
            words(client.get(f"/desk/audit/{query}")),
            client.get(f"/desk/audit/audit.csv{query}").getvalue().decode(),
        )
        return [[title in text for title in ("Of WHO", "Of UNODC")] for text in texts]

    assert told("?of=who") == [[True, False]] * 2
    assert told("?of=unodc") == [[False, True]] * 2
    assert client.get("/desk/audit/?of=undp").status_code == 404
    page = client.get("/desk/audit/?of=who").content.decode()
    assert '<option value="who" selected>' in page
    assert 'href="?of=who&amp;act=' in page


def test_what_somebody_does_after_leaving_is_not_the_former_entitys(client, focal, boss):
    vic = make.person(Role.VIEWER, "who", name="Vic")
    row = vic.memberships.get()
    access_log.keep("export", person=vic, path="/before/")
    assert "/before/" in told_to(client, focal)

    Membership.objects.filter(pk=row.pk).update(ends=date(2018, 3, 11))
    Membership.objects.create(user=vic, role=Role.VIEWER, entity=make.entity("undp"), starts=TODAY)
    access_log.keep("export", person=vic, path="/after/")

    assert ["/after/" in told_to(client, person) for person in (focal, make.person(Role.FOCAL_POINT, "undp"))] == [
        False,
        True,
    ]


def told_to(client, person):
    client.force_login(person)
    return words(client.get("/desk/audit/?table=access"))


@pytest.mark.parametrize(
    "query", ["table=x", "record=ACT-1", "person=0", "since=x", "before=x", "act=zz", "entity=x", "imported=x"]
)
def test_what_cannot_be_asked_is_refused(query, client, boss):
    client.force_login(boss)

    assert client.get(f"/review/audit/?{query}").status_code == 400


def test_focal_points_read_their_own_part_only(client, ended, focal, boss):
    foreign = make.person(Role.FOCAL_POINT, "undp", name="Udo")
    tokens.make(name="Sync of UNDP", by=foreign, entity=make.entity("undp"))
    tokens.make(name="Sync of WHO", by=focal, entity=make.entity("who"))
    make.record(lead="undp", by=foreign, title="Theirs")
    make.record(lead="who", by=focal, title="Ours")
    client.force_login(focal)

    text = words(client.get("/desk/audit/"))
    file = client.get("/desk/audit/audit.csv").getvalue().decode()

    for told in (text, file):
        assert [word in told for word in ("Sync of WHO", "Ours", "Vic")] == [True] * 3
        assert [word in told for word in ("Sync of UNDP", "Theirs", "Udo")] == [False] * 3
    assert client.get(f"/desk/audit/?person={foreign.pk}").status_code == 400
    client.force_login(make.person(Role.CONTRIBUTOR, "who"))
    assert [client.get(path).status_code for path in ("/desk/audit/", "/desk/audit/audit.csv")] == [404, 404]


def test_pages_hold_everything_once(boss):
    for number in range(18):
        make.person(Role.VIEWER, "who", name=f"P{number}")
    whole = [line.place for line in audit.lines(audit.Asked(), size=1000)]

    found, before = [], ()
    while True:
        page = audit.lines(audit.Asked(), before=before, size=5)
        found += [line.place for line in page[:5]]
        if len(page) <= 5:
            break
        before = page[4].place

    assert found == whole
    assert len(set(found)) == len(found) > 20


def test_cost_does_not_grow_with_the_rows():
    def cost():
        with CaptureQueriesContext(connection) as captured:
            audit.lines(audit.Asked(table="entities.membership"))
        return len(captured)

    make.person(Role.VIEWER, "who")
    one = cost()
    for _number in range(5):
        make.person(Role.VIEWER, "who")

    assert cost() == one


def test_file_holds_what_the_page_holds_no_formula_and_is_kept_itself(client, ended, boss):
    people.end_role(membership=ended, ends=TODAY, by=boss, reason="=1+1")

    response = client.get("/review/audit/audit.csv?table=entities.membership")
    rows = list(csv.reader(response.getvalue().decode().removeprefix("\ufeff").splitlines()))

    assert rows[0] == ["at", "person", "name", "what", "before and after", "why", "from", "request"]
    assert [(row[2], row[3], row[5], row[6]) for row in rows if "Left WHO." in row] == [
        ("Sam", "Membership changed: Vic", "Left WHO.", "192.0.2.7")
    ]
    assert any(row[5] == "'=1+1" for row in rows[1:]) or not any(row[5].startswith("=") for row in rows)
    kept = AccessLog.objects.get(kind="audit")
    assert (kept.person, kept.query) == (boss.pk, "table=entities.membership")


def accesses(**fields):
    return list(
        AccessLog.objects.exclude(kind="sign_in").filter(**fields).values_list("kind", "audience", "path", "query")
    )


def test_exports_and_full_pulls_of_closed_data_are_kept_and_those_of_the_public_are_not(client, focal):
    make.code_lists()
    make.cleared(title="For the network")
    paths = ["/matrix/export.csv?chapter=1", "/api/v1/activities/", "/api/v1/activities/?country=PER", "/matrix/"]
    paths += ["/api/v1/changes/?since=", "/api/v1/changes/?since=now", "/account/data/"]
    _token, secret = tokens.make(name="Sync", by=focal, entity=make.entity("who"))

    for path in paths:
        client.get(path)
    assert accesses() == []
    for path in paths:
        client.get(path, HTTP_AUTHORIZATION=f"Bearer {secret}")
    pulls = [("pull", "network", "/api/v1/activities/", ""), ("pull", "network", "/api/v1/changes/", "since=")]
    assert accesses() == pulls
    assert {row.token for row in AccessLog.objects.filter(kind="pull")} == {ApiToken.objects.get().pk}
    client.force_login(focal)
    for path in paths:
        client.get(path)
    assert accesses(person=focal.pk) == [
        ("export", "network", "/matrix/export.csv", "chapter=1"),
        *pulls,
        ("export", "network", "/account/data/", ""),
    ]


def test_every_address_that_hands_out_files_is_among_those_kept():
    from tests.test_access import ROUTES

    files = ("export", "document", "narrative", "dump-file", "evidence", "view-ics", "file", "remarks", "-data")
    told_elsewhere = {
        "review-audit-export",
        "desk-audit-export",
        "review-texts-export",  # the portal's own texts, for translators
        "review-edition-documents",
        "api-edition-documents",
        "api-edition-documents-newest",
    }
    found = {name for _route, name in ROUTES if any(word in name for word in files)}

    assert found - told_elsewhere - set(access_log.LOGGED) == set()
    assert set(access_log.LOGGED) <= {name for _route, name in ROUTES}


def test_sign_ins_and_failures_are_kept_without_what_was_typed(client, focal):
    client.post("/account/sign-in/", {"login": focal.email, "password": "wrong"}, REMOTE_ADDR="192.0.2.9")
    client.post("/account/sign-in/", {"login": "nobody@example.org", "password": "wrong"})
    client.post("/account/sign-in/", {"login": focal.email, "password": make.PASSWORD})

    rows = AccessLog.objects.order_by("pk")
    assert [(row.kind, row.person, row.concerns) for row in rows] == [
        ("sign_in_failed", None, focal.pk),
        ("sign_in_failed", None, None),
        ("sign_in", focal.pk, None),
    ]
    assert RequestOrigin.objects.get(pk=rows[0].request_id).address == "192.0.2.9"
    assert [name for name in ("path", "query") if any(getattr(row, name) for row in rows)] == []


@pytest.mark.parametrize("sql", ["UPDATE {} SET path = 'x'", "DELETE FROM {}", "TRUNCATE {}"])
def test_kept_accesses_cannot_be_changed(sql, focal):
    access_log.keep("export", person=focal)

    with pytest.raises(InternalError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(AccessLog._meta.db_table))


def test_origins_are_deleted_after_400_days_and_the_audit_stays(client, ended):
    RequestOrigin.objects.update(at="2001-01-01T00:00Z")

    assert origins.sweep() > 0
    text = words(client.get("/review/audit/", {"table": "entities.membership"}))
    assert ("Membership changed: Vic" in text, "192.0.2.7" in text) == (True, False)
