"""The form of activities and mandates."""

from django.utils.translation import gettext_lazy as _

from entities.forms import RecordForm, Section


class ActivityForm(RecordForm):
    """What an entity types of an activity or a mandate."""

    sections = (
        Section(
            "what",
            _("What"),
            ("title", "language", "summary", "texts", "status", "chapter", "subheading", "other_chapters",
             "other_subheadings", "recommendations", "terms", "programme", "outputs", "figures", "progress"),
        ),
        Section("who", _("Who"), ("participants", "other_partners", "partner_countries", "contact")),
        Section("where", _("Where"), ("level", "scope", "countries", "regions")),
        Section("when", _("When"), ("dates",)),
        Section("links", _("Links and sources"),
                ("links", "source_symbol", "source_paragraph", "own_identifier", "internal_note")),
        Section("sharing", _("Sharing"),
                ("outside_title", "outside_summary", "outside_hides_countries", "outside_hides_figures",
                 "names_affirmed")),
    )  # fmt: skip
    words = RecordForm.words | {
        "outputs": {
            "kind": (_("Kind"), _("Publication, training, tool …")),
            "title": (_("Title"), _("As it was published.")),
            "link": (_("Address"), _("Starts with https://")),
            "symbol": (_("Symbol"), _("UN document symbol, if it has one.")),
        },
        "figures": {
            "value": (_("Number"), _("Digits only, such as 23 or 1500.")),
            "unit": (_("Of what"), _("Countries, people trained, tonnes …")),
            "qualifier": (_("How exact"), _("As the source has it.")),
        },
    }
