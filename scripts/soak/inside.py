"""What the soak does within the portal's own code: prepare, write letters, publish and seal, and look at the end.

python -m scripts.soak.inside prepare 50 20 | letters | seal | verify FILE
"""

import hashlib
import json
import sys
import time
from datetime import date, timedelta

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import DatabaseError, connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402
from django_tasks_db.models import DBTaskResult  # noqa: E402

from entities import desk, jobs, review, sharing  # noqa: E402
from entities.choices import Decision, JobState, LetterState, Role  # noqa: E402
from entities.forms.records import as_sent  # noqa: E402
from entities.models import (  # noqa: E402
    ApiToken,
    Entity,
    Job,
    Letter,
    Membership,
    PartnerOrganisation,
    Record,
    Revision,
    User,
)
from entities.readers import Reader  # noqa: E402
from registry.choices import EditionState  # noqa: E402
from registry.documents import store  # noqa: E402
from registry.models import Edition, EditionDocument, EditionEntry, MatrixEntry  # noqa: E402
from registry.sealing import seal_edition  # noqa: E402

FIRST_MONTH, MONTHS = date(1990, 1, 1), 300
SECRETARIAT = "secretariat@example.org"
SEALING = "sealing"


def prepare(editors, partners):
    """Focal points, half with a token and half with a session, partners, a published record, and months to seal."""
    who = Entity.objects.get(slug="who")
    started = timezone.localdate() - timedelta(days=30)
    secretariat = User.objects.create_user(SECRETARIAT, name="Secretariat")
    Membership.objects.create(user=secretariat, role=Role.SECRETARIAT, starts=started)
    tokens, sessions = [], []
    for number in range(int(editors)):
        person = User.objects.create_user(f"editor{number}@example.org", name=f"Editor {number}")
        Membership.objects.create(user=person, role=Role.FOCAL_POINT, entity=who, starts=started)
        if number % 2:
            sessions.append(_session(person))
        else:
            fields = {"name": "Soak", "entity": who, "scopes": ["read", "write"], "made_by": person}
            tokens.append(ApiToken.make(**fields)[1])
    partner = PartnerOrganisation.objects.create(slug="soak", name="Soak", terms_accepted_on=started)
    pulling = [ApiToken.make(name="Pull", organisation=partner, scopes=["read"])[1] for _n in range(int(partners))]
    form = as_sent("activity", desk.clean("activity", _published("typed"))).urlencode()
    _begin_publishing(person, secretariat, who)
    _plan_months()
    print(json.dumps({"tokens": tokens, "sessions": sessions, "partners": pulling, "form": form}))


def _session(person):
    """The key of a session in which the person is signed in."""
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _published(mark):
    """A content whose title and summary bear the same mark."""
    return {
        "title": f"Published {mark}",
        "summary": f"Sealed and pulled {mark}.",
        "participants": [{"entity": "who", "role": "lead"}],
    }


def _begin_publishing(person, secretariat, who):
    """A record that partners read, in this wording and in those that follow."""
    record = desk.create(kind="activity", content=desk.clean("activity", _published("at first")), by=person)
    review.submit(record=record, by=person)
    record = review.clear(record=record, by=secretariat)
    word = sharing.Word("partners", Decision.AGREE, "record")
    sharing.decide(record=record, entity=who, word=word, by=person)


