"""Forms with which the secretariat keeps calendars that others publish."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calendar_app.models import CalendarSource
from calendar_app.zones import ZoneError, known_zone
from entities.forms.widgets import LanguageSelect
from entities.labels import labels
from entities.models import Entity
from ungass_portal.lib import ical_reading, outbound


class SourceForm(forms.ModelForm):
    """A calendar of others."""

    address = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=500,
        required=False,
        help_text=CalendarSource._meta.get_field("address").help_text,
        widget=forms.TextInput({"dir": "ltr", "inputmode": "url"}),
    )

    class Meta:
        model = CalendarSource
        fields = ["name", "address", "organiser", "event_kind", "language", "time_zone", "active"]
        widgets = {"language": LanguageSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        words = labels()
        self.fields["organiser"].queryset = Entity.objects.order_by("slug")
        self.fields["organiser"].label_from_instance = lambda row: words.entity(row.slug).short
        kinds = [(code, label.name) for code, label in words.of("term").items() if label.group == "event-kinds"]
        self.fields["event_kind"] = forms.ChoiceField(
            label=_("Kind of event"),
            choices=[("", _("not said")), *kinds],
            required=False,
        )

    def clean_address(self):
        """An address that the portal may call, as https."""
        address = self.cleaned_data["address"].strip()
        if address[:9].lower() == "webcal://":
            address = f"https://{address[9:]}"
        if address:
            try:
                outbound.check_address(address)
            except outbound.Refused as problem:
                raise ValidationError(str(problem)) from problem
        return address

    def clean_time_zone(self):
        """A zone of the zone data, or none."""
        name = self.cleaned_data["time_zone"].strip()
        try:
            return known_zone(name) if name else ""
        except ZoneError as problem:
            raise ValidationError(str(problem)) from problem


class FileForm(forms.Form):
    """A file of such a calendar."""

    file = forms.FileField(
        label=gettext_lazy("Calendar file"),
        help_text=gettext_lazy("An .ics file of at most 5 MB. Events that it changes are known again by their UID."),
        widget=forms.ClearableFileInput({"accept": ".ics,text/calendar"}),
    )

    def clean_file(self):
        """A file whose size can be read; what is in it is told after it was read."""
        upload = self.cleaned_data["file"]
        if upload.size > ical_reading.MOST_BYTES:
            raise ValidationError(_("The file is larger than 5 MB. Give a shorter time of the calendar."))
        return upload
