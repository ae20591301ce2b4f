"""What of the audit is asked for."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entities import audit
from entities.forms.reference import DAY
from entities.models import Entity, Record, User


class AuditForm(forms.Form):
    """Filters; all of them may be left out."""

    of = forms.ModelChoiceField(
        Entity.objects.none(), to_field_name="slug", label=gettext_lazy("Entity"), required=False
    )
    table = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    record = forms.CharField(label=gettext_lazy("Record"), required=False, max_length=20)
    person = forms.ModelChoiceField(
        User.objects.order_by("name", "email"), label=gettext_lazy("Person"), required=False, empty_label=""
    )
    entity = forms.ModelChoiceField(
        Entity.objects.order_by("slug"), to_field_name="slug", label=gettext_lazy("Entity"), required=False
    )
    since = forms.DateField(label=gettext_lazy("From"), required=False, widget=DAY)
    until = forms.DateField(label=gettext_lazy("To"), required=False, widget=DAY)
    act = forms.RegexField(r"^[0-9a-f]{32}$", required=False, widget=forms.HiddenInput)
    imported = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, own=None, owns=None):
        """`own` is the entity whose part is read, `owns` those between which its reader can choose."""
        super().__init__({**data.dict(), "of": own.slug} if own else data)
        self.own = own
        self.fields["table"].choices = [("", _("Everything")), *audit.table_choices()]
        self.fields["record"].widget.attrs["placeholder"] = "ACT-…"
        self.fields["person"].empty_label = _("Everybody")
        self.fields["entity"].empty_label = _("Every entity")
        if own:
            people = User.objects.filter(memberships__entity=own).distinct().order_by("name", "email")
            self.fields["person"].queryset = people
            del self.fields["entity"]
            self.fields["of"].queryset, self.fields["of"].empty_label = owns, None
        if not own or len(owns) == 1:
            del self.fields["of"]

    def clean_record(self):
        """The record of a reference."""
        reference = self.cleaned_data["record"].strip().upper()
        if not reference:
            return None
        found = Record.objects.filter(reference=reference).first()
        if found is None:
            raise forms.ValidationError(_("There is no record with this reference."))
        return found

    def asked(self):
        """What the valid form asks for."""
        data = dict(self.cleaned_data)
        data.pop("of", None)
        imported = str(data.pop("imported") or "")
        return audit.Asked(request_id=data.pop("act"), imported=imported, own=self.own, **data)
