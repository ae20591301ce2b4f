"""The outcome document's structure and the classification schemes from their data files into the database."""

from pathlib import Path

from django.db import transaction

from entities.history import acting
from entities.loading import load_entities, load_places, read, upsert
from registry.models import Chapter, Recommendation, Scheme, Subheading, Term

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).parents[1]


@transaction.atomic
def load_reference():
    """Load everything that records refer to by code; returns a Report for each list. May run again and again."""
    with acting(None, "load_reference"):
        return [*load_places(), *load_entities(), *load_chapters(), *load_schemes()]


def load_chapters():
    """Chapters, sub-headings and the operational recommendations known so far; returns their Reports."""
    listed = read(DATA / "chapters.json")["chapters"]
    chapters = [
        {
            "number": row["number"],
            "slug": row["slug"],
            "title": row["official_title"],
            "short_title": row["short_title"],
            "note": row["note"] or "",
        }
        for row in listed
    ]
    subheadings = [
        {
            "slug": row["slug"],
            "chapter_id": chapter["number"],
            "order": row["order"],
            "title": row["title"],
            "short_title": row["short_title"],
        }
        for chapter in listed
        for row in chapter["subheadings"]
    ]
    recommendations = [
        {
            "code": row["code"],
            "chapter_id": chapter["number"],
            "topic": row["topic"],
            "status": row["status"],
            "where": row["where"] or "",
        }
        for chapter in listed
        for row in chapter["recommendations"]
    ]
    return [
        upsert(Chapter, chapters, key=("number",)),
        upsert(Subheading, subheadings, key=("slug",)),
        upsert(Recommendation, recommendations, key=("code",)),
    ]


def load_schemes():
    """Schemes and their terms, some of which stand in files of their own; returns their Reports."""
    listed = read(DATA / "schemes.json")["schemes"]
    schemes = [{"slug": row["slug"], "title": row["name"], "source": row["source"]} for row in listed]
    terms = []
    for scheme in listed:
        rows = list(scheme["terms"])
        if scheme["terms_file"]:
            data = read(ROOT / scheme["terms_file"])
            rows = [row for name in scheme["terms_keys"] for row in data[name]]
        terms += [term(scheme["slug"], order, row) for order, row in enumerate(rows, start=1)]
    return [upsert(Scheme, schemes, key=("slug",)), upsert(Term, terms, key=("code",))]


def term(scheme, order, row):
    """A term's row from a goal, a target, a programme or a plain term."""
    local = row.get("code") or row["slug"]
    return {
        "code": f"{scheme}:{local}",
        "scheme_id": scheme,
        "parent_id": f"{scheme}:{row['goal']}" if row.get("goal") else None,
        "label": row.get("label") or row.get("title") or row["name"],
        # goals and targets are cited by their number
        "acronym": f"SDG {local}" if scheme == "sdg" else row.get("acronym", ""),
        "order": order,
        "note": row.get("note") or row.get("short_title") or "",
        "lead_entity": row.get("lead") or "",
    }
