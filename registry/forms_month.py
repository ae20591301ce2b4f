"""Forms of the month: the entity's word."""

from django import forms
from django.utils.translation import gettext_lazy as _

from entities.models import Entity
from registry.choices import SignOffWord

TEXT = {"rows": 2, "dir": "auto"}


class EntityChoice(forms.ModelChoiceField):
    """One of some entities, by its short name."""

    def __init__(self, **kwargs):
        super().__init__(Entity.objects.none(), to_field_name="slug", empty_label=None, **kwargs)


class SignOffForm(forms.Form):
    """An entity's word for the month; the entity is asked for where the person speaks for several."""

    entity = EntityChoice(label=_("Entity"), help_text=_("For which of yours you speak."))
    word = forms.ChoiceField(
        label=_("How was the month?"),
        help_text=_("“Nothing to report” is for an entity that leads no record."),
        choices=SignOffWord.choices,
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label=_("Remark"),
        help_text=_("For the secretariat, if there is something to say."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(TEXT),
    )

    def __init__(self, *args, entities, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["entity"].queryset = entities
        chosen = list(entities)
        if len(chosen) == 1:
            self.fields["entity"].widget = forms.HiddenInput()
            self.initial["entity"] = chosen[0].slug


class OnBehalfForm(SignOffForm):
    """The word of an entity as the secretariat got it, with its evidence."""

    evidence = forms.CharField(
        label=_("Evidence"),
        help_text=_("The e-mail or letter in which the entity gave its word: from whom, of which day."),
        max_length=2000,
        widget=forms.Textarea(TEXT),
    )
