"""The form of events."""

from django.utils.translation import gettext_lazy as _

from entities.forms import RecordForm, Section


class EventForm(RecordForm):
    """What an organiser types of an event."""

    sections = (
        Section(
            "what",
            _("What"),
            ("title", "language", "summary", "texts", "event_kind", "status", "remark", "chapter", "subheading",
             "other_chapters", "other_subheadings", "recommendations", "terms", "progress"),
        ),
        Section("who", _("Who"), ("participants", "other_partners", "partner_countries", "attendees", "contact")),
        Section(
            "where",
            _("Where"),
            ("mode", "place", "room", "online_link", "dial_in", "countries", "regions", "host_country", "host_entity",
             "held_at", "held_at_part", "agenda_item"),
        ),
        Section(
            "when",
            _("When"),
            ("dates", "start_time", "end_time", "time_zone", "second_hour", "parts", "recurrence", "exceptions"),
        ),
        Section("links", _("Links and sources"),
                ("materials", "documents", "activities", "links", "source_symbol", "source_paragraph",
                 "own_identifier", "internal_note")),
        Section("sharing", _("Sharing"),
                ("outside_title", "outside_summary", "outside_place", "outside_hides_countries",
                 "outside_hides_figures", "names_affirmed")),
    )  # fmt: skip
    helps = RecordForm.helps | {
        "participants": _(
            "Organisers are leads, co-organisers co-leads. All of them decide together what leaves the network; "
            "attendees decide nothing."
        ),
        "status": _(
            "Tentative until the dates are certain: until then only the network reads it. Held once it has taken place."
        ),
        "time_zone": _(
            "IANA name like Europe/Vienna; needed with a time. Of an hour that the clock shows twice the first is "
            "meant, unless you say the second."
        ),
        "place": _("City, and the venue if it helps. The room has a field of its own."),
        "parts": _(
            "For an event that meets more than once under one name, such as a session that is opened, meets and is "
            "reconvened. The dates above then follow from its parts."
        ),
        "exceptions": _("Dates of the rule that are left out, cancelled, or held on another day."),
        "materials": _("What readers find before, during and after the event."),
    }
    words = RecordForm.words | {
        "parts": {
            "label": (_("Name of the part"), _("Opening, regular part, reconvened part …")),
            "starts": (_("Starts"), _("12 March 2018, or no finer than known: December 2018.")),
            "ends": (_("Ends"), _("Empty: with the day, month or year of its start.")),
            "start_time": (_("From"), _("Wall time at the place.")),
            "end_time": (_("Until"), _("Wall time at the place.")),
            "time_zone": (_("Time zone"), _("If it differs from the event’s.")),
            "place": (_("Place"), _("If it differs from the event’s.")),
        },
        "exceptions": {
            "occurrence": (_("Date of the rule"), _("The day that the rule gives.")),
            "change": (_("What differs"), _("Left out, cancelled or moved.")),
            "day": (_("New day"), _("If it is held on another day.")),
            "start_time": (_("From"), _("If it differs.")),
            "end_time": (_("Until"), _("If it differs.")),
            "place": (_("Place"), _("If it differs.")),
        },
        "materials": {
            "kind": (_("Kind"), _("Webcast, recording, outcome …")),
            "title": (_("Title"), _("What readers find there.")),
            "url": (_("Address"), _("Starts with https://")),
        },
    }
