"""Sealing: what each audience reads becomes the edition of a month, once, for ever."""

import hashlib
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from entities import review
from entities.audiences import Reading
from entities.choices import Role
from entities.models import EntityName, NetworkMembership
from registry.edition_errors import AlreadySealed, EditionError
from registry.edition_reading import EditionReading
from registry.models import (
    Edition,
    EditionConfirmation,
    EditionContent,
    EditionCorrection,
    EditionDocument,
    EditionEntry,
    EditionEntryEnd,
    EditionRevision,
    LabelSet,
    MatrixEntry,
    PurgedRevision,
    RemovedContent,
    SignOff,
)
from registry.revising import correct_edition
from registry.sealing import seal_edition, write_entries
from tests import factories as make
from tests.factories.editions import edition, sealed, titles
from tests.factories.records import second_wording

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


def test_each_audience_gets_what_it_reads_and_nothing_else():
    own, partners, public = make.cleared(title="Own"), make.shared("partners"), make.shared("public", "event")
    make.submitted(title="Not cleared")

    row = sealed()

    found = {audience: list(titles(row, audience)) for audience in Reading}
    assert found == {
        "network": sorted([own.reference, partners.reference, public.reference]),
        "partners": sorted([partners.reference, public.reference]),
        "public": [public.reference],
    }
    assert (row.state, row.despite) == ("sealed", "for a test")
    revisions = EditionRevision.objects.order_by("audience__order").values_list("audience", "number", "counts")
    assert list(revisions) == [
        ("network", 0, {"activity": 2, "event": 1}),
        ("partners", 0, {"activity": 1, "event": 1}),
        ("public", 0, {"event": 1}),
    ]


def test_a_held_payload_is_the_entry_to_the_letter():
    record = make.shared("partners", figures=[{"value": 23, "unit": "countries", "qualifier": "exact"}])
    entry = MatrixEntry.objects.get(record=record, audience="partners")

    (held,) = EditionReading(sealed(), "partners").entries()

    assert (held.kind, held.payload, held.sha256) == ("activity", entry.payload, entry.payload_sha256)


def test_what_ran_out_is_left_out_even_before_the_cycle_has_written_it_off(portal_date):
    record = make.agree(make.cleared(), "partners", until=date(2018, 3, 20))
    portal_date(date(2018, 3, 21))

    row = sealed()

    assert (titles(row, "partners"), list(titles(row, "network"))) == ({}, [record.reference])


def test_intervals_go_on_end_and_begin():
    same, changed, gone = make.cleared(title="Same"), make.cleared(title="First"), make.cleared(title="Gone")
    january = sealed("2018-01")
    second_wording(changed, title="Second")
    review.withdraw(record=gone, by=gone.created_by, reason="a mistake")
    fresh = make.cleared(title="New")

    february = sealed("2018-02")

    assert titles(january, "network") == {same.reference: "Same", changed.reference: "First", gone.reference: "Gone"}
    assert titles(february, "network") == {same.reference: "Same", changed.reference: "Second", fresh.reference: "New"}
    assert EditionEntry.objects.count() == EditionContent.objects.count() == 5
    ends = EditionEntryEnd.objects.values_list("entry__reference", "at_edition")
    assert sorted(ends) == sorted((ref, february.pk) for ref in (changed.reference, gone.reference))


def test_a_wording_that_comes_back_is_stored_once():
    record = make.cleared(title="First")
    sealed("2018-01")
    record = second_wording(record, title="Second")
    sealed("2018-02")
    second_wording(record, title="First")

    row = sealed("2018-03")

    assert titles(row, "network") == {record.reference: "First"}
    assert (EditionEntry.objects.count(), EditionContent.objects.count()) == (3, 2)


def test_hash_is_that_of_the_canonical_content():
    make.shared("public")
    make.shared("public", "event")
    row = sealed()

    for audience in Reading:
        reading = EditionReading(row, audience)
        lines = [
            f"{held.reference}\t{held.kind}\t{held.sha256}\t{held.last_confirmed or ''}\n" for held in reading.entries()
        ]
        assert reading.revision.sha256 == hashlib.sha256("".join(lines).encode()).hexdigest()


