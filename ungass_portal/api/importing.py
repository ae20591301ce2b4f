"""The addresses of imports in the OpenAPI document."""

from inspect import cleandoc

from entities.api.reading import LIMIT, MOST
from entities.choices import JobState
from registry.api.imports import ImportApply, ImportDetail, ImportList, ImportRows, ImportTakeBack
from registry.choices import ImportState, RowOutcome
from registry.imports.shown import FILTERS
from ungass_portal.api import shapes

TEXT, NUMBER, MOMENT = {"type": "string"}, {"type": "integer", "minimum": 0}, {"type": "string", "format": "date-time"}
TRUTH, MAYBE = {"type": "boolean"}, {"type": ["string", "null"]}
NAMES = {
    (ImportList, "GET"): ("imports_list", "ImportList"),
    (ImportList, "POST"): ("imports_upload", "Import"),
    (ImportDetail, "GET"): ("imports_read", "Import"),
    (ImportRows, "GET"): ("imports_rows", "ImportRowList"),
    (ImportApply, "POST"): ("imports_apply", "Import"),
    (ImportTakeBack, "POST"): ("imports_take_back", "Import"),
}
PARAMETERS = {
    "show": ("Only rows of this kind.", TEXT | {"enum": list(FILTERS)}),
    "after": ("Cursor: what comes after it.", TEXT),
    "before": ("Cursor: what comes before it.", TEXT),
    "limit": ("How many to give.", {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT}),
}
GOOD = {
    "200": "As it stands now.",
    "201": "It is kept, and read in the background.",
    "202": "There are many rows: they are applied in the background.",
}
READING, WRITING = ("400", "401", "403", "405", "406", "429", "503"), ("409", "413", "415", "422")


def operation(view, path, method, answer):
    """The operation object of a view; `answer(status)` refers to an error."""
    name, shape = NAMES[type(view), method]
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{shape}"}}}
    return {
        "operationId": name,
        "tags": ["Workbooks"],
        "summary": cleandoc(getattr(view, method.lower()).__doc__),
        "description": cleandoc(type(view).__doc__),
        "parameters": [*_path(path), *_query(view, method)],
        "security": [{"token": []}],
        **_body(view, method),
        "responses": {status: {"description": GOOD[status], "content": content} for status in _good(view, method)}
        | {status: answer(status) for status in _errors(path, method)},
    }


def _path(path):
    words, shape = "Its key: from the answer to the upload.", TEXT | {"format": "uuid"}
    return [{"name": "key", "in": "path", "required": True, "description": words, "schema": shape}] * ("{key}" in path)


def _query(view, method):
    names = view.parameters if method == "GET" else ()
    return [
        {"name": name, "in": "query", "description": words, "schema": schema}
        for name, (words, schema) in PARAMETERS.items()
        if name in names
    ]


def _body(view, method):
    if method == "GET" or isinstance(view, ImportTakeBack):
        return {}
    if isinstance(view, ImportApply):
        return {"requestBody": {"required": True, "content": {"application/json": {"schema": _ref("ImportApply")}}}}
    return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _ref("ImportUpload")}}}}


def _ref(name):
    return {"$ref": f"#/components/schemas/{name}"}


def _good(view, method):
    if method == "POST" and isinstance(view, ImportList):
        return ["201"]
    return ["200", "202"] if isinstance(view, ImportApply) else ["200"]


def _errors(path, method):
    return sorted([*READING, *(WRITING if method == "POST" else ()), *(["404"] if "{key}" in path else ())])


def schemas():
    """What the addresses of imports take and give."""
    brief = {
        "key": TEXT | {"format": "uuid", "description": "Its key in addresses."},
        "url": TEXT | {"format": "uri", "description": "Where it is in the API."},
        "page": TEXT | {"format": "uri", "description": "Its page, where people mend, settle and choose rows."},
        "name": TEXT | {"description": "The file's name."},
        "size": NUMBER | {"description": "Bytes."},
        "sha256": TEXT | {"description": "Hash of its bytes."},
        "made_at": MOMENT | {"description": "When it was uploaded."},
        "state": TEXT | {"enum": ImportState.values, "description": "Being read, read, or not to be read."},
    }
    job = {"state": TEXT | {"enum": JobState.values}, "done": NUMBER, "total": NUMBER, "error": TEXT}
    whole = brief | {
        "rows": TEXT | {"format": "uri", "description": "Where its rows are."},
        "problem": TEXT | {"description": "Why it could not be read."},
        "remarks": {"type": "array", "items": TEXT, "description": "What was left aside."},
        "job": {
            "anyOf": [shapes.whole(job), {"type": "null"}],
            "description": "What is done in the background: rows done, and of how many.",
        },
        "counts": shapes.whole(dict.fromkeys(FILTERS, NUMBER)) | {"description": "Rows by kind."},
        "good": NUMBER | {"description": "Rows that would be applied now."},
    }
    row = {
        "sheet": TEXT | {"description": "Name of the sheet."},
        "row": NUMBER | {"description": "Number of the row in it."},
        "outcome": TEXT | {"enum": RowOutcome.values, "description": "What it would do, or has done."},
        "chosen": TRUTH | {"description": "Would it be applied, if nothing is against it?"},
        "title": TEXT | {"description": "Its title."},
        "reference": MAYBE | {"description": "The record that it is about, if there is one."},
        "proposes": TRUTH | {"description": "Another entity's record: what changes is proposed to it."},
        "twin": MAYBE | {"description": "The record that it may be already."},
        "twin_row": {"type": ["integer", "null"], "description": "The row of the sheet that says the same."},
        "changed": {"type": "array", "items": TEXT, "description": "Names of the fields that would change."},
        "content": {"type": ["object", "null"], "description": "The content that would be saved."},
        "messages": {
            "type": "array",
            "items": {"type": "object"},
            "description": "What is to be said: `cell`, `label`, `tone`, `found`, `text`, and `options` that would do.",
        },
    }
    file = TEXT | {"format": "binary", "minLength": 1, "description": "XLSX, ODS or CSV, not empty, up to 30 MB."}
    submit = TRUTH | {"default": False, "description": "Submit what is ready, too."}
    return {
        "Import": shapes.whole(whole),
        "ImportList": shapes.list_shape("ImportBrief", records=False),
        "ImportBrief": shapes.whole(brief),
        "ImportRow": shapes.whole(row),
        "ImportRowList": shapes.list_shape("ImportRow", records=False),
        "ImportUpload": shapes.whole({"file": file}),
        "ImportApply": {"type": "object", "properties": {"submit": submit}, "additionalProperties": False},
    }
