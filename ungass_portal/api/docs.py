"""The OpenAPI document laid out for people to read, and to call from the page."""

import json
from pathlib import Path

from django.conf import settings

from entities.api.records import readable
from entities.audiences import Reading
from entities.handling import AUDIENCE_NAMES, HANDLING, TERMS
from entities.kinds import kind_of
from entities.models.partners import STANDARD_RATE

MIRROR = Path(__file__).parent / "recipes" / "mirror.py"

# Lists that say more than the rows on a page of them.
WHOLE_LISTS = ("ChangeList", "DeskList", "DumpList", "ImportList", "ImportRowList")


def reference(document):
    """What the page of the API shows, taken from the document and nothing else."""
    components = document["components"]
    return {
        "site": settings.SITE_URL,
        "mirror": MIRROR.read_text(),
        "terms": [(AUDIENCE_NAMES[audience], HANDLING[audience], TERMS[audience]) for audience in Reading],
        "fields": [(kind_of(kind).listing.title, fields(kind)) for kind in ("activity", "event")],
        "visitor_rate": settings.API_VISITOR_RATE,
        "token_rate": STANDARD_RATE,
        "groups": groups(document),
        "shapes": [
            {"name": name, "rows": _rows(shape)}
            for name, shape in components["schemas"].items()
            if name != "Problem" and "properties" in shape and (not name.endswith("List") or name in WHOLE_LISTS)
        ],
        "problem": _rows(components["schemas"]["Problem"]),
        "statuses": [
            {"status": name.removeprefix("Status"), "text": row["description"]}
            for name, row in sorted(components["responses"].items())
        ],
    }


def fields(kind):
    """Every field of a kind: its name, and whether each audience reads it."""
    return [
        (name, [name in readable(kind, audience) for audience in Reading]) for name in readable(kind, Reading.NETWORK)
    ]


def groups(document):
    """Operations by tag, in the order of the document."""
    components, groups = document["components"], {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            made = _operation(path, method, operation, components)
            groups.setdefault(operation["tags"][0], []).append(made)
    return [{"name": name, "operations": operations} for name, operations in groups.items()]


def _operation(path, method, operation, components):
    """One operation."""
    good = next(answer for status, answer in sorted(operation["responses"].items()) if status < "300")
    shape = next(iter(good["content"].values()))["schema"]["$ref"].split("/")[-1]
    open_to_all = method == "get" and {} in operation["security"] and "{" not in path
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "try": path if open_to_all else "",
        "summary": operation["summary"],
        "parameters": [
            {
                "name": row["name"],
                "place": row["in"],
                "text": row["description"].replace("`", ""),
                "values": _values(row["schema"]),
                "required": row.get("required", False),
                "many": row["schema"]["type"] == "array",
            }
            for row in operation["parameters"]
        ],
        "body": _example(operation, components),
        "shape": shape if shape in WHOLE_LISTS else shape.removesuffix("List"),
    }


def _example(operation, components):
    """A body to begin with, as JSON text: the members that must be there. "" where none, or a file, is sent."""
    content = operation.get("requestBody", {"content": {}})["content"]
    if "application/json" not in content:
        return ""
    shape = _resolved(content["application/json"]["schema"], components)
    members = shape.get("required") or list(shape["properties"])
    return json.dumps({name: _blank(shape["properties"][name]) for name in members}, indent=2)


def _blank(shape):
    """The simplest value of a shape."""
    if "enum" in shape:
        return shape["enum"][0]
    if shape["type"] == "array":
        return [_blank(shape["items"])]
    if shape["type"] == "object":
        return {name: _blank(shape["properties"][name]) for name in shape.get("required", ())}
    return {"integer": 1, "number": 1, "boolean": False}.get(shape["type"], "")


def _resolved(shape, components):
    """A schema, or the component that it refers to."""
    return components["schemas"][shape["$ref"].split("/")[-1]] if "$ref" in shape else shape


def _rows(shape):
    """The members of an object."""
    return [
        {"name": name, "type": _type(row), "text": row.get("description", ""), "values": _values(row)}
        for name, row in shape["properties"].items()
    ]


def _type(row):
    """The type of a member in a word or two."""
    kind = row.get("type", "")
    words = " or ".join(kind) if isinstance(kind, list) else kind
    if words == "array" and "type" in row.get("items", {}):
        return f"array of {row['items']['type']}"
    return f"{words}, {row['format']}" if row.get("format") else words


def _values(shape):
    """The values that a member or parameter can have, where they are few and fixed."""
    one = shape.get("items", shape)
    return [str(value) for value in one.get("enum", []) if value is not None]
