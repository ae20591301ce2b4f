"""What the soak does within the portal's own code: prepare, write letters and seal months, and look at the end.

python -m scripts.soak.inside prepare 50 | letters | seal | verify FILE
"""

import json
import sys
import time
from datetime import date, timedelta

import django

django.setup()

from django.db import DatabaseError, connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from entities import desk, jobs, review  # noqa: E402
from entities.choices import JobState, LetterState, Role  # noqa: E402
from entities.models import ApiToken, Entity, Job, Letter, Membership, Record, Revision, User  # noqa: E402
from registry.choices import EditionState  # noqa: E402
from registry.models import Edition, EditionEntry  # noqa: E402
from registry.sealing import seal_edition  # noqa: E402

FIRST_MONTH, MONTHS = date(1990, 1, 1), 300
SECRETARIAT = "secretariat@example.org"
SEALING = "sealing"


def prepare(editors):
    """A secretariat, one focal point and token for each editor, a published record, and months to seal."""
    who = Entity.objects.get(slug="who")
    started = timezone.localdate() - timedelta(days=30)
    secretariat = User.objects.create_user(SECRETARIAT, name="Secretariat")
    Membership.objects.create(user=secretariat, role=Role.SECRETARIAT, starts=started)
    tokens = []
    for number in range(int(editors)):
        person = User.objects.create_user(f"editor{number}@example.org", name=f"Editor {number}")
        Membership.objects.create(user=person, role=Role.FOCAL_POINT, entity=who, starts=started)
        fields = {"name": "Soak", "entity": who, "scopes": ["read", "write"], "made_by": person}
        tokens.append(ApiToken.make(**fields)[1])
    content = {
        "title": "Published",
        "summary": "Sealed every month.",
        "participants": [{"entity": "who", "role": "lead"}],
    }
    record = desk.create(kind="activity", content=desk.clean("activity", content), by=person)
    review.submit(record=record, by=person)
    review.clear(record=record, by=secretariat)
    for number in range(MONTHS):
        month = date(FIRST_MONTH.year + number // 12, number % 12 + 1, 1)
        opened = timezone.now() - timedelta(days=10_000 - number)
        moments = {
            "opens_at": opened,
            "deadline_at": opened + timedelta(days=1),
            "seals_at": opened + timedelta(days=2),
        }
        Edition.objects.create(month=month, state=EditionState.OPEN, **moments)
    print(json.dumps(tokens))


def letters():
    """A letter every second, each for an address of its own; and jobs of dead workers are found again."""
    number = 0
    while True:
        number += 1
        try:
            _write_letter(f"{timezone.now():%H%M%S}-{number}@example.org")
            jobs.recover()
        except DatabaseError:
            connection.close()
        time.sleep(1)


@transaction.atomic
def _write_letter(address):
    letter = Letter(kind="call", key=f"soak:{address}", address=address, subject="Soak", text="Soak.")
    letter.save(force_insert=True)
    jobs.enqueue("letter", key=f"letter:{letter.pk}:1", letter=str(letter.pk))


def seal():
    """Seal one month after the other, telling before each, so that somebody can kill us in the middle."""
    by = User.objects.get(email=SECRETARIAT)
    while edition := Edition.objects.filter(state=EditionState.OPEN).order_by("month").first():
        print(SEALING, flush=True)
        try:
            seal_edition(edition=edition, by=by, despite="Soak.")
        except DatabaseError:
            connection.close()
        time.sleep(3)


def verify(file):
    """Compare what was acknowledged with what is there; prints what was found as JSON."""
    with open(file) as told:
        acknowledged = json.load(told)
    written = {(row[0], row[1]) for row in Revision.objects.values_list("record__reference", "content__title")}
    lost = [row for row in acknowledged if (row[0], f"Soak: {row[1]}") not in written]
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


def count_by_state(model, states):
    """How many rows are in each state."""
    for state in states:
        count = model.objects.filter(state=state).count()
        if count:
            yield str(state), count


if __name__ == "__main__":
    {"prepare": prepare, "letters": letters, "seal": seal, "verify": verify}[sys.argv[1]](*sys.argv[2:])
