"""The audit: every write names who, why and in which request, and nothing written there is ever changed."""

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InternalError, ProgrammingError, connection, transaction
from django.urls import reverse

from entities import desk, evidence, history, review, sharing
from entities.choices import Decision, Role
from entities.models import (
    Agreement,
    Entity,
    EntityName,
    Membership,
    NetworkMembership,
    Record,
    Version,
)
from registry.models import Recommendation, Scheme, Term
from tests import factories as make

pytestmark = pytest.mark.django_db

OURS = ("entities", "registry", "calendar_app")
# Written by the portal for itself, by a person for himself alone, or only ever added to;
# entries follow from versions and agreements.
UNAUDITED = {
    "AccessLog",
    "Audience",
    "AudienceClock",
    "CalendarEntry",
    "Change",
    "ColumnMemory",
    "Dictionary",
    "DirectoryEntry",
    "EditionConfirmation",
    "EditionContent",
    "EditionCorrection",
    "EditionDocument",
    "EditionEntry",
    "EditionEntryEnd",
    "EditionLink",
    "EditionRevision",
    "Evidence",
    "Feed",
    "FormDraft",
    "Import",
    "ImportRow",
    "ImportSheet",
    "ImportedEvent",
    "Job",
    "LabelSet",
    "Letter",
    "ListLeaving",
    "MailRefusal",
    "MatrixEntry",
    "MergedAddress",
    "Occurrence",
    "PublishedCircular",
    "PurgedRevision",
    "RateWindow",
    "Removal",
    "RemovedContent",
    "RequestOrigin",
    "Revision",
    "SavedView",
    "ScheduledRun",
    "TokenUsage",
    "User",
    "WebhookDelivery",
}
APPEND_ONLY = {"Agreement", "Change", "Evidence", "ProgressLine", "Revision"}


def models():
    """Every model of ours that has a table."""
    return [model for label in OURS for model in apps.get_app_config(label).get_models(include_auto_created=True)]


EVENTS = [model for model in models() if hasattr(model, "pgh_tracked_model")]
TRACKED = [model for model in models() if hasattr(model, "pgh_event_model")]


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


@pytest.fixture
def filled():
    """A registry in which every append-only table and many audit tables hold rows."""
    record = make.agree(make.cleared(progress=[{"date": "2018-03-01", "text": "Begun."}]), "public")
    event = make.cleared("event")
    secretariat = make.person(Role.SECRETARIAT)
    desk.propose(record=record, changes={"title": "Better"}, by=secretariat)
    evidence.keep(SimpleUploadedFile("letter.pdf", b"%PDF-1.7"), secretariat)
    return record, event


def contexts(model, **conditions):
    """Label, person and reason of the model's audit rows."""
    rows = model.pgh_event_model.objects.filter(**conditions).order_by("pgh_id")
    return [(row.pgh_label, history.person_of(row), (row.pgh_context or {}).get("reason")) for row in rows]


def test_every_model_is_audited_or_named_here_as_not():
    tables = {model for model in models() if model not in EVENTS and not model._meta.auto_created}

    assert {model.__name__ for model in tables - set(TRACKED)} == UNAUDITED
    assert {model.__name__ for model in tables} >= APPEND_ONLY


REFUSAL = r"append-only|Cannot (update|delete|update or delete) rows|Cannot update"


STATEMENTS = ["DELETE FROM {table}", "TRUNCATE {table} CASCADE", "UPDATE {table} SET {key} = {key}"]


def refuses(model, statement):
    """Run a statement on a model's table, which holds a row, and see it refused with nothing changed."""
    names = {"table": f'"{model._meta.db_table}"', "key": f'"{model._meta.pk.column}"'}
    before = model.objects.count()
    assert before > 0
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # TRUNCATE would stumble over waiting checks first

    with pytest.raises((InternalError, ProgrammingError), match=REFUSAL), transaction.atomic():
        connection.cursor().execute(statement.format(**names))

    assert model.objects.count() == before


