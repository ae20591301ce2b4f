"""What a person asks a workbook for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from entities.labels import labels
from registry.imports.given import Cut, offices_of
from registry.imports.read import size_problem
from registry.imports.sheets import sheets
from registry.imports.taking import DATES
from ungass_portal.lib.lists import semicolon


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


class UploadForm(forms.Form):
    """A workbook that comes back, and for which entity."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("The portal’s workbook, or a list of your own: XLSX, ODS or CSV, up to 30 MB."),
        widget=forms.FileInput({"accept": ".xlsx,.xlsm,.ods,.csv,.txt,.tsv"}),
        allow_empty_file=True,
    )
    entity = forms.ChoiceField(label=_("For"), required=False)

    def __init__(self, entities, data=None, files=None, *, initial=None):
        super().__init__(data, files, initial=initial)
        self.entities = {row.slug: row for row in entities}
        if len(entities) > 1:
            words = labels()
            self.fields["entity"].choices = [(slug, words.entity(slug).name) for slug in self.entities]
        else:
            del self.fields["entity"]

    def clean_file(self):
        """A file of a size that can be read; what is in it the reading finds out."""
        problem = size_problem(self.cleaned_data["file"].size)
        if problem:
            raise forms.ValidationError(problem)
        return self.cleaned_data["file"]

    def clean(self):
        """The entity: the one chosen, else the only one; none for the secretariat."""
        cleaned = super().clean()
        only = next(iter(self.entities.values()), None)
        return cleaned | {"entity": self.entities.get(cleaned.get("entity"), only)}


class ColumnsForm(forms.Form):
    """What each column of a sheet holds."""

    listing = forms.ChoiceField(label=_("This sheet holds"), required=False)
    day_first = forms.ChoiceField(
        label=_("Dates in numbers"), required=False, choices=[("1", _("day before month")), ("", _("month before day"))]
    )

    def __init__(self, page, data=None):
        super().__init__(data, prefix=f"sheet-{page.place}")
        self.page = page
        self.fields["listing"].choices = [("", _("nothing of ours")), *((row.name, row.title) for row in sheets())]
        self.fields["listing"].initial = page.listing
        if page.order:
            self.fields["day_first"].initial = "1" if page.order["day_first"] else ""
            self.fields["day_first"].help_text = page.order["sentence"]
        else:
            del self.fields["day_first"]
        wanted = self.data.get(self.add_prefix("listing"), page.listing) if data is not None else page.listing
        known = {row.name: row for row in sheets()}.get(wanted) or sheets()[0]
        choices = [("", _("not read")), *((column.name, str(column.label)) for column in known.columns)]
        choices.append((DATES, _("Dates, from and to in one cell")))
        for place, title in enumerate(page.titles):
            doubts = page.doubts.get(str(place), [])
            names = dict(choices)
            told = [f"{names[row['name']]} ({row['why']})" for row in doubts if row["name"] in names]
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=title or _("Column %(number)d") % {"number": place + 1},
                choices=choices,
                required=False,
                initial=page.mapping.get(str(place), ""),
                help_text=_("Perhaps: %(list)s") % {"list": semicolon().join(told)} if told else "",
            )

    def columns(self):
        """The bound fields of the columns."""
        return [self[name] for name in self.fields if name.startswith("column_")]

    def clean(self):
        """Each column of the portal once."""
        cleaned = super().clean()
        names = [value for name, value in cleaned.items() if name.startswith("column_") and value]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            raise forms.ValidationError(_("Two columns are said to hold “%(name)s”.") % {"name": twice})
        if cleaned.get("listing") and "title" not in names:
            raise forms.ValidationError(_("Say which column holds the title: without it no row can be read."))
        return cleaned

    def mapping(self):
        """Name of the column by place, also for those that are not read."""
        return {
            name.removeprefix("column_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("column_")
        }

    def order(self):
        """Which comes first, day or month, as a person has said."""
        if "day_first" not in self.fields:
            return self.page.order
        first = bool(self.cleaned_data["day_first"])
        if first == self.page.order["day_first"] and self.page.order["certain"]:
            return self.page.order
        sentence = str(_("Day before month, as you said.") if first else _("Month before day, as you said."))
        return self.page.order | {"day_first": first, "certain": True, "sentence": sentence}