def test_who_was_not_confirmed_since_the_opening_is_carried_over(portal_date):
    portal_date(date(2018, 2, 28))
    old = make.shared("public")
    portal_date(date(2018, 3, 12))
    new = make.cleared()

    row = sealed()

    found = {
        held.reference: (held.last_confirmed, held.carried_over) for held in EditionReading(row, "network").entries()
    }
    assert found == {old.reference: (date(2018, 2, 28), True), new.reference: (date(2018, 3, 12), False)}
    (partners,), (public,) = (list(EditionReading(row, audience).entries()) for audience in ("partners", "public"))
    assert (partners.last_confirmed, partners.carried_over) == (date(2018, 2, 28), True)
    assert (public.last_confirmed, public.carried_over) == (None, False)
    assert dict(EditionConfirmation.objects.values_list("day", "references")) == {
        date(2018, 2, 28): [old.reference],
        date(2018, 3, 12): [new.reference],
    }


def test_entries_can_be_read_by_kind_and_from_a_place_on(monkeypatch):
    monkeypatch.setattr("registry.edition_reading.BATCH", 2)
    references = sorted(make.cleared().reference for _number in range(5))
    event = make.cleared("event").reference
    reading = EditionReading(sealed(), "network")

    assert [held.reference for held in reading.entries()] == [*references, event]
    assert [held.reference for held in reading.entries(["event"])] == [event]
    assert [held.reference for held in reading.entries(["activity"], after=references[0], limit=3)] == references[1:4]
    assert (reading.count(), reading.count(["activity", "mandate"])) == (6, 5)


def test_statements_do_not_grow_with_rows(django_assert_num_queries):
    make.shared("public")
    with django_assert_num_queries(10):
        write_entries(edition("2018-01"))
    for _number in range(3):
        make.shared("public")

    with django_assert_num_queries(10):
        write_entries(edition("2018-02"))

    assert EditionEntry.objects.filter(from_edition="2018-02-01").count() == 9


def test_names_are_those_of_the_sealing_day(portal_date):
    make.cleared(lead="who")
    row = sealed()
    EntityName.objects.filter(entity__slug="who").update(valid_to=date(2018, 12, 31))
    EntityName.objects.create(entity=make.entity("who"), name="World Health", acronym="WH", valid_from=date(2019, 1, 1))
    portal_date(date(2019, 2, 1))

    later = sealed("2019-01")

    then, now = (EditionReading(each, "public").labels("fr") for each in (row, later))
    assert (str(then.entity("who")), str(now.entity("who"))) == ("OMS", "WH")
    assert (then.network, then.get("chapter", 1).name, list(then.of("chapter"))) == ({"who"}, "Title 1", [1, 2, 3])
    assert (str(then.get("chapter", 9)), then.of("region-members")["155"].aliases[1]) == ("9", ("AUT", "FRA"))
    assert EditionReading(row, "network").labels("zh-hans").get("country", "AUT").name == "Austria"


# --- What stands in the way --------------------------------------------------------------------------


def test_what_is_missing_is_listed_and_can_be_overruled_with_a_reason(portal_date):
    by, row = make.person(Role.SECRETARIAT), edition()
    record = make.submitted(lead="who")
    for slug, rhythm in (("undp", "monthly"), ("incb", "quarterly"), ("fao", "reads")):
        make.entity(slug)
        NetworkMembership.objects.filter(entity__slug=slug).update(rhythm=rhythm)
    SignOff.objects.create(edition=row, entity=make.entity("undp"), word="no_change", by=by)

    with pytest.raises(EditionError) as refused:
        seal_edition(edition=row, by=by)

    assert refused.value.missing == [
        "The deadline has not passed: it is on 21 March 2018, 18:00.",
        f"1 submission is not cleared: {record.reference}.",
        "2 entities have not signed off: INCB, WHO.",
    ]
    assert not EditionRevision.objects.exists()
    assert seal_edition(edition=row, by=by, despite=" They were asked twice. ").despite == "They were asked twice."


