"""Forms with which the secretariat writes circulars and keeps distribution lists."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entities.audiences import Reading
from entities.choices import UN_LANGUAGES
from entities.forms.widgets import LanguageSelect
from entities.labels import labels
from entities.models import Entity
from registry.choices import EditionState
from registry.models import Circular, DistributionList, Edition
from registry.models.circular import RECIPIENT_ROLES

LANGUAGES = {code for code, _name in UN_LANGUAGES}


def _name_audiences(field):
    """Offer the audiences by what they are, widest reading first."""
    field.choices = [(reading.value, reading.label) for reading in Reading]


def _list_name(row):
    """A distribution list, in its own words, and what it reads."""
    return f"{_('“%(title)s”') % {'title': row.name}} ({Reading(row.audience_id).label})"


class CircularForm(forms.ModelForm):
    """A circular while it is a draft."""

    class Meta:
        model = Circular
        fields = ["title", "note", "language", "audience", "edition", "lists"]
        widgets = {
            "title": forms.TextInput({"dir": "auto"}),
            "note": forms.Textarea({"rows": 12, "dir": "auto"}),
            "language": LanguageSelect,
            "audience": forms.RadioSelect,
            "lists": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _name_audiences(self.fields["audience"])
        self.fields["edition"].queryset = Edition.objects.filter(state=EditionState.SEALED).order_by("-month")
        self.fields["edition"].label_from_instance = lambda row: row.name
        self.fields["edition"].empty_label = _("none")
        self.fields["lists"].label_from_instance = _list_name


class DistributionListForm(forms.ModelForm):
    """A list with its mailboxes, one a line."""

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("People with a role"),
        help_text=gettext_lazy("Everybody who holds one of these roles on the day of sending."),
        choices=RECIPIENT_ROLES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    mailboxes = forms.CharField(
        label=gettext_lazy("Function mailboxes"),
        help_text=gettext_lazy("One address a line, if need be with its language: desk@example.org fr"),
        widget=forms.Textarea({"rows": 6, "dir": "ltr", "spellcheck": "false"}),
        required=False,
    )

    class Meta:
        model = DistributionList
        fields = ["name", "slug", "audience", "roles", "entities", "mailboxes", "attaches"]
        widgets = {"audience": forms.RadioSelect, "entities": forms.SelectMultiple({"size": 8})}
        help_texts = {"slug": gettext_lazy("Small letters, digits and hyphens; stands in the header of letters.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _name_audiences(self.fields["audience"])
        known = labels().of("entity")
        self.fields["entities"].queryset = Entity.objects.order_by("slug")
        self.fields["entities"].label_from_instance = lambda row: str(known.get(row.slug, row.slug))
        if self.instance.pk:
            self.fields["slug"].disabled = True
            self.initial["mailboxes"] = "\n".join(
                row.address if row.language == "en" else f"{row.address} {row.language}"
                for row in self.instance.mailboxes.all()
            )

    def clean_mailboxes(self):
        """Address to language; the line that cannot be used is named."""
        found = {}
        for number, line in enumerate(self.cleaned_data["mailboxes"].splitlines(), 1):
            address, _blank, language = line.strip().partition(" ")
            if not address:
                continue
            try:
                validate_email(address)
            except ValidationError as error:
                raise ValidationError(
                    _("Line %(number)d: “%(text)s” is no e-mail address.") % {"number": number, "text": address[:80]}
                ) from error
            language = language.strip() or "en"
            if language not in LANGUAGES:
                raise ValidationError(
                    _("Line %(number)d: the language is one of %(list)s.")
                    % {"number": number, "list": ", ".join(sorted(LANGUAGES))}
                )
            found[address.lower()] = language
        return found

    def save_list(self):
        """Keep the list and make its mailboxes those of the form."""
        row = self.save()
        wanted = self.cleaned_data["mailboxes"]
        row.mailboxes.exclude(address__in=wanted).delete()
        for address, language in wanted.items():
            row.mailboxes.update_or_create(address=address, defaults={"language": language})
        return row


class BouncedForm(forms.Form):
    """Why a letter is known not to have arrived."""

    reason = forms.CharField(label=gettext_lazy("What came back"), max_length=300, required=False)
