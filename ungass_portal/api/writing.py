"""Writing addresses in the OpenAPI document: the desk of entities, the receipts of partners."""

from inspect import cleandoc

from entities import receipts
from entities.api.desk import ETAG, DeskByIdentifier, DeskDetail, DeskList, DeskSubmit, DeskView
from entities.api.reading import LIMIT, MOST
from entities.api.receipts import ReceiptList
from entities.choices import RecordKind, RecordState
from entities.differences import label_of
from entities.kinds import kind_of
from ungass_portal.api import shapes

TEXT = {"type": "string"}
MATCH = {
    "name": "If-Match",
    "in": "header",
    "description": "The ETag of the working copy that you changed; without it 428, with an older one 412.",
    "schema": TEXT | {"pattern": f"^{ETAG.pattern}$"},
}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "A text of your own, the same whenever you send this record again: it then makes one record.",
    "schema": TEXT | {"maxLength": 200},
}
WRITING = ["400", "401", "403", "405", "406", "409", "415", "422", "429", "503"]


def operation(view, path, method, answer):
    """The operation object of a writing view; `answer(status)` refers to an error."""
    handler = getattr(view, method.lower())
    summary = cleandoc(handler.__doc__)
    return {
        "operationId": _name(view, method),
        "tags": ["Desk" if isinstance(view, DeskView) else "Staying in step"],
        "summary": summary,
        "description": cleandoc(type(view).__doc__),
        "parameters": [*_path(path), *_parameters(view, method)],
        "security": [{"token": []}, *([] if isinstance(view, DeskView) else [{"session": []}])],
        **_body(view, method),
        "responses": _answers(view, method) | {status: answer(status) for status in _errors(view, method)},
    }


def _name(view, method):
    if isinstance(view, ReceiptList):
        return "receipts_create"
    verbs = {"GET": "list" if isinstance(view, DeskList) else "read", "POST": "create", "PUT": "put", "PATCH": "patch"}
    verb = "submit" if isinstance(view, DeskSubmit) else verbs[method]
    return f"desk_{view.kind}{'_own' if isinstance(view, DeskByIdentifier) else ''}_{verb}"


def _path(path):
    words = {"reference": "Its reference.", "identifier": "Its identifier in your own system."}
    return [
        {"name": name, "in": "path", "required": True, "description": text, "schema": TEXT | {"minLength": 1}}
        for name, text in words.items()
        if f"{{{name}}}" in path
    ]


def _parameters(view, method):
    if isinstance(view, DeskList):
        if method == "POST":
            return [KEY]
        limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT}
        return [
            {"name": "after", "in": "query", "description": "Cursor: what comes after it.", "schema": TEXT},
            {"name": "before", "in": "query", "description": "Cursor: what comes before it.", "schema": TEXT},
            {"name": "limit", "in": "query", "description": "How many to give.", "schema": limit},
        ]
    if method == "GET" or not isinstance(view, DeskView):
        return []
    # What may not be there yet, and what is only to be submitted, can do without.
    return [MATCH | {"required": isinstance(view, DeskDetail)}]


def _body(view, method):
    if method == "GET" or isinstance(view, DeskSubmit):
        return {}
    name = "ReceiptRequest" if isinstance(view, ReceiptList) else f"{view.kind.capitalize()}Content"
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
    return {"requestBody": {"required": True, "content": content}}


def _answers(view, method):
    name = "Receipts" if isinstance(view, ReceiptList) else "DeskList" if isinstance(view, DeskList) else "DeskRecord"
    if method == "POST" and isinstance(view, DeskList):
        name = "DeskRecord"
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
    made = {"201": {"description": "It is kept.", "content": content}}
    stands = {"200": {"description": "As it stands now.", "content": content}}
    if method == "POST" and not isinstance(view, DeskSubmit):
        return made
    return made | stands if method == "PUT" and isinstance(view, DeskByIdentifier) else stands


def _errors(view, method):
    found = list(WRITING) if method != "GET" else ["400", "401", "403", "405", "406", "409", "429", "503"]
    if isinstance(view, (DeskDetail, DeskSubmit, DeskByIdentifier)):
        found.append("404")
    if method != "GET" and not isinstance(view, (DeskList, ReceiptList)):
        found += ["412", "428"]
    return sorted(found)


def schemas():
    """What the writing addresses take and give."""
    brief = {
        "reference": TEXT | {"description": "Its reference, for ever."},
        "kind": TEXT | {"enum": RecordKind.values, "description": "What sort of record it is."},
        "state": TEXT | {"enum": RecordState.values, "description": "Where it stands on the desk."},
        "etag": TEXT | {"description": "The ETag of this working revision, to be sent as If-Match."},
        "url": TEXT | {"format": "uri", "description": "Where the working copy is."},
        "title": TEXT | {"description": "Its title."},
        "own_identifier": TEXT | {"description": "Its identifier in your own system."},
    }
    content = {"type": "object", "description": "Its whole content, as it is sent."}
    address = {"type": ["string", "null"], "format": "uri"}
    rows = {"type": "array", "items": shapes.whole(brief)}
    moment = TEXT | {"format": "date-time"}
    receipt = {"reference": TEXT, "withdrawn_at": moment, "erase_by": moment, "confirmed_at": moment}
    references = {"type": "array", "items": TEXT, "minItems": 1, "maxItems": receipts.MOST}
    listed = {"count": {"type": "integer"}, "next": address, "previous": address, "results": rows}
    return {
        "DeskRecord": shapes.whole(brief | {"content": content}),
        "DeskList": shapes.whole(listed),
        "ReceiptRequest": shapes.whole({"references": references | {"description": "What you have erased."}}),
        "Receipts": shapes.whole({"results": {"type": "array", "items": shapes.whole(receipt)}}),
        "ActivityContent": _content("activity"),
        "EventContent": _content("event"),
    }


def _content(kind):
    """The JSON schema of a content as it is sent: a title is needed, and your entity as lead or co-lead."""
    fields = kind_of(kind).content().fields
    return {
        "type": "object",
        "required": ["title", "participants"],
        "properties": {
            name: shapes.shape_of(field) | {"description": f"{label_of(kind, name)}."} for name, field in fields.items()
        },
        "additionalProperties": False,
    }


def is_writing(view):
    """Is it one of the writing views?"""
    return isinstance(view, (DeskView, ReceiptList))
