"""The OpenAPI document: what each view declares, put into words once."""

import json
from functools import cache
from inspect import cleandoc

from django.utils.translation import override
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema

from entities.api.reading import LIMIT, MOST, ReadingView
from entities.api.records import EntryList, EntryView
from entities.audiences import Reading
from registry.api.imports import ImportView
from registry.summary import DIMENSIONS
from ungass_portal.api import importing, shapes, writing
from ungass_portal.lib.filters import LONGEST_EXTRA, LONGEST_VALUE, MOST_VALUES, CodesFilter, DayFilter

ABOUT = """\
What United Nations entities do about the outcome document of the 2016 special session on drugs (A/RES/S-30/1).

Without a token you read as the public; with a token, or signed in, as the audience that you belong to: the network
of focal points, or partner organisations. Nothing outside your audience shows in results, counts, cursors or errors.
Lists page by cursor: follow `next` until it is null. In the default order, by reference, no page repeats or
drops a record while others are written. Answers carry an ETag: send it back as `If-None-Match` and get 304
while nothing has changed for you. Errors are problems (RFC 9457). Payloads hold codes; the code lists name them.
"""
ERRORS = {
    "304": "Nothing has changed since the answer that your ETag came with.",
    "400": "A parameter is unknown or has a value that cannot be used; `parameter` names it.",
    "401": "The token is wrong, revoked or expired.",
    "404": "There is nothing here that you may read.",
    "403": "You may not do this here, or not as this audience; or your token does not work from this network.",
    "405": "This address does not answer to this method.",
    "406": "Only JSON is given.",
    "409": "The present state does not allow it; the detail says why and what to do instead.",
    "412": "Somebody saved in the meantime, or If-Match holds no ETag of this working copy.",
    "413": "What is sent is larger than the portal takes.",
    "414": "The address is longer than the server reads: repeat fewer parameters.",
    "415": "Send JSON.",
    "422": "Some fields cannot be used as they are; `errors` names them.",
    "428": "Send If-Match.",
    "429": "Too many calls in this minute; Retry-After says when to come back.",
    "416": "The file has no such part.",
    "410": "You could read this once; it was withdrawn. Drop your copies.",
    "503": "The database cannot be reached for the moment.",
}
WORDS = {
    "as": "Read as a narrower audience than your own.",
    "after": "Cursor: what comes after it. Take it from `next`.",
    "before": "Cursor: what comes before it. Take it from `previous`.",
    "limit": f"How many to give, {LIMIT} unless told otherwise.",
    "sort": "Order; `-` turns it round. Only orders by reference promise that nothing repeats.",
    "fields": "Fields to give, separated by commas.",
    "rows": "What to count by.",
    "columns": "A second dimension to count by.",
    "since": "Cursor: what happened after it. Take it from `cursor`; `now` for what happens from now on; empty or"
    " left out, everything from the beginning.",
}


class PortalSchema(AutoSchema):
    """Describes a reading view from its kind, its FilterSet and its parameters."""

    def get_operation(self, path, path_regex, path_prefix, method, registry):
        """The operation object; reading addresses have GET alone."""
        if writing.is_writing(self.view):
            return writing.operation(self.view, path, method, _answer)
        if isinstance(self.view, ImportView):
            return importing.operation(self.view, path, method, _answer)
        if method != "GET" or not isinstance(self.view, ReadingView):
            return None
        view, detail = self.view, "{" in path
        name = component_of(type(view))
        one = not view.many and (detail or view.single)
        summary, _blank, rest = (view.__doc__ or "").partition("\n")
        shape = f"#/components/schemas/{name if one else name + 'List'}"
        return {
            "operationId": f"{_named(path)}_{'read' if one else 'list'}",
            "tags": [view.tag],
            "summary": summary,
            "description": cleandoc(rest) or summary,
            "parameters": [*parameters_of(view), *path_parameters(path)],
            "security": [{}, {"token": []}, {"session": []}],
            "responses": responses(view, shape, detail=detail),
        }


def component_of(view):
    """The name of the schema of what a view class gives."""
    return view.component or view.__name__.removesuffix("List").removesuffix("Detail")


def responses(view, reference, *, detail):
    """The answers of an operation."""
    content = {kind: {"schema": {"$ref": reference}} for kind in view.media}
    headers = {"ETag": {"description": "To be sent back as If-None-Match.", "schema": {"type": "string"}}}
    found = {"200": {"description": "What you may read.", "content": content, "headers": headers}}
    if view.in_parts:
        found["206"] = {"description": "The part that `Range` asks for.", "content": content, "headers": headers}
    wanted = [
        *(["416"] if view.in_parts else []),
        "304",
        "400",
        "401",
        "403",
        *(["404"] if detail else []),
        "405",
        "406",
        "414",
        *(["410"] if view.can_be_gone and detail else []),
        "429",
        "503",
    ]
    return found | {status: _answer(status) for status in wanted}


def _answer(status):
    """Where the answer of an error is described."""
    return {"$ref": f"#/components/responses/{_name(status)}"}


