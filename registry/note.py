"""The 2018 Note: its activities and mandates as contents of our own, put through the real processes.

What the Note's words become stands in `meta.mapping` of the data files and nowhere else; what follows from
its having been published stands in `audience_of`. Unknown stays unknown.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from rest_framework.exceptions import ValidationError

from entities import desk, review, sharing
from entities.audiences import Reading
from entities.choices import Decision, Role
from entities.labels import pinned
from entities.loading import read
from entities.models import Entity, Membership, Record, User
from entities.roles import has_focal_point
from ungass_portal.lib import clock
from ungass_portal.lib.partial_dates import Period
from ungass_portal.lib.problems import ProcessError

DATA = Path(__file__).parent / "data" / "note_2018.json"
NO_LEAD = "The Note names no lead."
COMPILER, REVIEWER = "compiler", "reviewer"

# The Note was published: that is an entity's word for its individual activities. Joint ones wait.
INDIVIDUAL_ACTIVITIES_GO_TO = {
    "unodc": Reading.PUBLIC,
    "who": Reading.PARTNERS,
    "un-women": Reading.PARTNERS,
    "undp": Reading.PARTNERS,
}


class NoteError(Exception):
    """A record of the Note cannot be loaded; the message names it."""


@dataclass(frozen=True)
class Item:
    """One record of the Note, ready for the desk."""

    name: str  # its working name in the data file
    reference: str
    kind: str
    content: dict
    audience: str  # the widest outside audience to which the Note takes it; empty: none
    evidence: str
    mapped: tuple  # (notion, the Note's word, what became of it), for the report


def activities():
    """Items of all activities and mandates, and the names of the context records, which are left out."""
    data = read(DATA)
    items, left_out = [], []
    for row in data["records"]:
        kind = mapped(row["id"], data, "record_type", row["record_type"])
        if kind:
            items.append(_item(row, kind, data))
        else:
            left_out.append(row["id"])
    return items, left_out


def _item(row, kind, data):
    """One activity or mandate."""
    name = row["id"]
    level = mapped(name, data, "level", row["level"])
    lead = [{"entity": row["lead"], "role": mapped(name, data, "role", "lead")}] if row["lead"] else []
    partners = [
        {"entity": part["entity"], "role": mapped(name, data, "role", part["role"])} for part in row["partners"]
    ]
    content = {
        "title": row["title"],
        "summary": row["summary"],
        "language": data["meta"]["language"],
        "participants": lead + partners,
        "other_partners": row["other_partners"],
        "partner_countries": row["partner_countries"],
        "chapter": row["chapter"],
        "subheading": row["subheading"] or "",
        "terms": [f"sdg:{code}" for code in row["sdgs"]],
        **level,
        "countries": row["countries"],
        "regions": row["regions"],
        "dates": dates_of(row["dates"], ongoing=row["status"] == "ongoing"),
        "status": row["status"],
        "programme": f"programmes:{row['programme']}" if row["programme"] else "",
        "outputs": [
            {"kind": mapped(name, data, "output_kind", made["type"]), "title": made["title"]} for made in row["outputs"]
        ],
        "figures": [
            figure | {"qualifier": mapped(name, data, "qualifier", figure["qualifier"])} for figure in row["figures"]
        ],
        "internal_note": internal_note(
            f"Status: {data['meta']['fields']['status_basis'][row['status_basis']]}.",
            suggested_chapters(row["suggested_chapters"]),
            row["notes"],
        ),
        **source_of(row),
    }
    return Item(
        name=name,
        reference=row["reference"],
        kind=kind,
        content=content,
        audience=audience_of(row),
        evidence=evidence_of(row),
        mapped=(
            ("Level", row["level"], f"level {level['level']}, scope {level['scope']}"),
            *(("Role", part["role"], part["role"]) for part in lead + partners),
        ),
    )


def audience_of(row):
    """To whom the Note takes a record: individual activities of the entities listed above; all others wait."""
    individual = row["record_type"] == "activity" and row["modality"] == "individual"
    return INDIVIDUAL_ACTIVITIES_GO_TO.get(row["lead"], "") if individual else ""


def mapped(name, data, table, word):
    """What a word of the Note becomes, by the data file's own mapping."""
    try:
        return data["meta"]["mapping"][table][word]
    except KeyError:
        raise NoteError(f"{name}: meta.mapping.{table} does not say what “{word}” becomes.") from None


