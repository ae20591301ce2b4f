"""What each audience reads of events: numbered lists of fields, never edited once used."""

from entities.audiences import Reading

PUBLIC_1 = (
    "reference",
    "kind",
    "event_kind",
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
    "countries",
    "regions",
    "place",
    "dates",
    "start_time",
    "end_time",
    "time_zone",
    "status",
    "remark",
    "activities",
    "links",
    "source_symbol",
    "source_paragraph",
    "updated_at",
    "url",
)
PARTNERS_1 = (*PUBLIC_1, "attendees", "progress", "last_confirmed")
NETWORK_1 = (*PARTNERS_1, "online_link", "own_identifier", "contact")

# Parts, rules, how and at what it is held, papers. Where people meet in the building stays in the network.
ADDED_2 = (
    "parts",
    "recurrence",
    "exceptions",
    "mode",
    "host_country",
    "host_entity",
    "held_at",
    "held_at_part",
    "agenda_item",
    "materials",
    "documents",
)
PUBLIC_2 = (*PUBLIC_1, *ADDED_2)
PARTNERS_2 = (*PARTNERS_1, *ADDED_2)
NETWORK_2 = (*NETWORK_1, *ADDED_2, "room", "dial_in")
# The wording in other languages.
ADDED_3 = ("texts",)
PUBLIC_3 = (*PUBLIC_2, *ADDED_3)
PARTNERS_3 = (*PARTNERS_2, *ADDED_3)
NETWORK_3 = (*NETWORK_2, *ADDED_3)

# Which of two hours is meant that the clock shows with the same name.
ADDED_4 = ("second_hour",)
PUBLIC_4 = (*PUBLIC_3, *ADDED_4)
PARTNERS_4 = (*PARTNERS_3, *ADDED_4)
NETWORK_4 = (*NETWORK_3, *ADDED_4)

FORMATS = {
    Reading.NETWORK: {1: NETWORK_1, 2: NETWORK_2, 3: NETWORK_3, 4: NETWORK_4},
    Reading.PARTNERS: {1: PARTNERS_1, 2: PARTNERS_2, 3: PARTNERS_3, 4: PARTNERS_4},
    Reading.PUBLIC: {1: PUBLIC_1, 2: PUBLIC_2, 3: PUBLIC_3, 4: PUBLIC_4},
}

# Typed on the desk and read there only.
INTERNAL = (
    "internal_note",
    "names_affirmed",
    "outside_title",
    "outside_summary",
    "outside_place",
    "outside_hides_countries",
    "outside_hides_figures",
)
