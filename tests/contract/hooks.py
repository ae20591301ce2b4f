"""What the OpenAPI document cannot say of valid calls: which codes there are, and which parameters go together.

Only calls that are meant to be valid are touched; those that are meant to be refused go out as they were made up.
"""

import json
import os
import random
import urllib.error
import urllib.request

import schemathesis

KINDS = ("activities", "mandates", "events")
LISTS = {
    "chapters": "chapter", "recommendations": "recommendation", "terms": "term", "entities": "entity",
    "countries": "country", "regions": "region",
}  # fmt: skip
PORTAL, TOKEN = os.environ["CONTRACT_PORTAL"], os.environ["CONTRACT_TOKEN"]


def ask(path):
    """An answer of the portal, read as the asker; None where it is refused."""
    headers = {"Authorization": f"Bearer {TOKEN}"} if TOKEN else {}
    try:
        with urllib.request.urlopen(urllib.request.Request(f"{PORTAL}/api/v1/{path}", headers=headers)) as answer:
            return json.load(answer)
    except urllib.error.HTTPError:
        return None


def codes(path):
    """The codes of a list."""
    return [str(row["code"]) for row in ask(f"{path}?limit=500")["results"]]


CHAPTERS = ask("chapters/")["results"]
TERMS = codes("terms/")
AUDIENCE = ask("dump/")["audience"]
KNOWN = {
    "chapter": [str(row["code"]) for row in CHAPTERS],
    "subheading": [heading["code"] for row in CHAPTERS for heading in row["subheadings"]],
    "recommendation": codes("recommendations/"),
    "term": TERMS,
    "scheme": sorted({code.split(":")[0] for code in TERMS}),
    "programme": [code for code in TERMS if code.startswith("programmes:")],
    "event_kind": [code for code in TERMS if code.startswith("event-kinds:")],
    "entity": codes("entities/"),
    "country": codes("countries/"),
    "region": codes("regions/"),
    "from": ["2017", "2018-01", "2018-Q1"],
    "to": ["2018", "2018-03", "2018-H2"],
    "fields": ["reference", "title,url", "summary,reference,updated_at"],
    "since": ["now", ask("changes/?limit=1")["cursor"]],
    "month": ["2018-01", "2018-02"],
    "number": ["0"],
}
RECORDS = {name: [row["reference"] for row in ask(f"{name}/?limit=500")["results"]] for name in KINDS}
WITHDRAWN = [row["reference"] for row in ask("changes/?limit=500")["results"] if row["kind"] == "withdrawn"]
PLACES = {
    f"/api/v1/{name}/": page["next"].partition("after=")[2]
    for name in (*KINDS, *LISTS)
    if (page := ask(f"{name}/?limit=1"))["next"]
}


A_RECORD = {"title": "Family skills", "participants": [{"entity": "who", "role": "lead"}]}
# Members of a content whose values are tied to one another, or to lists that are not in the document.
TIED = {
    "participants", "subheading", "other_subheadings", "programme", "dates", "start_time", "end_time", "time_zone",
    "second_hour", "parts", "recurrence", "exceptions", "held_at", "held_at_part", "activities", "event_kind",
    "host_country", "host_entity", "links", "materials", "online_link", "outputs", "progress", "chapter", "terms",
    "texts",
}  # fmt: skip
CODES_IN_CONTENT = {
    "partner_countries": "country",
    "countries": "country",
    "regions": "region",
    "recommendations": "recommendation",
    "other_chapters": "chapter",
}


@schemathesis.hook
def map_case(context, case):
    """Let calls that are meant to be valid name what there is, and no two parameters that exclude each other."""
    if case.meta is None or case.meta.generation.mode.is_negative:
        return case
    choose = random.Random(repr((case.path_parameters, case.query, case.body)))
    case.query = valid_query(context.operation, dict(case.query or {}), choose)
    parts = case.operation.path.strip("/").split("/")[2:]
    if case.path_parameters and choose.random() < 0.8:
        case.path_parameters = {
            name: known(parts, name, choose) or value for name, value in case.path_parameters.items()
        }
    if parts[0] == "desk":
        on_top(case)
        if isinstance(case.body, dict):
            case.body = valid_content(case.body, choose)
    if parts[0] == "receipts" and WITHDRAWN:
        case.body = {"references": choose.sample(WITHDRAWN, 1)}
    return case


def known(parts, name, choose):
    """Something that there is, for a name in an address; None where nothing is known."""
    if name == "reference":
        desk = parts[0] == "desk" and ask(f"desk/{parts[1]}/?limit=50")
        found = [row["reference"] for row in desk["results"]] if desk else RECORDS.get(parts[0])
    elif name == "key":
        imports = ask("imports/")  # who may not write has none
        found = [row["key"] for row in imports["results"]] if imports else None
    else:
        found = KNOWN.get(LISTS.get(parts[0]) if name == "code" else name)
    return choose.choice(found) if found else None


def on_top(case):
    """Send the ETag that the working copy has now, and none where there is no working copy yet."""
    headers, method = case.headers or {}, case.operation.method.upper()
    if "If-Match" in headers or method == "PUT":
        record = ask(case.formatted_path.removeprefix("/api/v1/").removesuffix("submit/"))
        headers.pop("If-Match", None)
        if record or method == "PATCH":
            headers["If-Match"] = record["etag"] if record else '"r1"'
        case.headers = headers


def valid_query(operation, query, choose):
    """The parameters with values that there are for this asker."""
    for name, value in list(query.items()):
        if name in KNOWN:
            values = KNOWN[name]
            query[name] = (
                choose.sample(values, min(len(value), 3)) if isinstance(value, list) else choose.choice(values)
            )
    audience = query.get("as", AUDIENCE)
    for name in closed(operation, audience) & set(query):
        del query[name]
    if "since" in query and audience != AUDIENCE:
        query["since"] = "now"
    if "entity_role" in query:
        query.setdefault("entity", [choose.choice(KNOWN["entity"])])
    if query.get("rows", "chapter") == query.get("columns"):
        del query["columns"]
    query.pop("before", None)
    if "after" in query:
        query.pop("sort", None)
        query["after"] = "ACT-000000" if "editions" in operation.path else PLACES.get(operation.path)
        if not query["after"]:
            del query["after"]
    return query


def closed(operation, audience):
    """Filters that the audience has not; the document says so in words."""
    parameters = operation.definition.raw.get("parameters", ())
    narrow = {row["name"] for row in parameters if row["description"].endswith("Not for the public.")}
    return narrow if audience == "public" else set()


def valid_content(body, choose):
    """A content that fits the lists and rules that the document cannot hold."""
    kept = {name: value for name, value in body.items() if name not in TIED}
    for name, kind in CODES_IN_CONTENT.items():
        if name in kept:
            found = choose.sample(KNOWN[kind], min(len(kept[name]), 3))
            kept[name] = [int(code) for code in found] if kind == "chapter" else found
    return kept | A_RECORD