@pytest.mark.parametrize("model", EVENTS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("statement", STATEMENTS)
def test_audit_rows_are_never_changed(model, statement):
    fill(model)

    refuses(model, statement)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_append_only_tables_are_never_changed(statement, filled):
    for model in models():
        if model.__name__ in APPEND_ONLY:
            refuses(model, statement)


@pytest.mark.parametrize("statement", STATEMENTS[:2])
def test_records_and_versions_are_kept_for_ever(statement, filled):
    for model in (Record, Version):
        refuses(model, statement)


def fill(model):
    """A row in an audit table, which has no foreign keys; most are empty in these tests."""
    columns = [column for column in model._meta.concrete_fields if not column.null and column is not model._meta.pk]
    names = ", ".join(f'"{column.column}"' for column in columns)
    values = ", ".join(_filler(column) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({values})')


def _filler(column):
    """Some SQL value of a column's type."""
    kind = column.db_type(connection)
    for start, value in (
        ("timestamp", "now()"),
        ("date", "now()"),
        ("time", "now()::time"),
        ("boolean", "false"),
        ("jsonb", "'{}'"),
        ("uuid", "gen_random_uuid()"),
        ("bigint", "1"),
        ("integer", "1"),
        ("smallint", "1"),
        ("double", "1"),
    ):
        if kind.startswith(start):
            return "'{}'" if kind.endswith("[]") else value
    return "'{}'" if kind.endswith("[]") else "'x'"


@pytest.mark.parametrize(
    ("column", "value"),
    [("number", "9"), ("language", "'fr'"), ("submitted_at", "now()"), ("revision_id", "revision_id + 1000")],
)
def test_what_was_submitted_stays_as_it_was(column, value, filled):
    with pytest.raises((InternalError, ProgrammingError), match=REFUSAL), transaction.atomic():
        connection.cursor().execute(f"UPDATE entities_version SET {column} = {value}")

    assert Version.objects.exclude(language="en").count() == 0


# --- Who, why, in which request -------------------------------------------------------------------------


def test_processes_name_who_and_why():
    by, secretariat = make.person(Role.FOCAL_POINT, "who"), make.person(Role.SECRETARIAT)
    record = make.record(by=by)
    record = review.submit(record=record, by=by)
    record = review.send_back(record=record, by=secretariat, reason="When?")
    record = review.submit(record=record, by=by)
    record = review.clear(record=record, by=secretariat)
    word = sharing.Word("partners", Decision.AGREE, reason="published")
    sharing.decide(record=record, entity=make.entity("who"), word=word, by=by)
    review.withdraw(record=record, by=by, reason="unsafe")

    assert contexts(Record, pgh_obj_id=record.pk) == [
        ("insert", by.pk, None),
        ("update", by.pk, None),
        ("update", by.pk, None),
        ("update", secretariat.pk, "When?"),
        ("update", by.pk, None),
        ("update", secretariat.pk, None),
        ("update", by.pk, "unsafe"),
    ]
    assert contexts(Version, record_id=record.pk) == [
        ("insert", by.pk, None),
        ("update", secretariat.pk, "When?"),
        ("insert", by.pk, None),
        ("update", secretariat.pk, None),
    ]
    assert contexts(Agreement, record_id=record.pk) == [("insert", by.pk, "published"), ("insert", by.pk, "unsafe")]


def test_a_reason_stands_under_its_own_act_only():
    """Two acts in one request: the second has no reason of its own and must not get the first one's."""
    first, second = make.submitted(), make.submitted()
    by = make.person(Role.SECRETARIAT)

    with history.acting(by):
        review.clear(record=first, by=by, reason="alone on duty")
        review.clear(record=second, by=by)

    assert contexts(Record, pgh_obj_id=first.pk)[-1] == ("update", by.pk, "alone on duty")
    assert contexts(Record, pgh_obj_id=second.pk)[-1] == ("update", by.pk, None)


def test_audit_rows_hold_no_name_or_address_of_a_person():
    by = make.person(Role.FOCAL_POINT, "who", name="Ann Smith", email="ann.smith@who.example")
    make.record(by=by)

    row = Record.pgh_event_model.objects.get(pgh_label="insert")

    assert set(row.pgh_context) == {"user", "portal_time"}
    assert "Smith" not in str(row.__dict__)
    assert "ann.smith" not in str(row.__dict__)


@pytest.fixture
def reviewer(client):
    person = make.person(Role.SECRETARIAT)
    client.force_login(person)
    return person


def clear(client):
    record = make.submitted()
    return reverse("review-clear", args=[record.reference]), {"version": 1}, Version, "update", None


def send_back(client):
    record = make.submitted()
    return (
        reverse("review-return", args=[record.reference]),
        {"version": 1, "reason": "When?"},
        Record,
        "update",
        "When?",
    )


def rename(client):
    make.entity("dpko")
    sent = {"name": "New", "acronym": "N", "valid_from": "2019-01-01", "reason": "reform"}
    return reverse("reference-name-new", args=["dpko"]), sent, EntityName, "insert", "reform"


def edit_entity(client):
    entity = make.entity("dpko")
    return reverse("reference-entity-edit", args=["dpko"]), {"kind": entity.kind, "reason": "x"}, Entity, "update", "x"


def end_network(client):
    time = make.entity("dpko").network.get()
    return reverse("reference-network-end", args=["dpko", time.pk]), {}, NetworkMembership, "update", None


def give_role(client):
    sent = {"user": make.person().pk, "role": "viewer", "entity": make.entity("dpko").pk, "starts": "2018-03-01"}
    return reverse("review-role-new"), sent | {"reason": "new"}, Membership, "insert", "new"


def add_recommendation(client):
    sent = {"code": "3", "chapter": 3, "topic": "Supply", "status": "unverified", "reason": "read"}
    return reverse("reference-recommendation-new"), sent, Recommendation, "insert", "read"


def delete_recommendation(client):
    return reverse("reference-recommendation-delete", args=["1(a)"]), {}, Recommendation, "delete", None


def add_scheme(client):
    return reverse("reference-scheme-new"), {"slug": "md", "title": "MD", "reason": "asked"}, Scheme, "insert", "asked"


def retire_term(client):
    sent = {"label": "3.5", "order": 0, "retired": "on", "reason": "old"}
    return reverse("reference-term", args=["sdg:3.5"]), sent, Term, "update", "old"


@pytest.mark.parametrize(
    "act",
    [
        clear,
        send_back,
        rename,
        edit_entity,
        end_network,
        give_role,
        add_recommendation,
        delete_recommendation,
        add_scheme,
        retire_term,
    ],
    ids=lambda act: act.__name__,
)
def test_a_write_of_the_secretariat_names_person_reason_and_request(act, client, reviewer):
    address, sent, model, label, reason = act(client)
    before = model.pgh_event_model.objects.count()

    response = client.post(address, sent)

    assert response.status_code == 302
    rows = list(model.pgh_event_model.objects.order_by("pgh_id"))[before:]
    row = next(row for row in rows if row.pgh_label == label)
    expected = {"user": reviewer.pk, "url": address, "request_id": response["X-Request-ID"]}
    told = dict(row.pgh_context)
    assert told.pop("portal_time").startswith("2018-03-12T")
    assert told == expected | ({"reason": reason} if reason else {})


def test_each_request_has_its_own_id(client, reviewer):
    first, second = make.submitted(), make.submitted()

    ids = [
        client.post(reverse("review-clear", args=[record.reference]), {"version": 1})["X-Request-ID"]
        for record in (first, second)
    ]

    kept = [
        Record.pgh_event_model.objects.filter(pgh_obj_id=record.pk).order_by("-pgh_id")[0].pgh_context["request_id"]
        for record in (first, second)
    ]
    assert kept == ids
    assert len(set(ids)) == 2


# --- The page that tells it ------------------------------------------------------------------------------


def address_of(record, query=""):
    return reverse("record-history", args=[record.kind, record.reference]) + query


def test_history_page_tells_what_happened_newest_first(client, reviewer):
    record = make.submitted(title="First")
    by = record.created_by
    record = review.send_back(record=record, by=reviewer, reason="When?")
    content = record.working_copy.content() | {"title": "First of all"}
    record = desk.save(record=record, content=content, base_revision=1, by=by)

    found = client.get(address_of(record)).context["happenings"]

    assert [(row.title, row.who, row.reason) for row in found] == [
        ("Revision 2 saved", str(by), ""),
        ("Version 1 returned", str(reviewer), "When?"),
        ("Version 1 submitted (revision 1)", str(by), ""),
        ("Revision 1 saved", str(by), ""),
        ("WHO named as lead", str(by), ""),
    ]
    assert [(change.name, change.before, change.after) for change in found[0].changes] == [
        ("title", "First", "First of all")
    ]


def test_any_two_revisions_are_compared_by_address(client, reviewer):
    record = make.record(title="One")
    for number, title in enumerate(("Two", "Three"), start=1):
        content = record.working_copy.content() | {"title": title}
        record = desk.save(record=record, content=content, base_revision=number, by=record.created_by)

    compared = client.get(address_of(record, "?from=1&to=3")).context["compared"]

    assert [(change.before, change.after) for change in compared["changes"]] == [("One", "Three")]


@pytest.mark.parametrize(
    "query", ["?from=0&to=1", "?from=1", "?from=1&to=9", "?from=x&to=1", "?before=x", "?a=1", "?from=²&to=1"]
)
def test_a_comparison_that_cannot_be_made_is_a_bad_request(client, reviewer, query):
    record = make.record()

    assert client.get(address_of(record, query)).status_code == 400


def test_history_page_is_for_own_entities_and_the_secretariat(client):
    record = make.cleared(lead="who", partners=["unodc"])
    found = {}
    for name, person in {
        "own viewer": make.person(Role.VIEWER, "who"),
        "partner": make.person(Role.FOCAL_POINT, "unodc"),
        "secretariat": make.person(Role.SECRETARIAT),
        "other entity": make.person(Role.FOCAL_POINT, "undp"),
        "partner organisation": make.person(Role.PARTNER),
    }.items():
        client.force_login(person)
        found[name] = client.get(address_of(record)).status_code

    assert found == {
        "own viewer": 200,
        "partner": 200,
        "secretariat": 200,
        "other entity": 404,
        "partner organisation": 404,
    }


def test_history_page_goes_on_to_earlier_happenings(client, reviewer, monkeypatch):
    monkeypatch.setattr("entities.views.history.PAGE", 2)
    record, seen, query = make.cleared(), [], ""

    while query is not None:
        response = client.get(address_of(record, query))
        seen += [row.number for row in response.context["happenings"]]
        older = response.context["older"]
        query = older and f"?before={older}"

    assert seen == list(range(response.context["total"], 0, -1))
