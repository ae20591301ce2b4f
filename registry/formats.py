"""What each audience reads of activities and mandates: numbered lists of fields, reviewed one by one.

A list once used is never edited: a change is a new number, so that an old agreement lets nothing new out.
"""

from entities.audiences import Reading

PUBLIC_1 = (
    "reference",
    "kind",
    "title",
    "summary",
    "language",
    "participants",
    "joint",
    "other_partners",
    "partner_countries",
    "chapter",
    "subheading",
    "other_chapters",
    "other_subheadings",
    "recommendations",
    "terms",
    "level",
    "scope",
    "countries",
    "regions",
    "dates",
    "status",
    "outputs",
    "figures",
    "links",
    "source_symbol",
    "source_paragraph",
    "updated_at",
    "url",
)
PARTNERS_1 = (*PUBLIC_1, "programme", "progress", "last_confirmed")
NETWORK_1 = (*PARTNERS_1, "own_identifier", "contact")

# The wording in other languages.
ADDED_2 = ("texts",)

FORMATS = {
    Reading.NETWORK: {1: NETWORK_1, 2: (*NETWORK_1, *ADDED_2)},
    Reading.PARTNERS: {1: PARTNERS_1, 2: (*PARTNERS_1, *ADDED_2)},
    Reading.PUBLIC: {1: PUBLIC_1, 2: (*PUBLIC_1, *ADDED_2)},
}

# Typed on the desk and read there only.
INTERNAL = (
    "internal_note",
    "names_affirmed",
    "outside_title",
    "outside_summary",
    "outside_hides_countries",
    "outside_hides_figures",
)
