"""Whatever somebody may change in a workbook: values of every field of an activity and of an event."""

from hypothesis import strategies as st


def starts_no_formula(text):
    """openpyxl would write it as a formula, and a quote before it is taken off."""
    return text[:1] not in ("'", "=")


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]), max_size=40
)
LINE = WORDS.map(lambda text: " ".join(text.split())).filter(starts_no_formula)
TITLE = LINE.filter(bool)
TEXT = st.lists(LINE, max_size=3).map("\n".join).map(str.strip).filter(starts_no_formula)
LINES = st.lists(TITLE.filter(lambda text: ";" not in text), unique=True, max_size=3)
ADDRESS = st.sampled_from(["", "https://a.example/x"])
PARTS = st.lists(st.sampled_from(["who", "undp", "unodc"]), unique=True, min_size=1, max_size=3).map(
    lambda slugs: [
        {"entity": slug, "role": "lead" if place == 0 else "partner", "office": "Lima" if place == 2 else ""}
        for place, slug in enumerate(slugs)
    ]
)
NO_CHAPTER = {"chapter": None, "subheading": "", "other_chapters": [], "other_subheadings": [], "recommendations": []}
# What belongs together in several fields is one choice.
TOGETHER = {
    "where it belongs": st.sampled_from(
        [
            NO_CHAPTER,
            NO_CHAPTER | {"chapter": 1, "subheading": "ch1-prevention", "recommendations": ["1(a)"]},
            NO_CHAPTER | {"chapter": 2, "other_chapters": [1, 3], "other_subheadings": ["ch1-prevention"]},
        ]
    ),
    "languages": st.fixed_dictionaries(
        {
            "language": st.sampled_from(["en", "es"]),
            "texts": st.lists(
                st.fixed_dictionaries(
                    {
                        "language": st.sampled_from(["fr", "ar"]),
                        "title": TITLE,
                        "summary": st.lists(LINE.map(str.strip), max_size=3).map("\n".join).map(str.strip),
                        "standing": st.sampled_from(["", "own", "unofficial"]),
                    }
                ),
                unique_by=lambda row: row["language"],
                max_size=2,
            ),
        }
    ),
}
RECORD = {
    "title": TITLE,
    "summary": TEXT,
    "countries": st.lists(st.sampled_from(["AUT", "FRA", "PER"]), unique=True),
    "regions": st.lists(st.sampled_from(["150", "155"]), unique=True),
    "partner_countries": st.lists(st.sampled_from(["AUT", "PER"]), unique=True),
    "terms": st.lists(st.sampled_from(["sdg:3.5", "programmes:smart"]), unique=True),
    "other_partners": LINES,
    "links": st.lists(
        st.fixed_dictionaries({"title": LINE, "url": st.sampled_from(["https://a.example/x", "http://b.example/"])}),
        max_size=2,
    ),
    "progress": TEXT,  # of the new line; see `changed`
    "internal_note": TEXT,
    "outside_summary": TEXT,
    **dict.fromkeys(("source_symbol", "source_paragraph", "own_identifier", "contact", "outside_title"), LINE),
    **dict.fromkeys(("names_affirmed", "outside_hides_countries", "outside_hides_figures"), st.booleans()),
}
ACTIVITY = RECORD | {
    "participants": PARTS.filter(lambda rows: "who" in {row["entity"] for row in rows[:1]}),
    "level": st.sampled_from(["headquarters", "field", "both", "unknown"]),
    "scope": st.sampled_from(["global", "regional", "country", "unknown"]),
    "status": st.sampled_from(["planned", "ongoing", "unknown"]),
    "programme": st.sampled_from(["", "programmes:smart"]),
    "dates": st.sampled_from(
        [
            None,
            {"from": "2018-03-12", "to": "2018-03-12", "precision": "day", "text": ""},
            {"from": "2018-03-12", "to": "2018-03-16", "precision": "day", "text": ""},
            {"from": "2018-03-01", "to": "2018-03-31", "precision": "month", "text": "as told"},
            {"from": "2018-04-01", "to": None, "precision": "quarter", "text": ""},
            {"from": "2018-01-01", "to": "2019-12-31", "precision": "year", "text": ""},
            {"from": None, "to": None, "precision": None, "text": "to be agreed"},
        ]
    ),
    "figures": st.lists(
        st.fixed_dictionaries(
            {
                "value": st.integers(0, 10**9),
                "unit": st.sampled_from(["countries", "people trained"]),
                "qualifier": st.sampled_from(["exact", "more_than", "up_to"]),
            }
        ),
        max_size=2,
    ),
    "outputs": st.lists(
        st.fixed_dictionaries({"kind": LINE, "title": TITLE, "link": ADDRESS, "symbol": LINE}), max_size=2
    ),
}

