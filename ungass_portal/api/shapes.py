"""JSON schemas of what the API answers, made from the content serializers, the formats and the code lists."""

from django.utils.translation import gettext as _
from rest_framework import serializers

from entities.audiences import Reading
from entities.choices import ChangeKind, ParticipationState
from entities.content import CodeField
from entities.differences import label_of
from entities.kinds import kind_of
from entities.payload import current_format
from registry.summary import DIMENSIONS, NUMBERS

PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string", "description": "Always about:blank: the status says what is wrong."},
        "title": {"type": "string", "description": "The status in words."},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is wrong and what to do, in the language of the request."},
        "parameter": {"type": "string", "description": "The query parameter that is wrong."},
        "request_id": {"type": "string", "description": "To quote when asking for help. Never in a 404."},
        "errors": {
            "type": "array",
            "description": "422: what is wrong with which field.",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "detail": {"type": "string"}},
                "required": ["field", "detail"],
            },
        },
        "etag": {"type": "string", "description": "412: the ETag that the record has now."},
        "reference": {"type": "string", "description": "410: the record to drop."},
        "withdrawn_at": {"type": "string", "format": "date-time"},
        "erase_by": {"type": "string", "format": "date-time", "description": "410: drop every copy by then."},
    },
}


def shape_of(field):
    """The JSON schema of a serializer field's stored value."""
    shape = _shape(field)
    if getattr(field, "allow_null", False) and field.default is None and "type" in shape:
        shape["type"] = [shape["type"], "null"]
        if "enum" in shape:
            shape["enum"] = [*shape["enum"], None]
    return shape


