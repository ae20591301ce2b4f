"""Forms with which the secretariat keeps entities, their names and the network."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entities.labels import labels
from entities.models import Entity, EntityName, NetworkMembership

DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class ReasonForm(forms.ModelForm):
    """A form of reference data: every change may say why, and none is made over somebody else's newer one."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Kept in the history beside the change."),
        required=False,
        max_length=1000,
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self._newest() if self.instance.pk else None

    def _newest(self):
        """The number of the newest audit row of what the form changes."""
        rows = self._meta.model.pgh_event_model.objects.filter(pgh_obj_id=self.instance.pk)
        return rows.order_by("-pgh_id").values_list("pgh_id", flat=True).first()

    def clean_seen(self):
        """What the person saw must still be the newest; who has been told may send the form again."""
        seen, newest = self.cleaned_data["seen"], None if self.instance._state.adding else self._newest()
        if seen and newest and seen != newest:
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = newest
            raise forms.ValidationError(
                _("Somebody changed this since you opened it: see its history. Send your own again to save it instead.")
            )
        return seen


class EntityForm(ReasonForm):
    """The facts of an entity apart from its names."""

    hq_country = forms.ChoiceField(
        label=gettext_lazy("Country of the seat"), help_text=gettext_lazy("Empty if not known."), required=False
    )

    class Meta:
        model = Entity
        fields = (
            "kind", "un_system", "parent", "hq_city", "hq_country", "contributors_need_approval", "note", "source",
        )  # fmt: skip
        help_texts = {
            "kind": gettext_lazy("What sort of organisation it is."),
            "un_system": gettext_lazy("Tick for entities of the United Nations system."),
            "parent": gettext_lazy("The entity that it belongs to, if any."),
            "hq_city": gettext_lazy("City of its headquarters."),
            "note": gettext_lazy("For the secretariat."),
            "source": gettext_lazy("Document or web address where the facts stand."),
        }
        widgets = {"note": forms.Textarea({"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        countries = labels().of("country").values()
        self.fields["hq_country"].choices = [("", _("not known")), *((row.code, row.name) for row in countries)]
        self.fields["parent"].queryset = Entity.objects.exclude(pk=self.instance.pk)

    def clean_parent(self):
        """An entity is not part of itself, nor of one of its own parts."""
        above = parent = self.cleaned_data["parent"]
        while above:
            if above.pk == self.instance.pk:
                raise forms.ValidationError(_("%(parent)s is itself part of this entity.") % {"parent": parent})
            above = above.parent
        return parent


class NewEntityForm(EntityForm):
    """A new entity with its first name."""

    name = forms.CharField(
        label=gettext_lazy("Name"), help_text=gettext_lazy("The full official name."), max_length=300
    )
    acronym = forms.CharField(
        label=gettext_lazy("Acronym"),
        help_text=gettext_lazy("Shown where space is short."),
        max_length=30,
        required=False,
    )
    valid_from = forms.DateField(
        label=gettext_lazy("Name valid from"), help_text=gettext_lazy("Empty: since ever."), required=False, widget=DAY
    )
    field_order = ("slug", "name", "acronym", "valid_from")

    class Meta(EntityForm.Meta):
        fields = ("slug", *EntityForm.Meta.fields)

    def clean_slug(self):
        """A code that no address of these pages needs for itself."""
        slug = self.cleaned_data["slug"]
        if slug == "new":
            raise forms.ValidationError(_("“new” is an address of these pages. Choose another code."))
        return slug


class NewNameForm(ReasonForm):
    """A new name from a day on."""

    class Meta:
        model = EntityName
        fields = ("name", "acronym", "valid_from", "source")
        help_texts = {
            "name": gettext_lazy("The full official name."),
            "acronym": gettext_lazy("Shown where space is short."),
            "valid_from": gettext_lazy("First day of the new name. The present one ends the day before."),
            "source": gettext_lazy("Document that made the change."),
        }
        widgets = {"valid_from": DAY}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].required = True


class NameForm(ReasonForm):
    """The correction of a name that stands already."""

    class Meta:
        model = EntityName
        fields = ("name", "acronym", "valid_from", "valid_to", "source")
        help_texts = {**NewNameForm.Meta.help_texts, "valid_from": gettext_lazy("Empty: since ever.")}
        widgets = {"valid_from": DAY, "valid_to": DAY}

    def clean(self):
        """Days in order, and no other name on any of them."""
        found = super().clean()
        starts, ends = found.get("valid_from"), found.get("valid_to")
        if starts and ends and ends < starts:
            self.add_error("valid_to", _("The last day lies before the first."))
        elif "valid_from" not in self.errors and "valid_to" not in self.errors:
            others = self.instance.entity.names.exclude(pk=self.instance.pk)
            name_the_overlap(
                self, "valid_from", starts, ends, [(row.name, row.valid_from, row.valid_to) for row in others]
            )
        return found


class NetworkForm(ReasonForm):
    """A time in the network of focal points."""

    class Meta:
        model = NetworkMembership
        fields = ("starts", "ends", "rhythm", "leads", "invited", "basis")
        help_texts = {
            "starts": gettext_lazy("First day in the network."),
            "ends": gettext_lazy("Last day; empty while it belongs."),
            "rhythm": gettext_lazy("How often the entity is asked to report."),
            "leads": gettext_lazy("Tick for the entity that coordinates the network."),
            "basis": gettext_lazy("Decision or document on which it rests."),
        }
        widgets = {"starts": DAY, "ends": DAY}

    def clean(self):
        """Days in order, and no other time in the network on any of them."""
        found = super().clean()
        starts, ends = found.get("starts"), found.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("The last day lies before the first."))
        elif starts and "ends" not in self.errors:
            others = self.instance.entity.network.exclude(pk=self.instance.pk)
            name_the_overlap(self, "starts", starts, ends, [(_("The network"), row.starts, row.ends) for row in others])
        return found


def name_the_overlap(form, field, starts, ends, others):
    """Add an error to a form's field if another row covers one of the days; rows are (name, first, last)."""
    for name, first, last in others:
        begins_later = ends and first and first > ends
        ended_before = starts and last and last < starts
        if not (begins_later or ended_before):
            days = f"{first.isoformat() if first else '…'} – {last.isoformat() if last else '…'}"
            form.add_error(
                field, _("“%(name)s” covers some of these days already: %(days)s.") % {"name": name, "days": days}
            )
            return


class AliasesForm(forms.Form):
    """Other ways in which people write an entity's name."""

    aliases = forms.CharField(
        label=gettext_lazy("Other names"),
        help_text=gettext_lazy(
            "One per line. They find the entity in searches and sheets; they are never shown as its name."
        ),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 8, "dir": "auto"}),
    )
    reason = ReasonForm.base_fields["reason"]

    def clean_aliases(self):
        """Each line once."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["aliases"].splitlines()]
        long = next((line for line in lines if len(line) > 300), None)
        if long:
            raise forms.ValidationError(_("This line is longer than 300 characters: %(text)s…") % {"text": long[:60]})
        return list(dict.fromkeys(filter(None, lines)))
