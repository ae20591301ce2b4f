"""The events of the 2018 Note as contents of our own."""

from pathlib import Path

from calendar_app.choices import EventStatus
from entities.audiences import Reading
from entities.loading import read
from registry.note import (
    Item,
    NoteError,
    dates_of,
    evidence_of,
    internal_note,
    mapped,
    source_of,
    suggested_chapters,
)

DATA = Path(__file__).parent / "data" / "note_2018_events.json"
CONVENERS = {"cnd", "unodc", "cnd-secretariat"}


def events():
    """Items of all events."""
    data = read(DATA)
    return [_item(row, data) for row in data["events"]]


def _item(row, data):
    """One event."""
    name = row["slug"]
    participants = [
        {"entity": slug, "role": mapped(name, data, "role", part)}
        for part in ("organisers", "co_organisers")
        for slug in row[part]
    ]
    kind = kind_of(row, data)
    chapter = chapter_of(row)
    content = {
        "title": row["title"],
        "language": data["meta"]["language"],
        "event_kind": f"event-kinds:{kind}",
        "participants": participants,
        "partner_countries": row["partner_countries"],
        "chapter": chapter,
        "countries": [row["place_country"]] if row["place_country"] else [],
        "place": row["place"] or "",
        "dates": dates_of(row["dates"]),
        "status": row["status"],
        "activities": row["activities"],
        "held_at": row["held_at"] or "",
        "remark": row["remark"] or "",
        "internal_note": internal_note(
            f"Status: {row['status_basis']}.",
            "" if chapter else suggested_chapters(row["chapters"]),
            f"Part of {row['part_of']}." if row["part_of"] else "",
            row["notes"],
            f"Other sources: {row['outside_note']}." if row["outside_note"] else "",
        ),
        **source_of(row),
    }
    return Item(
        name=name,
        reference=row["reference"],
        kind="event",
        content=content,
        audience=audience_of(row),
        evidence=evidence_of(row),
        mapped=(
            ("Event type", row["type"], kind),
            *(
                ("Role", part, mapped(name, data, "role", part))
                for part in ("organisers", "co_organisers")
                for _slug in row[part]
            ),
        ),
    )


def kind_of(row, data):
    """The event kind: of this very event where the mapping names it, else of its type."""
    kinds = data["meta"]["mapping"]["event_kind"]
    kind = kinds["by_slug"].get(row["slug"]) or kinds["by_type"].get(row["type"])
    if kind is None:
        raise NoteError(f"{row['slug']}: meta.mapping.event_kind does not say what “{row['type']}” becomes.")
    return kind


def chapter_of(row):
    """The chapter under which the Note tells the event, if that is the only one it is about."""
    paragraph = row["source"]["paragraph"].split("/")
    told_under = int(paragraph[1].split(".")[0]) if len(paragraph) > 1 else None
    return told_under if row["chapters"] == [told_under] else None


def audience_of(row):
    """To whom the Note takes an event of CND, UNODC or the secretariat; a tentative one stays in the network.

    By nobody else: the public. With others, bodies or governments: partners. Events of others alone wait.
    """
    bodies = {*row["organisers"], *row["co_organisers"]}
    if not bodies & CONVENERS or row["status"] == EventStatus.TENTATIVE:
        return ""
    with_others = bool(bodies - CONVENERS or row["partner_countries"])
    return Reading.PARTNERS if with_others else Reading.PUBLIC
