"""What a row's cells change: which of a field's cells differ from those given out, and what they say beside it."""

from datetime import date

from django.utils.translation import gettext as _

from entities.content import without_controls
from registry.imports.cell_reader import ALSO, TURNING, WARNING
from registry.imports.read import as_text, value_of

DATES = "dates"  # a column of whole periods, which sheets that the portal did not make often have


def changed_cells(field, cells, given, *, keep_blank):
    """All cells of a field by column, if one of them differs from what was given out; else nothing.

    A column that the sheet does not have leaves what was given. `keep_blank`: an empty cell says nothing, as in
    sheets that the portal did not make.
    """
    found, differ = {}, False
    for column in field.columns:
        was = given[column.name]
        cell = cells.get(column.name, was)
        if cell is not was:
            said = plain(cell)
            if keep_blank and said == "":
                cell = was
            else:
                differ = differ or said != plain(was)
        found[column.name] = cell
    if field.name == DATES and plain(cells.get(DATES, "")):
        return found | {DATES: cells[DATES]}
    return found if differ else {}


def plain(cell):
    """A cell without what gets lost on its way through programs: line ends, outer space, signs that cannot be seen."""
    value = value_of(cell)
    if isinstance(value, date):
        return value
    return TURNING.sub("", without_controls(as_text(value))).strip()


def take_also(mine, reader, sheet):
    """Give what a cell said for another field to that field, unless the row says that one itself."""
    also, fields = reader.also, {field.name for field in sheet.fields}
    for name, wanted in (("region", "regions"), ("country", "countries")):
        codes = [code for code in also.get(name, ()) if code not in mine[wanted]]
        if codes:
            mine[wanted] = [*mine[wanted], *codes]
    if "figures" in fields:
        known = [(row["value"], row["unit"]) for row in mine["figures"]]
        rows = [
            {"value": figure.value, "unit": figure.unit, "qualifier": figure.qualifier}
            for figure in also.get("figure", ())
            if (figure.value, figure.unit) not in known
        ]
        if rows:
            mine["figures"] = [*mine["figures"], *rows]
    for name in ALSO:
        if name in fields and also.get(name):
            _take_choice(mine, reader, sheet.by_name[name], also[name][0])
    _take_chapters(mine, also, reader.names.words.of("subheading"))


def _take_choice(mine, reader, column, value):
    """A level or scope that the other's cell says: unless the row says this one itself."""
    if mine[column.name] == "unknown":
        mine[column.name] = value
    elif mine[column.name] != value:
        labels = dict(column.offer.choices)
        text = _("Another cell of the row says “%(value)s”; what stands here holds.") % {"value": labels[value]}
        reader.say(column, WARNING, text, str(labels[mine[column.name]]))


def _take_chapters(mine, also, known):
    """A sub-heading brings its chapter, a cell of chapters its sub-heading; further ones stand beside the main one."""
    chapters, headings = also.get("chapter", []), also.get("subheading", [])
    if chapters and not mine["chapter"]:
        mine["chapter"] = chapters[0]
    others = also.get("other_chapters", [])
    new = [number for number in dict.fromkeys(others) if number not in (mine["chapter"], *mine["other_chapters"])]
    mine["other_chapters"] = [*mine["other_chapters"], *new]
    for slug in (*headings, *also.get("other_subheadings", [])):
        if not mine["subheading"] and known[slug].group == mine["chapter"]:
            mine["subheading"] = slug
        elif slug not in (mine["subheading"], *mine["other_subheadings"]):
            mine["other_subheadings"] = [*mine["other_subheadings"], slug]
