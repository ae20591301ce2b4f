"""A version's content made into what an audience reads."""

import hashlib
import json

from django.utils.translation import get_language

from entities.audiences import Reading
from entities.choices import ParticipationState
from entities.kinds import kind_of
from ungass_portal.lib.language_codes import spoken

# Facts about an entry, not part of what was worded and agreed: listed in formats, kept out of the hashed payload.
LIVE_FIELDS = ("last_confirmed", "updated_at", "url", "activities", "held_at")


def make_payload(*, record, content, states, audience, format_number, network):
    """Return the payload of a content for an audience, in the fields of the numbered format.

    `states` maps entity slugs to participation states, `network` holds the slugs of network entities.
    """
    kind = kind_of(record.kind)
    outside = audience != Reading.NETWORK
    full = content | {"reference": record.reference, "kind": record.kind}
    full["participants"] = participants(content, states, network, outside=outside)
    if outside:
        full |= outside_wording(content)
    full["texts"] = other_texts(content, outside=outside)
    full["joint"] = len(full["participants"]) + len(full["partner_countries"]) > 1
    fields = [name for name in kind.formats[audience][format_number] if name not in LIVE_FIELDS]
    return {name: full[name] if name in full else never_typed(kind, name) for name in fields}


def readable_last_confirmed(record, audience, format_number):
    """The day on which the record was last confirmed; None for an audience that does not read it.

    Such an audience must not notice that the day moved.
    """
    listed = "last_confirmed" in kind_of(record.kind).formats[audience][format_number]
    return record.last_confirmed if listed else None


def never_typed(kind, name):
    """What a wording that is older than the field holds of it: the field's default."""
    default = kind.content().fields[name].default
    return default() if callable(default) else default


def participants(content, states, network, *, outside):
    """Who takes part, as an audience may know it: one that declined is named nowhere.

    Outside, bodies beyond the network other than the lead are named only if the lead affirms it. A network
    entity is a decider, so nothing leaves before it has confirmed: naming it here tells nobody too early.
    """
    rows = []
    for row in content["participants"]:
        slug, state = row["entity"], states.get(row["entity"], ParticipationState.NAMED)
        if state == ParticipationState.DECLINED:
            continue
        if outside:
            if row["role"] != "lead" and slug not in network and not content["names_affirmed"]:
                continue
            rows.append({"entity": slug, "role": row["role"], "office": row["office"]})
        else:
            rows.append({"entity": slug, "role": row["role"], "office": row["office"], "state": str(state)})
    return rows


def outside_wording(content):
    """The shorter or vaguer wording for outside, where the version carries one."""
    changed = {
        "title": content["outside_title"] or content["title"],
        "summary": content["outside_summary"] or content["summary"],
    }
    if "place" in content:
        changed["place"] = content["outside_place"] or content["place"]
    if content["outside_hides_countries"]:
        changed["countries"] = []
        if "host_country" in content:
            changed["host_country"] = ""
    if content["outside_hides_figures"] and "figures" in content:
        changed["figures"] = []
    if not content["names_affirmed"]:
        changed |= {"other_partners": [], "partner_countries": []}
        changed |= {name: "" for name in ("host_country", "host_entity") if name in content}
    return changed


def other_texts(content, *, outside):
    """The wording in other languages. Outside it says no more than the original does there: where that has a wording
    for outside, a language without one of its own is left out."""
    rows = []
    for row in content.get("texts", ()):
        shown = {name: row[name] for name in ("language", "title", "summary", "standing")}
        if outside:
            for name in ("title", "summary"):
                if content[f"outside_{name}"]:
                    shown[name] = row[f"outside_{name}"]
            if (content["outside_title"] and not shown["title"]) or (
                content["outside_summary"] and not shown["summary"]
            ):
                continue
        rows.append(shown)
    return rows


def in_language(payload, language):
    """The payload as it reads in a language: title and summary in it where they are there, else as they are."""
    language = spoken(language)
    if payload.get("language") == language:
        return payload
    row = next((row for row in payload.get("texts") or () if row["language"] == language), None)
    return payload | {name: row[name] for name in ("language", "title", "summary")} if row else payload


def titled(rows):
    """Rows of lists (dicts with title, language and texts), each titled in the reader's language if it can be."""
    language = spoken(get_language())
    for row in rows:
        said = row.pop("texts").get(language)
        yield row | {"title": said["title"], "language": language} if said else row


def canonical(payload):
    """The bytes that are hashed: JSON with sorted keys and no spaces, in UTF-8."""
    return json.dumps(payload, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def payload_sha256(payload):
    """SHA-256 of a payload, hexadecimal."""
    return hashlib.sha256(canonical(payload)).hexdigest()


def current_format(kind, audience):
    """The number of the newest format of a kind for an audience."""
    return max(kind_of(kind).formats[audience])
