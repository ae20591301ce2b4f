"""What a person asks a workbook for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from entities.labels import labels
from registry.imports.given import Cut, offices_of


class WorkbookForm(forms.Form):
    """Whose workbook, and which part of the records."""

    entity = forms.ChoiceField(label=_("Entity"))
    chapter = forms.TypedChoiceField(label=_("Chapter"), required=False, coerce=int, empty_value=None)
    country = forms.ChoiceField(label=_("Country or area"), required=False)
    office = forms.ChoiceField(label=_("Office"), required=False)
    partnered = forms.BooleanField(
        label=_("Also records in which it only takes part"),
        help_text=_("What you change in them is proposed to their leads."),
        required=False,
    )

    def __init__(self, entities, side, data):
        super().__init__(data)
        words, everything = labels(), ("", _("all"))
        self.fields["entity"].choices = [(row.slug, words.entity(row.slug).name) for row in entities]
        chapters = words.of("chapter").items()
        self.fields["chapter"].choices = [everything, *((code, f"{code}. {label.name}") for code, label in chapters)]
        countries = words.of("country").items()
        self.fields["country"].choices = [everything, *((code, label.name) for code, label in countries)]
        self.fields["office"].choices = [everything, *((name, name) for name in offices_of(side))]
        self.fields["country"].picker = True
        if not self.fields["office"].choices[1:]:
            del self.fields["office"]

    def cut(self):
        """The part of the records that was asked for."""
        said = self.cleaned_data
        return Cut(said["chapter"], said["country"], said.get("office", ""), said["partnered"])
