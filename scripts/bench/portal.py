"""What the bench asks the portal's process to do beside answering requests, and the portal's addresses."""

from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

MATRIX = "/matrix/"
API = "/api/v1/activities/"
# The columns that the plain registry's exports have; a file has their dates as given beside the real ones.
COLUMNS = (
    "reference", "title", "summary", "lead", "partners", "chapter", "subheading", "recommendations", "terms", "level",
    "scope", "countries", "regions", "dates", "status", "outputs", "figures", "programme", "source_symbol",
    "last_confirmed", "updated_at",
)  # fmt: skip
EXPORT = {form: f"/matrix/export.{form}?{urlencode({'columns': COLUMNS}, doseq=True)}" for form in ("csv", "xlsx")}
SMALL_EXPORT = {form: f"{address}&q=ACT-000000" for form, address in EXPORT.items()}
PERSON = "bench@portal.invalid"


def sign_in(entity):
    """A focal point of the entity with a session and a token, and a partner organisation with one; their secrets."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from entities.choices import Role
    from entities.models import ApiToken, Entity, Membership, PartnerOrganisation, User

    place = Entity.objects.get(slug=entity)
    person = User.objects.filter(email=PERSON).first()
    if person is None:
        person = User.objects.create_user(PERSON, name="Bench")
        Membership.objects.create(user=person, role=Role.FOCAL_POINT, entity=place, starts=date(2017, 4, 20))
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    _token, secret = ApiToken.make(name="bench", entity=place)
    organisation, _made = PartnerOrganisation.objects.get_or_create(slug="bench", defaults={"name": "Bench"})
    _token, partner = ApiToken.make(name="bench", organisation=organisation)
    return {
        "cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}",
        "token": secret,
        "partner": partner,
    }


def drop_dumps():
    """Delete the dumps that there are, so that the next one is made anew."""
    from django.conf import settings

    for path in Path(settings.DUMP_ROOT).glob("partners-*.*"):
        path.unlink()


def forget():
    """Make the portal forget counts that it remembers, as a change of any entry does."""
    from entities import reading_state

    reading_state._kept.clear()


def forget_components():
    """Make the portal forget the components that it has rendered, as a new process has none."""
    from calendar_app import ical

    ical._kept.clear()


def clashes():
    """What an event of three days in Vienna would clash with; returns how many."""
    from calendar_app.clashes import clashes
    from calendar_app.plans import Plan

    first = date(2018, 3, 12)
    plan = Plan(((first, first + timedelta(days=2)),), frozenset({"who", "unodc"}), "Vienna", frozenset({1}))
    return len(clashes(plan))


def template(reference):
    """The content of a record, to make others like it."""
    from entities.models import Record

    return Record.objects.get(reference=reference).working_copy.content()


def create(content):
    """Save a new working copy with its revision and audit rows; returns its reference."""
    from entities import desk
    from entities.models import User

    person = User.objects.get(email=PERSON)
    return desk.create(kind="activity", content=content, by=person, draft_key=uuid4()).reference


def edit(reference, title):
    """Save a working copy under another title."""
    from entities import desk
    from entities.models import Record, User

    record = Record.objects.get(reference=reference)
    content = record.working_copy.content() | {"title": title}
    desk.save(record=record, content=content, base_revision=record.revision, by=User.objects.get(email=PERSON))


def publish(reference):
    """Submit and clear: after this the network reads and finds it."""
    from entities import review
    from entities.models import Record, User

    record = review.submit(record=Record.objects.get(reference=reference), by=User.objects.get(email=PERSON))
    review.clear(record=record, by=User.objects.get(email="seed-secretariat@portal.invalid"))


def cursor(skip):
    """The cursor of the place in the network's list that lies behind so many rows."""
    from entities.audiences import Reading
    from entities.readers import Reader
    from registry.filters import ORDERS
    from registry.models import MatrixEntry
    from ungass_portal.lib.keyset import make_cursor

    entries = MatrixEntry.objects.for_reader(Reader(Reading.NETWORK)).order_by("reference")
    return make_cursor(ORDERS["reference"], entries[skip])


def tidy(references):
    """Withdraw what was published, so that the next bench finds the same rows."""
    from entities import review
    from entities.models import Record, User

    person = User.objects.get(email=PERSON)
    for reference in references:
        review.withdraw(record=Record.objects.get(reference=reference), by=person, reason="bench")