def test_who_reports_every_quarter_is_not_expected_in_other_months(portal_date):
    make.entity("incb")
    NetworkMembership.objects.update(rhythm="quarterly")
    portal_date(date(2018, 3, 1))

    row = seal_edition(edition=edition("2018-02"), by=make.person(Role.SECRETARIAT), despite="not needed")

    assert (row.state, row.despite) == ("sealed", "")


def test_months_are_sealed_once_and_in_their_order():
    by = make.person(Role.SECRETARIAT)
    february, march = edition("2018-02"), edition("2018-03")
    planned = edition("2018-04", "planned")

    with pytest.raises(EditionError, match="Seal February 2018 first"):
        seal_edition(edition=march, by=by, despite="x")
    with pytest.raises(EditionError, match="April 2018 has not been opened yet"):
        seal_edition(edition=planned, by=by, despite="x")
    seal_edition(edition=february, by=by, despite="x")
    with pytest.raises(AlreadySealed, match=r"February 2018 is sealed already, since 12 March 2018, "):
        seal_edition(edition=february, by=by, despite="x")
    with pytest.raises(EditionError, match="A later month is sealed, so January 2018 cannot be"):
        seal_edition(edition=edition("2018-01"), by=by, despite="x")

    assert EditionRevision.objects.count() == 3


def test_only_the_secretariat_seals():
    row = edition()

    with pytest.raises(PermissionDenied):
        seal_edition(edition=row, by=make.person(Role.FOCAL_POINT, "who"), despite="x")

    assert Edition.objects.get().state == "open"


def test_what_is_sealed_refuses_every_change_by_sql():
    record, changed = make.cleared(), make.cleared()
    first, by = sealed("2018-01"), make.person(Role.SECRETARIAT)
    review.withdraw(record=record, by=record.created_by, reason="x")
    second_wording(changed, title="Second")
    (revision,) = correct_edition(edition=first, references=[changed.reference], by=by, reason="x")
    sealed("2018-02")
    SignOff.objects.create(edition=first, entity=make.entity("who"), word="updated", by=by)
    EditionDocument.objects.create(
        revision=revision, format="csv", name="a", path="a", size=1, sha256="0" * 64, software="x"
    )
    PurgedRevision.objects.create(revision=revision, at=revision.made_at)
    RemovedContent.objects.create(content=EditionContent.objects.first(), basis="law", reason="x", at=revision.made_at)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    models = (
        EditionEntry, EditionEntryEnd, EditionContent, EditionRevision, EditionCorrection, EditionConfirmation,
        EditionDocument, LabelSet, PurgedRevision, RemovedContent, SignOff,
    )  # fmt: skip
    for model in models:
        table, column = model._meta.db_table, model._meta.pk.column
        assert model.objects.exists(), table
        for verb in ("DELETE FROM {0}", "TRUNCATE {0} CASCADE", "UPDATE {0} SET {1} = {1}"):
            refused(verb.format(table, column), r"registry_\w+ is append-only")


def refused(sql, told):
    with pytest.raises(DatabaseError, match=told), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_days_of_a_sealed_month_are_fixed_and_those_of_others_are_not():
    sealed("2018-01")
    edition("2018-02")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    refused("UPDATE registry_edition SET opens_at = opens_at - interval '1 day'", "edition of 2018-01-01 is sealed")
    refused("UPDATE registry_edition SET state = 'open', sealed_at = NULL", "edition of 2018-01-01 is sealed")
    refused("DELETE FROM registry_edition WHERE month = '2018-01-01'", "edition of 2018-01-01 is sealed")
    refused("TRUNCATE registry_edition CASCADE", "is append-only")

    assert Edition.objects.filter(month="2018-02-01").update(moved_by_hand=True) == 1