NO_TIME = {"start_time": None, "end_time": None, "time_zone": ""}
UNDATED = {"dates": None, "parts": [], "recurrence": "", "exceptions": [], "second_hour": False} | NO_TIME
DAY = {"from": "2018-03-06", "to": "2018-03-06", "precision": "day", "text": ""}
TIMED = {"start_time": "09:30", "end_time": "11:00", "time_zone": "Europe/Vienna"}
TWICE = {"from": "2018-10-28", "to": "2018-10-28", "precision": "day", "text": ""}
PART = {"label": "Opening", "starts": "2018-03-12", "ends": "", "place": "Vienna"} | NO_TIME
EXCEPTION = {"occurrence": "2018-03-13", "change": "moved", "day": "2018-03-14", "start_time": None, "end_time": None}
WEEKLY = {"recurrence": "FREQ=WEEKLY;COUNT=4", "exceptions": [EXCEPTION | {"place": ""}]}
EVENTS_TOGETHER = TOGETHER | {
    "when": st.sampled_from(
        [
            UNDATED,
            UNDATED | {"dates": DAY},
            UNDATED | {"dates": DAY} | TIMED,
            UNDATED | {"dates": DAY} | TIMED | WEEKLY,
            UNDATED | {"dates": TWICE} | TIMED | {"start_time": "02:30", "second_hour": True},
            UNDATED | {"parts": [PART, PART | {"label": "End | of it", "starts": "December 2018"}]},
        ]
    ),
    "held at": st.sampled_from(
        [
            {"held_at": "", "held_at_part": ""},
            {"held_at": "EVT-205517", "held_at_part": "Opening"},
        ]
    ),
}
EVENT = RECORD | {
    "event_kind": st.sampled_from(["", "event-kinds:training"]),
    "status": st.sampled_from(["tentative", "confirmed", "postponed", "cancelled"]),
    "mode": st.sampled_from(["in_person", "online", "hybrid", "unknown"]),
    "host_country": st.sampled_from(["", "AUT", "PER"]),
    "host_entity": st.sampled_from(["", "undp"]),
    "participants": PARTS.filter(lambda rows: "who" in {row["entity"] for row in rows[:1]}),
    "attendees": LINES,
    "activities": st.sampled_from([[], ["ACT-482913", "MAN-482914"]]),
    "online_link": ADDRESS,
    "materials": st.lists(
        st.fixed_dictionaries(
            {"kind": st.sampled_from(["recording", "outcome"]), "title": LINE, "url": st.just("https://a.example/x")}
        ),
        max_size=2,
    ),
    "documents": st.lists(st.sampled_from(["E/CN.7/2018/1", "A/RES/72/198"]), unique=True),
    "remark": TEXT,
    **dict.fromkeys(("place", "room", "dial_in", "agenda_item", "outside_place"), LINE),
}


def edits(fields, together):
    """Contents of some of the fields, and of all of those that belong together."""
    some = st.fixed_dictionaries({}, optional=fields)
    return st.builds(
        lambda chosen, groups: chosen | {name: value for group in groups.values() for name, value in group.items()},
        some,
        st.fixed_dictionaries({}, optional=together),
    )