def _plan_months():
    for number in range(MONTHS):
        month = date(FIRST_MONTH.year + number // 12, number % 12 + 1, 1)
        opened = timezone.now() - timedelta(days=10_000 - number)
        moments = {
            "opens_at": opened,
            "deadline_at": opened + timedelta(days=1),
            "seals_at": opened + timedelta(days=2),
        }
        Edition.objects.create(month=month, state=EditionState.OPEN, **moments)


def letters():
    """A letter every third second, each for an address of its own; and jobs of dead workers are found again."""
    number = 0
    while True:
        number += 1
        try:
            _write_letter(f"{timezone.now():%H%M%S}-{number}@example.org")
            jobs.recover()
        except DatabaseError:
            connection.close()
        time.sleep(3)


@transaction.atomic
def _write_letter(address):
    letter = Letter(kind="call", key=f"soak:{address}", address=address, subject="Soak", text="Soak.")
    letter.save(force_insert=True)
    jobs.enqueue("letter", key=f"letter:{letter.pk}:1", letter=str(letter.pk))


def seal():
    """Publish a wording and seal a month, one after the other; tells before each sealing, so that we can be killed."""
    by = User.objects.get(email=SECRETARIAT)
    while edition := Edition.objects.filter(state=EditionState.OPEN).order_by("month").first():
        try:
            _publish(edition.code, by)
            print(SEALING, flush=True)
            seal_edition(edition=edition, by=by, despite="Soak.")
        except DatabaseError:
            connection.close()
        time.sleep(3)


@transaction.atomic
def _publish(mark, secretariat):
    """A new wording of the published record, for the network and for partners."""
    record = Record.objects.get(activity__title__startswith="Published ")
    content = desk.clean("activity", record.working_copy.content() | _published(mark))
    if content == record.working_copy.content():
        return  # the sealing that followed was killed
    record = desk.save(record=record, content=content, base_revision=record.revision, by=record.created_by)
    review.submit(record=record, by=record.created_by)
    review.clear(record=record, by=secretariat)


def verify(file):
    """Compare what was acknowledged and pulled with what is there; prints what was found as JSON."""
    with open(file) as told:
        told = json.load(told)
    acknowledged = told["acknowledged"]
    written = {(row[0], row[1]) for row in Revision.objects.values_list("record__reference", "content__title")}
    lost = [row for row in acknowledged if (row[0], f"Soak: {row[1]}") not in written]
    entries = MatrixEntry.objects.for_reader(Reader("partners"))
    published = dict(entries.values_list("reference", "payload__title"))
    print(
        json.dumps(
            {
                "acknowledged": len(acknowledged),
                "found": len(acknowledged) - len(lost),
                "lost": lost,
                "saved": Revision.objects.filter(content__title__startswith="Soak: ").count(),
                "half-saved": half_saved(),
                "editions": Edition.objects.filter(state=EditionState.SEALED).count(),
                "half-sealed": half_sealed(),
                "documents": EditionDocument.objects.count(),
                "half-written": half_written(),
                "no room": DBTaskResult.objects.filter(traceback__contains="StoreError").count(),
                "published": Revision.objects.filter(content__title__startswith="Published ").count(),
                "out of step": [held for held in told["mirrors"] if held != published],
                "letters": dict(count_by_state(Letter, LetterState)),
                "sent": list(Letter.objects.filter(state=LetterState.SENT).values_list("address", flat=True)),
                "jobs": dict(count_by_state(Job, JobState)),
            }
        )
    )


def half_saved():
    """Records whose working copy is not the last revision, whose revisions have a gap, or that mix two saves."""
    found = []
    rows = Record.objects.filter(activity__title__startswith="Soak: ").select_related("activity")
    for record in rows.prefetch_related("revisions"):
        revisions = sorted(record.revisions.all(), key=lambda row: row.number)
        whole = [row.number for row in revisions] == list(range(1, record.revision + 1))
        whole = whole and revisions[-1].content == record.working_copy.content()
        for row in revisions:
            marker = row.content["title"].removeprefix("Soak: ")
            whole = whole and row.content["summary"] == f"Written as one: {marker}."
        if not whole:
            found.append(record.reference)
    return found


def half_sealed():
    """Months with some of what a sealed one has, and not all of it."""
    revisions = {row.month: row.revisions.count() for row in Edition.objects.prefetch_related("revisions")}
    sealed = set(Edition.objects.filter(state=EditionState.SEALED).values_list("month", flat=True))
    begun = set(EditionEntry.objects.values_list("from_edition", flat=True))
    wrong = {month for month, count in revisions.items() if count != (3 if month in sealed else 0)}
    return sorted(map(str, wrong | (begun - sealed)))


def half_written():
    """Documents whose file is away, or is not what was written down of it."""
    found = []
    for row in EditionDocument.objects.iterator():
        try:
            with store.opened(row.path) as file:
                whole = hashlib.sha256(file.read()).hexdigest() == row.sha256
        except OSError:
            whole = False
        if not whole:
            found.append(row.path)
    return found


def count_by_state(model, states):
    """How many rows are in each state."""
    for state in states:
        count = model.objects.filter(state=state).count()
        if count:
            yield str(state), count


if __name__ == "__main__":
    {"prepare": prepare, "letters": letters, "seal": seal, "verify": verify}[sys.argv[1]](*sys.argv[2:])
