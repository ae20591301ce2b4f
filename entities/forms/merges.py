"""Forms of a merge: what goes into what, the leads' answer, undoing it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entities.models import Entity, Record

TEXT = {"rows": 3, "dir": "auto"}


class ProposeMergeForm(forms.Form):
    """The record that stays, and why the two are the same."""

    into = forms.CharField(
        label=gettext_lazy("Goes into"),
        help_text=gettext_lazy("Reference of the record that stays, such as ACT-482913."),
        max_length=12,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why they are the same"),
        help_text=gettext_lazy("The entities that lead the two records read it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(TEXT),
    )

    def __init__(self, *args, absorbed, **kwargs):
        super().__init__(*args, **kwargs)
        self.absorbed = absorbed

    def clean_into(self):
        """Another record of the same kind."""
        rows = Record.objects.on_desk().select_related("activity", "event").prefetch_related("participations__entity")
        found = rows.filter(reference=self.cleaned_data["into"].strip().upper(), kind=self.absorbed.kind)
        survivor = found.exclude(pk=self.absorbed.pk).first()
        if survivor is None:
            raise forms.ValidationError(_("There is no other record of this kind with this reference."))
        return survivor


class AnswerMergeForm(forms.Form):
    """A leading entity's answer."""

    entity = forms.ModelChoiceField(
        Entity.objects.none(),
        label=gettext_lazy("Entity"),
        help_text=gettext_lazy("For which you answer."),
        to_field_name="slug",
        empty_label=None,
    )
    answer = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy("One no ends the proposal; when all have said yes, it is carried out."),
        choices=[
            ("accept", gettext_lazy("Yes, they are the same")),
            ("decline", gettext_lazy("No, they are not")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("The secretariat reads it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(TEXT),
    )
    evidence = forms.CharField(
        label=gettext_lazy("Evidence"),
        help_text=gettext_lazy("Letter or published document that shows the entity's word."),
        max_length=2000,
        widget=forms.Textarea(TEXT),
    )

    def __init__(self, *args, entities, on_behalf, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["entity"].queryset = Entity.objects.filter(pk__in=[entity.pk for entity in entities])
        if len(entities) == 1:
            self.fields["entity"].widget = forms.HiddenInput()
            self.initial["entity"] = entities[0].slug
        if not on_behalf:
            del self.fields["evidence"]


class UndoMergeForm(forms.Form):
    """Why a merge is undone."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is undone"),
        help_text=gettext_lazy("Kept in the history of both records."),
        max_length=2000,
        widget=forms.Textarea(TEXT),
    )
