"""The form of events."""

from django.utils.translation import gettext_lazy as _

from entities.forms import RecordForm, Section


class EventForm(RecordForm):
    """What an organiser types of an event."""

    sections = (
        Section(
            "what",
            _("What"),
            ("title", "language", "summary", "event_kind", "status", "remark", "chapter", "subheading",
             "other_chapters", "other_subheadings", "recommendations", "terms", "progress"),
        ),
        Section("who", _("Who"), ("participants", "other_partners", "partner_countries", "attendees", "contact")),
        Section("where", _("Where"), ("place", "online_link", "countries", "regions")),
        Section("when", _("When"), ("dates", "start_time", "end_time", "time_zone")),
        Section("links", _("Links and sources"),
                ("activities", "links", "source_symbol", "source_paragraph", "own_identifier", "internal_note")),
        Section("sharing", _("Sharing"),
                ("outside_title", "outside_summary", "outside_place", "outside_hides_countries",
                 "outside_hides_figures", "names_affirmed")),
    )  # fmt: skip
    helps = RecordForm.helps | {
        "participants": _(
            "Organisers are leads, co-organisers co-leads. All of them decide together what leaves the network; "
            "attendees decide nothing."
        ),
        "status": _("Tentative until the dates are certain; held once it has taken place."),
        "place": _("City, and the building if it helps."),
    }
