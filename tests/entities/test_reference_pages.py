"""Pages on which the secretariat keeps entities, names, the network and roles: what they do and what they refuse."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from entities.choices import Role
from entities.labels import labels
from entities.models import Entity, EntityName, Membership, NetworkMembership
from entities.reference_history import changes
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(client):
    person = make.person(Role.SECRETARIAT, name="Ada")
    client.force_login(person)
    return person


@pytest.fixture
def dpko(db):
    return make.entity("dpko", name="Department of Peacekeeping Operations")


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def errors(response):
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def names(entity):
    return list(entity.names.values_list("name", "acronym", "valid_from", "valid_to"))


def told(*queries):
    """The history as who, title, reason, and each field's before and after."""
    return [
        (row.who, row.title, row.reason, {field["label"]: (field["before"], field["after"]) for field in row.fields})
        for row in changes(*queries)
    ]


def test_new_name_closes_the_former_and_rewrites_nothing(client, reviewer, dpko):
    sent = {"name": "Department of Peace Operations", "acronym": "DPO", "valid_from": "2019-01-01", "reason": "reform"}

    response = client.post(reverse("reference-name-new", args=["dpko"]), sent)

    assert response["Location"] == reverse("reference-entity", args=["dpko"])
    assert names(dpko) == [
        ("Department of Peacekeeping Operations", "DPKO", None, date(2018, 12, 31)),
        ("Department of Peace Operations", "DPO", date(2019, 1, 1), None),
    ]
    assert [str(labels("en", on).entity("dpko")) for on in (date(2018, 12, 31), date(2019, 1, 1))] == ["DPKO", "DPO"]
    assert told((EntityName, {"entity_id": dpko.pk}))[:2] == [
        (
            "Ada",
            "Entity name added: Department of Peace Operations",
            "reform",
            {
                "Name": ("", "Department of Peace Operations"),
                "Acronym": ("", "DPO"),
                "Valid from": ("", "1 January 2019"),
            },
        ),
        (
            "Ada",
            "Entity name changed: Department of Peacekeeping Operations",
            "reform",
            {"Valid to": ("", "31 December 2018")},
        ),
    ]


def test_a_renaming_is_taken_back(client, reviewer, dpko):
    sent = {"name": "Department of Peace Operations", "acronym": "DPO", "valid_from": "2019-01-01"}
    client.post(reverse("reference-name-new", args=["dpko"]), sent)
    first, second = dpko.names.order_by("pk")

    refused = client.post(reverse("reference-name-take-back", args=["dpko", first.pk]))
    client.post(reverse("reference-name-take-back", args=["dpko", second.pk]))
    only = client.post(reverse("reference-name-take-back", args=["dpko", first.pk]))

    sentence = "Only the newest of several names can be taken back. Correct this one instead."
    assert (said(refused), said(only)[-1]) == (
        ["The new name is kept; the former one ends the day before.", sentence],
        sentence,
    )
    assert names(dpko) == [("Department of Peacekeeping Operations", "DPKO", None, None)]


def test_new_name_before_a_later_one_is_refused_and_nothing_typed_is_lost(client, reviewer, dpko):
    EntityName.objects.filter(entity=dpko).update(valid_from=date(2019, 1, 1))
    sent = {"name": "Another", "acronym": "A", "valid_from": "2018-06-01", "source": "a letter", "reason": "why"}

    response = client.post(reverse("reference-name-new", args=["dpko"]), sent)

    assert response.status_code == 409
    assert errors(response) == {
        "__all__": [
            "The name “Department of Peacekeeping Operations” begins on 2019-01-01. "
            "Give a later day, or correct that name."
        ]
    }
    assert {name: response.context["form"][name].value() for name in sent} == sent
    assert EntityName.objects.filter(entity=dpko).count() == 1


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (
            {"valid_from": "2018-06-01", "valid_to": "2019-06-01"},
            {"valid_from": ["“Second” covers some of these days already: 2019-01-01 – …."]},
        ),
        ({"valid_from": "2018-06-02", "valid_to": "2018-06-01"}, {"valid_to": ["The last day lies before the first."]}),
        ({"valid_from": "yesterday", "valid_to": ""}, {"valid_from": ["Enter a valid date."]}),
    ],
)
def test_correcting_a_name_names_the_field_and_the_days(client, reviewer, dpko, sent, expected):
    first = dpko.names.get()
    first.valid_to = date(2018, 12, 31)
    first.save()
    EntityName.objects.create(entity=dpko, name="Second", valid_from=date(2019, 1, 1))

    response = client.post(
        reverse("reference-name", args=["dpko", first.pk]), {"name": first.name, "acronym": "DPKO"} | sent
    )

    assert (response.status_code, errors(response)) == (400, expected)
    first.refresh_from_db()
    assert (first.valid_from, first.valid_to) == (None, date(2018, 12, 31))


