"""The demonstration: people who do not exist, records of theirs in every state of the desk, and circulars."""

from contextlib import nullcontext
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from entities import desk, review
from entities.history import acting
from entities.loading import read
from entities.models import ApiToken, Entity, Membership, PartnerOrganisation, Record, User
from registry import circulars
from registry.choices import EditionState
from registry.documents.making import make as make_documents
from registry.edition_reading import EditionReading
from registry.models import Circular, DistributionList, Edition
from ungass_portal.lib import clock

DATA = Path(__file__).parent / "data" / "demo.json"
SECRETARIAT = "secretariat@ungass.example"
SAMPLE, SAMPLE_LIFE = "Sample for trials", timedelta(days=7)


@transaction.atomic
def make():
    """Make the people, records and circulars that are not there yet; returns (people made, records made)."""
    data = read(DATA)
    with acting(None, "create_demo_people"):
        people = _people(data)
    records = _records(data["records"])
    _circulars(data)
    return people, records


def sign_ins():
    """E-mail addresses and the password that they share."""
    data = read(DATA)
    return [person["email"] for person in data["people"]], data["meta"]["password"]


def sample_token():
    """Make a token of the demonstration's partner organisation and return its secret; the one before it ends."""
    organisation = PartnerOrganisation.objects.get(slug=read(DATA)["organisation"]["slug"])
    now = timezone.now()
    with transaction.atomic(), acting(None, "make run"):
        ApiToken.objects.live().filter(organisation=organisation, name=SAMPLE).update(revoked_at=now)
        _token, secret = ApiToken.make(
            name=SAMPLE, organisation=organisation, scopes=organisation.scopes, expires_at=now + SAMPLE_LIFE
        )
    return secret


def _people(data):
    """People and their roles; somebody who is there is left alone."""
    organisation, _made = PartnerOrganisation.objects.get_or_create(
        slug=data["organisation"]["slug"], defaults=data["organisation"]
    )
    entities = {entity.slug: entity for entity in Entity.objects.all()}
    known = set(User.objects.filter(is_demo=True).values_list("email", flat=True))
    fresh = [person for person in data["people"] if person["email"] not in known]
    for row in fresh:
        person = User.objects.create_user(row["email"], data["meta"]["password"], name=row["name"], is_demo=True)
        Membership.objects.create(
            user=person,
            role=row["role"],
            entity=entities[row["entity"]] if "entity" in row else None,
            organisation=organisation if row.get("organisation") else None,
            starts=date.fromisoformat(data["meta"]["roles_from"]),
        )
    return len(fresh)


def _records(rows):
    """Records through the real processes; one that is there is left as people have worked on it."""
    people = {person.email: person for person in User.objects.filter(is_demo=True)}
    known = set(Record.objects.filter(reference__in=[row["reference"] for row in rows]).values_list("reference"))
    fresh = [row for row in rows if (row["reference"],) not in known]
    for row in fresh:
        record = desk.create(kind=row["kind"], content=row["content"], by=people[row["by"]], reference=row["reference"])
        for step in row["steps"]:
            _take(step, record, people[step["by"]])
    return len(fresh)


def _take(step, record, by):
    """One act after the first save."""
    if step["act"] == "submit":
        review.submit(record=record, by=by)
    elif step["act"] == "return":
        review.send_back(record=record, by=by, reason=step["reason"], fields=step["fields"])
    else:
        entity = Entity.objects.get(slug=step["entity"])
        desk.propose(record=record, changes=step["changes"], by=by, entity=entity, reason=step["reason"])


def _circulars(data):
    """Lists and circulars, by the secretariat and at their time; those of months that are not sealed are left out."""
    by = User.objects.get(email=SECRETARIAT)
    for row in data["lists"]:
        fields = {name: row[name] for name in ("name", "roles", "attaches")} | {"audience_id": row["audience"]}
        made, is_new = DistributionList.objects.get_or_create(slug=row["slug"], defaults=fields)
        for address in row["mailboxes"] if is_new else ():
            made.mailboxes.create(address=address)
    known = {row.slug: row for row in DistributionList.objects.all()}
    sealed = {row.code: row for row in Edition.objects.filter(state=EditionState.SEALED)}
    written = set(Circular.objects.values_list("title", flat=True))
    for row in data["circulars"]:
        if row["title"] in written or (row["edition"] and row["edition"] not in sealed):
            continue
        with clock.as_of(datetime.fromisoformat(row["at"])) if row["at"] else nullcontext():
            _circular(row, sealed.get(row["edition"]), [known[slug] for slug in row["lists"]], by)


def _circular(row, edition, lists, by):
    """Write a circular and, if it has a time, send it; its documents are made first, as the worker would have."""
    text = {name: row[name] for name in ("title", "note")}
    draft = Circular(audience_id=row["audience"], edition=edition, **text)
    draft = circulars.save(circular=draft, lists=lists, by=by)
    if row["at"]:
        for audience in {each.audience for each in circulars.recipients(draft)} if edition else ():
            make_documents(EditionReading(edition, audience).revision)
        circulars.send(circular=draft, by=by)