def _shape(field):
    if isinstance(field, serializers.ListSerializer | serializers.ListField):
        most = {"maxItems": field.max_length} if field.max_length else {}
        return {"type": "array", "items": shape_of(field.child)} | most
    if isinstance(field, serializers.Serializer):
        required = [name for name, part in field.fields.items() if part.required]
        members = {"type": "object", "properties": {name: shape_of(part) for name, part in field.fields.items()}}
        return members | ({"required": required} if required else {})
    if isinstance(field, CodeField):
        kind = "integer" if field.number else "string"
        return {"type": kind, "description": f"A code of the list: {field.kind}."}
    if isinstance(field, serializers.ChoiceField):
        return {"type": "string", "enum": list(field.choices)}
    if isinstance(field, serializers.BooleanField):
        return {"type": "boolean"}
    if isinstance(field, serializers.FloatField):
        limits = {"minimum": field.min_value, "maximum": field.max_value}
        return {"type": "number"} | {name: limit for name, limit in limits.items() if limit is not None}
    if isinstance(field, serializers.DateField):
        return {"type": "string", "format": "date"}
    if isinstance(field, serializers.TimeField):
        return {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$"}
    return _text(field)


def _text(field):
    """The JSON schema of a text: how long, and something to read where it may not be blank."""
    shape = {"type": "string"}
    if getattr(field, "max_length", None):
        shape["maxLength"] = field.max_length
    if isinstance(field, serializers.CharField) and not field.allow_blank:
        shape |= {"minLength": 1, "pattern": r"\S"}
    return shape


def record_shape(kind):
    """The JSON schema of a kind of record as readers get it, every audience's fields together."""
    fields = kind_of(kind).content().fields
    properties = {}
    for name in readable(kind, Reading.NETWORK):
        shape = special(kind, name) or shape_of(fields[name])
        words = [shape.pop("description", ""), "" if name in SPECIAL else f"{label_of(kind, name)}."]
        known = [audience.value for audience in Reading if name in readable(kind, audience)]
        if len(known) < len(Reading):
            words.append(f"Only for: {', '.join(known)}.")
        properties[name] = shape | {"description": " ".join(filter(None, words))}
    return {
        "type": "object",
        "description": _("With `fields`, only the fields asked for. Names of codes are in the code lists."),
        "properties": properties,
        "additionalProperties": False,
    }


SPECIAL = ("reference", "kind", "joint", "participants", "url", "updated_at", "last_confirmed")


def special(kind, name):
    """The schema of a field that no person types as it stands, or None."""
    if name == "participants":
        rows = shape_of(kind_of(kind).content().fields[name])
        state = {"type": "string", "enum": ParticipationState.values, "description": "Only for: network."}
        rows["items"]["properties"]["state"] = state
        return rows | {"description": "Entities that take part, each with its role and office."}
    return {
        "reference": {"type": "string", "description": "Its reference, for ever."},
        "kind": {"type": "string", "const": kind, "description": "What sort of record it is."},
        "joint": {"type": "boolean", "description": "Do several entities or countries take part?"},
        "url": {"type": "string", "format": "uri", "description": "Its page."},
        "updated_at": {"type": "string", "format": "date-time", "description": "When you could first read it so."},
        "last_confirmed": {
            "type": ["string", "null"],
            "format": "date",
            "description": "The last day on which its owners said that it is still true.",
        },
    }.get(name)


def readable(kind, audience):
    """The fields that a kind's newest format holds for an audience."""
    return kind_of(kind).formats[audience][current_format(kind, audience)]


def code_shape(columns):
    """The JSON schema of a row of a code list."""
    return whole({name: _column(kind) | {"description": str(words)} for name, (kind, words) in columns.items()})


def _column(kind):
    """The JSON schema of a member of a row: a type, several, or a schema already."""
    return kind if isinstance(kind, dict) else {"type": list(kind) if isinstance(kind, tuple) else kind}


def list_shape(name, *, records=True):
    """The JSON schema of a page of a list; lists of records say how to handle them."""
    address = {"type": ["string", "null"], "format": "uri"}
    members = {
        "count": {"type": "integer", "description": "How many there are on all pages together."},
        "next": address | {"description": "Address of the next page."},
        "previous": address | {"description": "Address of the page before."},
    }
    rows = {"results": {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}}
    return whole(members | (notice_members() if records else {}) | rows)


def notice_members():
    """JSON schemas of what stands beside records wherever they are given."""
    text = {"type": "string"}
    return {
        "audience": text | {"enum": Reading.values, "description": "The audience that you read as."},
        "handling": text | {"description": "How it may be handled."},
        "terms": text | {"description": "What may be done with it."},
        "attribution": text | {"description": "How to name the source."},
    }


def change_shapes():
    """The JSON schemas of changes and of a page of them."""
    address = {"type": "string", "format": "uri"}
    moment = {"type": "string", "format": "date-time"}
    kinds = [{"$ref": f"#/components/schemas/{name}"} for name in ("Activity", "Mandate", "Event")]
    members = {
        "reference": {"type": "string", "description": "The record that it happened to."},
        "kind": {"type": "string", "enum": ChangeKind.values, "description": "What happened, for your audience."},
        "at": moment | {"description": "When it happened."},
        "cursor": {"type": "string", "description": "The place after this change."},
        "url": address | {"description": "The record in the API; 410 once it is withdrawn."},
        "erase_by": {
            "type": ["string", "null"],
            "format": "date-time",
            "description": "Withdrawn: erase every copy by then. Else null.",
        },
        "record": {
            "anyOf": [*kinds, {"type": "null"}],
            "description": "The record as you read it now; null once you do not read it any more.",
        },
    }
    page = notice_members() | {
        "cursor": {"type": "string", "description": "Keep it; send it as `since` when you ask again."},
        "more": {"type": "boolean", "description": "Is there more already? Else come back later."},
        "next": address | {"description": "What comes after this page, now or later; never null."},
        "results": {"type": "array", "items": {"$ref": "#/components/schemas/Change"}},
    }
    return {"Change": whole(members), "ChangeList": whole(page)}


def summary_shape():
    """The JSON schema of a summary."""
    code = {"type": "string", "description": "A code of the dimension, or “none”."}
    number = {"type": "integer", "minimum": 0}
    total = {"type": "array", "items": whole({"code": code, "activities": number})}
    names = {"type": "string", "enum": list(DIMENSIONS)}
    share = {"type": ["number", "null"], "description": "Share of joint activities; null where there are none."}
    members = notice_members() | {
        "rows": names | {"description": "The dimension of the rows."},
        "columns": {
            "type": ["string", "null"],
            "enum": [*DIMENSIONS, None],
            "description": "The dimension of the columns.",
        },
        "numbers": whole(dict.fromkeys(NUMBERS, number) | {"joint_share": share})
        | {"description": "All activities that were counted, each once."},
        "row_totals": total | {"description": "Activities of each row, each once."},
        "column_totals": total | {"description": "Activities of each column, each once."},
        "results": {
            "type": "array",
            "items": whole({"row": code, "column": code, "activities": number}),
            "description": "Cells that are not empty.",
        },
    }
    return {"Summary": whole(members)}


def dump_shapes():
    """The JSON schemas of the list of dumps and of what a dump is."""
    text = {"type": "string"}
    files = {
        "name": text | {"description": "Its name."},
        "format": text | {"description": "Its media type."},
        "url": text | {"format": "uri", "description": "Where it is."},
    }
    members = notice_members() | {
        "cursor": text | {"description": "Where to follow `changes/` from once you have the files."},
        "results": {"type": "array", "items": {"$ref": "#/components/schemas/Dump"}},
    }
    return {"Dump": whole(files), "DumpList": whole(members)}


def dump_file_shape():
    """The JSON schema of the bytes of a file."""
    return {"DumpFile": {"type": "string", "description": "The file."}}


def edition_shapes():
    """The JSON schemas of editions, what they hold and the files made of them."""
    text, number = {"type": "string"}, {"type": "integer", "minimum": 0}
    moment, address = text | {"format": "date-time"}, text | {"format": "uri"}
    edition = {
        "month": text | {"description": "The month, as in 2018-03."},
        "revision": number | {"description": "0 is the sealing, each later one a correction."},
        "audience": text | {"enum": Reading.values, "description": "The audience that you read as."},
        "sealed_at": moment | {"description": "When the month was sealed."},
        "made_at": moment | {"description": "When this revision was made."},
        "reason": text | {"description": "Why it was made; empty for the sealing."},
        "sha256": text | {"description": "Hash of what it holds."},
        "counts": {"type": "object", "additionalProperties": number, "description": "Records by kind."},
        "url": address | {"description": "This revision, for ever."},
        "matrix": address | {"description": "Its activities and mandates."},
        "calendar": address | {"description": "Its events."},
        "documents": address | {"description": "The files made of it."},
    }
    document = {
        "url": address | {"description": "The file."},
        "name": text | {"description": "Its name."},
        "format": text | {"description": "Its form."},
        "audience": text | {"enum": Reading.values, "description": "For whom it was made."},
        "language": text | {"description": "Its language."},
        "volume": {
            "type": ["integer", "null"],
            "minimum": 1,
            "description": "Its number, where a long month stands in volumes; else null.",
        },
        "size": number | {"description": "Bytes."},
        "sha256": text | {"description": "Hash of its bytes."},
        "made_at": moment | {"description": "When it was made."},
    }
    record = {
        "type": "object",
        "description": "A record as it was sealed: fields as in the live lists. One that was removed since for safety "
        "or by law has its reference and `removed` (at, basis, reason, sha256) in place of its wording.",
    }
    found = {"Edition": whole(edition), "EditionRecord": record, "Document": whole(document)}
    return found | {f"{name}List": list_shape(name) for name in found}


def iati_shape():
    """The JSON schema that stands for an IATI file; IATI's own schema says what it holds."""
    return {"IatiFile": {"description": "An IATI 2.03 file."}}


def catalogue_shape():
    """The JSON schema of the catalogue; DCAT says what its members mean."""
    names = ("@context", "@id", "@type", "dct:title", "dcat:dataset")
    return {"Catalogue": {"type": "object", "required": list(names), "description": "A DCAT catalogue."}}


def whole(members):
    """The JSON schema of an object that always has all of its members, and no others."""
    return {"type": "object", "required": list(members), "properties": members, "additionalProperties": False}


# What is neither a record nor a row of a code list, by the name of its schema.
OTHERS = {
    "Change": change_shapes,
    "Summary": summary_shape,
    "Dump": dump_shapes,
    "DumpFile": dump_file_shape,
    "Catalogue": catalogue_shape,
    "IatiFile": iati_shape,
}
OTHERS |= dict.fromkeys(("Edition", "EditionRecord", "Document"), edition_shapes)