def test_entity_is_made_with_its_first_name(client, reviewer):
    sent = {
        "slug": "itu",
        "name": "International Telecommunication Union",
        "acronym": "ITU",
        "kind": "un_specialized_agency",
        "un_system": "on",
        "hq_city": "Geneva",
    }

    response = client.post(reverse("reference-entity-new"), sent)

    entity = Entity.objects.get(slug="itu")
    assert response["Location"] == reverse("reference-entity", args=["itu"])
    assert (entity.kind, entity.un_system, entity.contributors_need_approval) == ("un_specialized_agency", True, False)
    assert names(entity) == [("International Telecommunication Union", "ITU", None, None)]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"slug": "dpko"}, {"slug": ["Entity with this Code already exists."]}),
        ({"slug": "a b"}, {"slug": ["Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."]}),
        ({"slug": "new"}, {"slug": ["“new” is an address of these pages. Choose another code."]}),
        ({"name": ""}, {"name": ["This field is required."]}),
        ({"kind": "club"}, {"kind": ["Select a valid choice. club is not one of the available choices."]}),
        (
            {"hq_country": "XXX"},
            {"hq_country": ["Select a valid choice. XXX is not one of the available choices."]},
        ),
    ],
)
def test_a_wrong_entity_is_refused_at_its_field(client, reviewer, dpko, changed, expected):
    sent = {"slug": "itu", "name": "ITU", "kind": "un_entity"} | changed

    response = client.post(reverse("reference-entity-new"), sent)

    assert (response.status_code, errors(response)) == (400, expected)
    assert list(Entity.objects.values_list("slug", flat=True)) == ["dpko"]


def test_an_entity_is_not_part_of_its_own_part(client, reviewer, dpko):
    make.entity("office", parent=dpko)
    sent = {"kind": dpko.kind, "parent": Entity.objects.get(slug="office").pk}

    response = client.post(reverse("reference-entity-edit", args=["dpko"]), sent)

    assert errors(response) == {"parent": ["OFFICE is itself part of this entity."]}


def test_approval_of_contributors_is_switched_off_with_its_history(client, reviewer, dpko):
    client.post(reverse("reference-entity-edit", args=["dpko"]), {"kind": dpko.kind, "reason": "They asked."})

    dpko.refresh_from_db()
    assert dpko.contributors_need_approval is False
    assert told((Entity, {"pgh_obj_id": dpko.pk}))[0] == (
        "Ada",
        "Entity changed: dpko",
        "They asked.",
        {"Focal point approves contributors' submissions": ("yes", "no")},
    )


def test_aliases_are_kept_by_line(client, reviewer, dpko):
    address = reverse("reference-aliases", args=["dpko"])

    client.post(address, {"aliases": " DOMP \nPeacekeeping\n\nDOMP"})
    client.post(address, {"aliases": "Peacekeeping\nBlue  helmets"})

    assert list(dpko.aliases.values_list("alias", flat=True)) == ["Blue helmets", "Peacekeeping"]


def test_network_times_do_not_overlap(client, reviewer, dpko):
    address = reverse("reference-network-new", args=["dpko"])

    response = client.post(address, {"starts": "2018-01-01", "rhythm": "monthly"})

    assert (response.status_code, errors(response)) == (
        400,
        {"starts": ["“The network” covers some of these days already: 2017-04-20 – …."]},
    )
    assert NetworkMembership.objects.count() == 1


def test_time_in_the_network_ends_goes_on_and_comes_again(client, reviewer, dpko):
    time = dpko.network.get()
    address = reverse("reference-network-end", args=["dpko", time.pk])

    ended = client.post(address)
    time.refresh_from_db()
    ends = time.ends
    client.post(address)
    time.refresh_from_db()

    assert said(ended) == ["The entity leaves the network after 12 March 2018."]
    assert (ends, time.ends) == (date(2018, 3, 12), None)


def test_invited_body_joins_with_its_basis(client, reviewer):
    incb = make.entity("incb", network=False)
    sent = {"starts": "2018-01-01", "rhythm": "reads", "invited": "on", "basis": "CND decision"}

    client.post(reverse("reference-network-new", args=["incb"]), sent)

    assert list(incb.network.values_list("starts", "ends", "rhythm", "leads", "invited", "basis")) == [
        (date(2018, 1, 1), None, "reads", False, True, "CND decision")
    ]