def _name(status):
    return f"Status{status}"


def parameters_of(view):
    """Filters of the view's FilterSet, then the parameters that it reads itself."""
    found = []
    filterset = getattr(view, "filterset_class", None)
    if filterset:
        kind = getattr(view, "kind", "")
        for name, row in filterset.available_to(without=("kind",) if kind else ()).items():
            found.append(_filter(name, row, kind))
    for name in ("as", *view.parameters):
        found.append({"name": name, "in": "query", "description": WORDS[name], "schema": _schema(name, view)})
    return found


def _filter(name, row, kind):
    """A filter as a parameter."""
    one = {"type": "string", "minLength": 1, "maxLength": LONGEST_VALUE}
    if getattr(row.codes, "fixed", False):
        one = {"type": "string", "enum": [str(code) for code in row.codes()]}
    elif isinstance(row, DayFilter):
        one |= {"examples": ["2018", "2018-Q1", "2018-03", "2018-03-12"]}
    many = isinstance(row, CodesFilter)
    words = f"{row.label}. {row.extra.get('help_text', '')}"
    if many:
        words += " May be repeated: any of the values matches."
    if kind and row.needs and row.needs not in shapes.readable(kind, Reading.PUBLIC):
        words += " Not for the public."
    parameter = {"name": name, "in": "query", "description": words}
    parameter["schema"] = {"type": "array", "items": one, "minItems": 1, "maxItems": MOST_VALUES} if many else one
    return parameter | ({"style": "form", "explode": True} if many else {})


def _schema(name, view):
    """The schema of a parameter that is no filter."""
    if name == "as":
        return {"type": "string", "enum": Reading.values}
    if name in ("rows", "columns"):
        return {"type": "string", "enum": list(DIMENSIONS)} | ({"default": "chapter"} if name == "rows" else {})
    if name == "limit":
        return {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT}
    if name == "sort" and isinstance(view, EntryList):
        return {"type": "string", "enum": list(view.orders), "default": "reference"}
    if name == "after":
        return view.cursor
    if name in view.may_be_empty:
        return {"type": "string", "maxLength": LONGEST_EXTRA}
    return {"type": "string", "minLength": 1, "maxLength": LONGEST_EXTRA}


IN_PATHS = {
    "code": ("Its code.", {"type": "string", "minLength": 1}),
    "reference": ("Its reference.", {"type": "string", "minLength": 1}),
    "month": ("The month, as in 2018-03.", {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$"}),
    "number": ("The number of the revision.", {"type": "integer", "minimum": 0, "maximum": 999_999}),
    "name": ("Its name.", {"type": "string", "enum": ["records.ndjson", "matrix.csv", "calendar.csv"]}),
}


def path_parameters(path):
    """What stands in the address."""
    return [
        {"name": name, "in": "path", "required": True, "description": words, "schema": schema}
        for name, (words, schema) in IN_PATHS.items()
        if f"{{{name}}}" in path
    ]


def _named(path):
    """The name of an address: its fixed parts."""
    parts = ["revision" if part.startswith("rev-") else part for part in path.strip("/").split("/")[2:]]
    return "_".join(part for part in parts if not part.startswith("{"))


def schemas_of(view):
    """What a view gives, by the name of its schema."""
    name = component_of(view)
    if name in shapes.OTHERS:
        return shapes.OTHERS[name]()
    shape = shapes.record_shape(view.kind) if issubclass(view, EntryView) else shapes.code_shape(view.columns)
    return {name: shape, f"{name}List": shapes.list_shape(name, records=issubclass(view, EntryView))}


def complete(result, generator, request, public):
    """Postprocessing: add schemas, answers and ways to authenticate."""
    views = {callback.cls for _path, _regex, _method, callback in generator.endpoints}
    schemas = {"Problem": shapes.PROBLEM} | writing.schemas() | importing.schemas()
    for view in views:
        if not issubclass(view, ReadingView):
            continue
        schemas |= schemas_of(view)
    result["components"] = {
        "schemas": dict(sorted(schemas.items())),
        "responses": {_name(status): {"description": words} | content_of(status) for status, words in ERRORS.items()},
        "securitySchemes": {
            "token": {"type": "http", "scheme": "bearer", "description": "A token of your entity or organisation."},
            "session": {"type": "apiKey", "in": "cookie", "name": "sessionid", "description": "Signed in by browser."},
        },
    }
    result["info"]["description"] = ABOUT
    return result


def content_of(status):
    """What an answer of an error holds: a problem, but where nothing is said or the server itself refuses."""
    if status == "304":
        return {}
    if status == "414":
        return {"content": {"text/html": {"schema": {"type": "string"}}}}
    return {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}


@cache
def document():
    """The OpenAPI document, made once per process. It is in English in every language: half of it could only be so."""
    with override("en"):
        return SchemaGenerator().get_schema(request=None, public=True)


@cache
def text():
    """The document as JSON text."""
    return json.dumps(document(), ensure_ascii=False)
