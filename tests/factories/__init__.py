"""Builders for tests: only what is required, and everything that passes the gate passes the real processes."""

from datetime import date

import factory

from entities import desk, review, sharing
from entities.choices import Decision, Role
from entities.models import (
    Country,
    Entity,
    EntityName,
    Membership,
    NetworkMembership,
    PartnerOrganisation,
    Region,
    User,
)
from registry.models import Chapter, Recommendation, Scheme, Subheading, Term

PASSWORD = "correct horse battery"
NETWORK_START = date(2017, 4, 20)


class PersonFactory(factory.django.DjangoModelFactory):
    """A person with a password and no role."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"person{number}@example.org")
    name = factory.Sequence(lambda number: f"Person {number}")
    password = factory.django.Password(PASSWORD)


class EntityFactory(factory.django.DjangoModelFactory):
    """A body outside the network, with one name."""

    class Meta:
        model = Entity
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda number: f"body{number}")
    kind = "un_specialized_agency"


def entity(slug, *, network=True, name="", **fields):
    """An entity with its name, in the network unless told otherwise; the same slug gives the same entity."""
    row = EntityFactory(slug=slug, **fields)
    EntityName.objects.get_or_create(entity=row, defaults={"name": name or f"{slug} in full", "acronym": slug.upper()})
    if network:
        NetworkMembership.objects.get_or_create(entity=row, defaults={"starts": NETWORK_START})
    return row


def person(role=None, at=None, **fields):
    """A person, with a role in an entity (by slug or row), in the secretariat, or in a partner organisation."""
    user = PersonFactory(**fields)
    if role == Role.SECRETARIAT:
        Membership.objects.create(user=user, role=role, starts=NETWORK_START)
    elif role == Role.PARTNER:
        organisation, _made = PartnerOrganisation.objects.get_or_create(
            slug="partner", defaults={"name": "Partner organisation"}
        )
        Membership.objects.create(user=user, role=role, organisation=organisation, starts=NETWORK_START)
    elif role:
        place = entity(at) if isinstance(at, str) else at
        Membership.objects.create(user=user, role=role, entity=place, starts=NETWORK_START)
    return user


def code_lists():
    """A few chapters, recommendations, terms, regions and countries: enough to word a record with."""
    for number in (1, 2, 3):
        Chapter.objects.get_or_create(
            number=number,
            defaults={"slug": f"chapter-{number}", "title": f"Title {number}", "short_title": f"Short {number}"},
        )
    Subheading.objects.get_or_create(
        slug="ch1-prevention",
        defaults={"chapter_id": 1, "order": 1, "title": "Prevention", "short_title": "Prevention"},
    )
    Recommendation.objects.get_or_create(code="1(a)", defaults={"chapter_id": 1, "topic": "Children and youth"})
    for slug, title in (("sdg", "SDG targets"), ("event-kinds", "Kinds of event"), ("programmes", "Programmes")):
        Scheme.objects.get_or_create(slug=slug, defaults={"title": title})
    for code in ("sdg:3.5", "event-kinds:training", "programmes:smart"):
        Term.objects.get_or_create(code=code, defaults={"scheme_id": code.split(":")[0], "label": code})
    for code, name, parent in (("001", "World", None), ("150", "Europe", "001"), ("155", "Western Europe", "150")):
        Region.objects.get_or_create(code=code, defaults={"names": {"en": name}, "parent_id": parent})
    for iso3, iso2, m49, name, region in (
        ("AUT", "AT", "040", "Austria", "155"),
        ("FRA", "FR", "250", "France", "155"),
        ("PER", "PE", "604", "Peru", "001"),
    ):
        Country.objects.get_or_create(
            iso3=iso3, defaults={"iso2": iso2, "m49": m49, "names": {"en": name}, "region_id": region}
        )


def content(kind="activity", **fields):
    """A whole content: the blank form with a title, a summary and the given fields."""
    return desk.blank(kind) | {"title": "A title", "summary": "A summary."} | fields


def part(slug, role="lead", office=""):
    """A participant of a content; makes the entity in the network if there is none."""
    if not Entity.objects.filter(slug=slug).exists():
        entity(slug)
    return {"entity": slug, "role": role, "office": office}


def record(kind="activity", *, by=None, lead="who", partners=(), **fields):
    """A draft saved by the lead's focal point."""
    participants = [part(lead), *(part(slug, "partner") for slug in partners)]
    by = by or person(Role.FOCAL_POINT, lead)
    return desk.create(kind=kind, content=content(kind, participants=participants, **fields), by=by)


def submitted(kind="activity", **fields):
    """A record waiting for the secretariat."""
    row = record(kind, **fields)
    return review.submit(record=row, by=row.created_by)


def cleared(kind="activity", **fields):
    """A record that the network reads."""
    return review.clear(record=submitted(kind, **fields), by=person(Role.SECRETARIAT))


def agree(row, audience, *, scope="wording", **fields):
    """Let every decider of the cleared version agree, each by a focal point of its own."""
    gate = sharing.Gate(row)
    for slug in gate.deciders(gate.cleared):
        word = sharing.Word(audience, Decision.AGREE, scope, **fields)
        sharing.decide(record=row, entity=entity(slug), word=word, by=person(Role.FOCAL_POINT, slug))
    return row


def shared(audience, kind="activity", **fields):
    """A cleared record that may go to an outside audience."""
    return agree(cleared(kind, **fields), audience)