# --- People -------------------------------------------------------------------------------------------


def test_role_is_given_and_ended(client, reviewer, dpko):
    person = make.person(name="Bo")
    sent = {"user": person.pk, "role": "focal_point", "entity": dpko.pk, "starts": "2018-03-01", "reason": "named"}

    client.post(reverse("review-role-new"), sent)
    role = Membership.objects.get(user=person)
    client.post(reverse("review-role-end", args=[role.pk]), {"ends": "2018-03-11", "reason": "left"})
    role.refresh_from_db()

    assert (role.role, role.entity, role.starts, role.ends) == (
        Role.FOCAL_POINT,
        dpko,
        date(2018, 3, 1),
        date(2018, 3, 11),
    )
    assert list(Membership.objects.current().filter(user=person)) == []
    assert [row[:3] for row in told((Membership, {"user_id": person.pk}))] == [
        ("Ada", "Membership changed: Bo", "left"),
        ("Ada", "Membership added: Bo", "named"),
    ]


def test_nobody_gives_a_role_to_himself(client, reviewer, dpko):
    sent = {"user": reviewer.pk, "role": "focal_point", "entity": dpko.pk, "starts": "2018-03-01"}

    response = client.post(reverse("review-role-new"), sent)

    assert errors(response) == {"__all__": ["Nobody gives a role to himself. Ask a colleague."]}
    assert list(reviewer.memberships.values_list("role", flat=True)) == [Role.SECRETARIAT]


def test_nobody_ends_his_own_role(client, reviewer):
    role = reviewer.memberships.get()

    response = client.post(reverse("review-role-end", args=[role.pk]), {"ends": "2018-03-12"})

    role.refresh_from_db()
    assert errors(response) == {"__all__": ["You cannot end your own role. Ask a colleague."]}
    assert role.ends is None


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"role": "focal_point"}, {"entity": ["Choose the entity."]}),
        ({"role": "partner"}, {"organisation": ["Choose the organisation."]}),
        ({"role": "secretariat", "entity": "dpko"}, {"entity": ["This role has no entity: leave it empty."]}),
        ({"role": "viewer", "entity": "dpko", "deputy": "on"}, {"deputy": ["Only a focal point can be a deputy."]}),
        ({"role": "viewer", "entity": "dpko", "ends": "2018-02-01"}, {"ends": ["The last day lies before the first."]}),
        ({"role": "king"}, {"role": ["Select a valid choice. king is not one of the available choices."]}),
    ],
)
def test_a_role_in_the_wrong_place_is_refused_at_its_field(client, reviewer, dpko, sent, expected):
    person = make.person()
    entity = {"entity": dpko.pk} if sent.get("entity") else {}

    response = client.post(reverse("review-role-new"), {"user": person.pk, "starts": "2018-03-01"} | sent | entity)

    assert (response.status_code, errors(response)) == (400, expected)
    assert not person.memberships.exists()


def test_lists_take_as_many_queries_for_one_row_as_for_three(client, reviewer, django_assert_max_num_queries):
    addresses = [reverse(name) for name in ("reference-entities", "reference-network", "review-people")]
    counted = []
    for slugs in (["who"], ["undp", "unodc", "ohchr"]):
        for slug in slugs:
            make.person(Role.FOCAL_POINT, slug)
        for address in addresses:
            client.get(address)
            with django_assert_max_num_queries(60) as queries:
                client.get(address)
            counted.append(len(queries))

    assert counted[:3] == counted[3:]


def test_nothing_is_saved_over_somebody_elses_newer_change(client, reviewer, dpko):
    address = reverse("reference-entity-edit", args=["dpko"])
    seen = client.get(address).context["form"]["seen"].value()
    sent = {"kind": dpko.kind, "contributors_need_approval": "on", "seen": seen}

    client.post(address, sent | {"hq_city": "New York"})
    late = client.post(address, sent | {"note": "My own remark"})

    dpko.refresh_from_db()
    assert (dpko.hq_city, dpko.note) == ("New York", "")
    assert late.status_code == 400
    assert errors(late) == {
        "seen": ["Somebody changed this since you opened it: see its history. Send your own again to save it instead."]
    }
    form = late.context["form"]
    assert form["note"].value() == "My own remark"
    client.post(address, sent | {"note": "My own remark", "seen": form["seen"].value()})
    dpko.refresh_from_db()
    assert (dpko.hq_city, dpko.note) == ("", "My own remark")