def dates_of(dates, *, ongoing=False):
    """A period as a content holds it: no finer than the Note tells, open where something goes on."""
    start, end, text = dates["start"], dates["end"], dates["text"] or ""
    if not start and not end:
        return Period(None, None, "", text).to_json() if text else None
    # "to be issued in 2018" tells the end only: it falls within that year
    period = Period.from_texts(start or end, end or "", text=text, open_ended=ongoing and bool(start))
    return replace(period, precision=dates["precision"]).to_json()


def source_of(row):
    """The Note and the paragraph, as fields of a content."""
    source = row["source"]
    return {"source_symbol": source["symbol"] or source["title"], "source_paragraph": source["paragraph"]}


def evidence_of(row):
    """The published Note as the evidence of a word given on behalf."""
    source = row["source"]
    return f"{source['symbol'] or source['title']}, published, paragraph {source['paragraph']}"


def suggested_chapters(numbers):
    """A line about chapters that are an editor's proposal; the Note does not put the record under one."""
    return f"Chapters suggested by an editor, not by the Note: {', '.join(map(str, numbers))}." if numbers else ""


def internal_note(*lines):
    """The lines that say something, one below the other."""
    return "\n".join(line for line in lines if line)


@transaction.atomic
def load(items):
    """Put those items through the processes that the portal does not have yet; all of them or none.

    Returns the items loaded. Raises NoteError naming the record that cannot be loaded.
    """
    known = set(Record.objects.filter(reference__in=[item.reference for item in items]).values_list("reference"))
    fresh = [item for item in items if (item.reference,) not in known]
    if not fresh:
        return []
    _check_before(fresh)
    compiler, reviewer = (clerk(what) for what in (COMPILER, REVIEWER))
    with pinned():
        for item in fresh:
            try:
                put(item, compiler, reviewer)
            except (ValidationError, ProcessError, PermissionDenied, DatabaseError) as error:
                detail = error.detail if isinstance(error, ValidationError) else error
                raise NoteError(f"{item.name} ({item.reference}): {detail}") from error
    return fresh


def _check_before(items):
    """The secretariat writes the Note's records down only for entities that have no focal point yet."""
    slugs = {part["entity"] for item in items for part in item.content["participants"]}
    if has_focal_point(Entity.objects.filter(slug__in=slugs).values("pk")):
        raise NoteError("Load the Note before entities have focal points: from then on they write their records.")


def clerk(what):
    """One of two people of the system: nobody clears what he himself submitted. Neither can sign in.

    Their role in the secretariat ends on the day of the load.
    """
    person = User.objects.filter(email=f"note-2018-{what}@portal.invalid").first()
    if person is None:
        person = User.objects.create_user(f"note-2018-{what}@portal.invalid", name=f"2018 Note: {what}")
        person.is_active = False
        person.save(update_fields=["is_active"])
    today = clock.today()
    Membership.objects.get_or_create(user=person, role=Role.SECRETARIAT, starts=today, defaults={"ends": today})
    return person


def put(item, compiler, reviewer):
    """One item through the desk and the gate: saved, submitted, cleared, and shared as far as the Note goes."""
    record = desk.create(kind=item.kind, content=item.content, by=compiler, reference=item.reference)
    review.submit(record=record, by=compiler)
    has_lead = any(part["role"] == "lead" for part in item.content["participants"])
    review.clear(record=record, by=reviewer, reason="" if has_lead else NO_LEAD)
    share(record, item, reviewer)


def share(record, item, reviewer):
    """Let the deciders of the cleared wording agree as far as the Note takes the item."""
    if item.audience:
        gate = sharing.Gate(record)
        word = sharing.Word(item.audience, Decision.AGREE, evidence=item.evidence)
        entities = Entity.objects.filter(slug__in=gate.deciders(gate.cleared)).order_by("slug")
        for entity in entities:
            sharing.decide(record=record, entity=entity, word=word, by=reviewer)
