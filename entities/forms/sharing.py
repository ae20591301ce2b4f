"""Forms of standing policies, and of the page that tells who reads what."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entities.audiences import OUTSIDE, Reading
from entities.choices import PolicyWord, RecordKind
from entities.labels import labels
from entities.models import Audience, SharingPolicy
from entities.sharing_overview import READS, levels
from ungass_portal.lib import clock

WORDS = [
    (PolicyWord.AGREE, gettext_lazy("Agree: what is cleared goes out as soon as the other deciders agree")),
    (PolicyWord.DECLINE, gettext_lazy("Never: it is declined for us")),
    (PolicyWord.ASK, gettext_lazy("Ask us each time")),
]
DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class PolicyForm(forms.ModelForm):
    """A standing policy of one entity."""

    audience = forms.ChoiceField(
        label=gettext_lazy("Who would read it"),
        help_text=gettext_lazy("The public includes partner organisations."),
        choices=[(audience.value, audience.label) for audience in OUTSIDE],
        widget=forms.RadioSelect,
    )
    word = forms.ChoiceField(label=gettext_lazy("Our word"), choices=WORDS, widget=forms.RadioSelect)
    level = forms.ChoiceField(label=gettext_lazy("Level"), required=False)
    chapter = forms.TypedChoiceField(
        label=gettext_lazy("Chapter"),
        help_text=gettext_lazy("The main chapter of a record."),
        coerce=int,
        empty_value=None,
        required=False,
    )

    class Meta:
        model = SharingPolicy
        fields = ("audience", "word", "kind", "chapter", "level", "ends", "reason")
        widgets = {"ends": DAY, "reason": forms.Textarea({"rows": 2, "dir": "auto"})}
        help_texts = {"reason": gettext_lazy("Stands on the ledger beside each word that the policy says.")}

    def __init__(self, *args, entity, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.entity = entity
        self.fields["kind"].choices = [("", _("every kind")), *RecordKind.choices]
        self.fields["level"].choices = [("", _("any level")), *levels().items()]
        chapters = labels().of("chapter").values()
        self.fields["chapter"].choices = [
            ("", _("any chapter, or none")),
            *((row.code, f"{row.code}. {row.name}") for row in chapters),
        ]

    def clean_audience(self):
        """The audience's row."""
        return Audience(slug=Reading(self.cleaned_data["audience"]).value)

    def clean_ends(self):
        """A last day that is not over."""
        ends = self.cleaned_data["ends"]
        if ends and ends < clock.today():
            raise forms.ValidationError(_("The last day lies in the past. Give a later day, or none."))
        return ends


class OverviewForm(forms.Form):
    """What the page of all records is narrowed to."""

    q = forms.CharField(label=gettext_lazy("Words or reference"), required=False, max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    reads = forms.ChoiceField(label=gettext_lazy("Who reads"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("every kind")), *RecordKind.choices]
        self.fields["reads"].choices = [("", _("all records")), *READS.items()]
