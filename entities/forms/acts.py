"""Small forms of the acts on a record."""

from django import forms
from django.utils.translation import gettext_lazy as _

from entities.choices import AgreementScope, Decision, ParticipationState, RemovalBasis
from entities.differences import fields_of, label_of
from entities.evidence import check as check_evidence
from ungass_portal.lib import clock

TEXT = {"rows": 3, "dir": "auto"}
DECISIONS = [
    (Decision.AGREE, _("Agree that they read it")),
    (Decision.DECLINE, _("Decline this wording")),
    (Decision.WITHDRAW, _("Withdraw an earlier agreement")),
]


def attached_evidence():
    """The field for the file that shows an entity's word."""
    return forms.FileField(
        label=_("Attach the evidence"),
        help_text=_("PDF, PNG, JPEG or Word (docx), 10 MB at most. A published document may be named above instead."),
        required=False,
        validators=[check_evidence],
    )


class ReturnForm(forms.Form):
    """Why a submission of a kind is returned, and which of its fields that is about."""

    reason = forms.CharField(
        label=_("What should be mended"),
        help_text=_("Say what is missing or wrong. The person who submitted reads it."),
        max_length=4000,
        widget=forms.Textarea(TEXT),
    )
    concerns = forms.MultipleChoiceField(
        label=_("In which fields"),
        help_text=_("The letter and the form lead to them."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, kind, *args, first=(), **kwargs):
        """`first` names the fields that are offered before all others: those that the submission changes."""
        super().__init__(*args, **kwargs)
        names = sorted(fields_of(kind), key=lambda name: name not in first)
        self.fields["concerns"].choices = [(name, label_of(kind, name)) for name in names]


class WithdrawForm(forms.Form):
    """Why a record is withdrawn."""

    reason = forms.CharField(
        label=_("Why it is withdrawn"),
        help_text=_("Kept in the record's history, for your entities and the secretariat."),
        max_length=4000,
        widget=forms.Textarea(TEXT),
    )


class RemovalForm(forms.Form):
    """Why a record is removed for good; its reference is typed, so that nobody removes another by a slip."""

    basis = forms.ChoiceField(label=_("It is removed for"), choices=RemovalBasis, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why it is removed"),
        help_text=_("The network reads it in place of the wording: say nothing here that must not be read."),
        max_length=2000,
        widget=forms.Textarea(TEXT),
    )
    reference = forms.CharField(
        label=_("Reference of the record"),
        help_text=_("Type it to confirm: a removal cannot be undone."),
        max_length=12,
    )

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, **kwargs)
        self.record = record

    def clean_reference(self):
        """The reference of this very record."""
        if self.cleaned_data["reference"].strip().upper() != self.record.reference:
            raise forms.ValidationError(_("Type %(reference)s.") % {"reference": self.record.reference})
        return self.record.reference


class ProgressForm(forms.Form):
    """A dated line of progress."""

    text = forms.CharField(
        label=_("What has happened"),
        help_text=_("One or two sentences."),
        max_length=2000,
        widget=forms.Textarea(TEXT),
    )
    on = forms.DateField(
        label=_("Date"),
        help_text=_("Empty: today."),
        required=False,
        widget=forms.DateInput({"type": "date"}),
    )


class CloseForm(forms.Form):
    """The last day of something that is over."""

    on = forms.DateField(
        label=_("Last day"),
        help_text=_("The day on which it ended."),
        initial=clock.today,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    text = forms.CharField(
        label=_("What came of it"),
        help_text=_("One or two sentences, kept as a dated line of progress. May stay empty."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(TEXT),
    )


class ProposalReasonForm(forms.Form):
    """Why a change is proposed."""

    reason = forms.CharField(
        label=_("Why you propose it"),
        help_text=_("The lead reads it beside the changes."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(TEXT),
    )


class AnswerForm(forms.Form):
    """An answer to whoever proposed a change."""

    answer = forms.CharField(
        label=_("Answer"),
        help_text=_("Why you decline something, or thanks. Whoever proposed the change reads it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(TEXT),
    )


class DecisionForm(forms.Form):
    """A decider's word about one outside audience."""

    audience = forms.CharField(widget=forms.HiddenInput)
    entity = forms.CharField(widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    sha256 = forms.RegexField("^[0-9a-f]{64}$", widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label=_("Your word"),
        help_text=_("Withdrawing takes the record away from this audience at once."),
        choices=DECISIONS,
        widget=forms.RadioSelect,
    )
    scope = forms.ChoiceField(
        label=_("How far it reaches"),
        help_text=_("“From now on” also covers later wordings, as long as the fields stay the same."),
        choices=AgreementScope,
        initial=AgreementScope.WORDING,
        required=False,
    )
    until = forms.DateField(
        label=_("Until"),
        help_text=_("Last day on which they may read it; empty: no end."),
        required=False,
        widget=forms.DateInput({"type": "date"}),
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("For your own record."),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        help_text=_("Letter or published document that shows the entity's word; kept on the ledger."),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )

    attachment = attached_evidence()

    def __init__(self, *args, on_behalf=False, agreed=True, inside=False, **kwargs):
        """`agreed`: there is a word to take back; `inside`: the wording is for the network only."""
        super().__init__(*args, **kwargs)
        if on_behalf:
            self.fields["evidence"].required = True
        else:
            del self.fields["evidence"], self.fields["attachment"]
        if not agreed:
            self.fields["decision"].choices = [row for row in DECISIONS if row[0] != Decision.WITHDRAW]
            self.fields["decision"].help_text = _("Until every decider agrees, this audience reads nothing new.")
        if inside:
            self.fields["decision"].choices = [row for row in DECISIONS if row[0] == Decision.WITHDRAW]

    def clean_until(self):
        """A day that is not over."""
        until = self.cleaned_data["until"]
        if until and until < clock.today():
            raise forms.ValidationError(_("The last day lies in the past. Give a later day, or none."))
        return until


class ParticipationForm(forms.Form):
    """An entity's answer to being named."""

    entity = forms.CharField(widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=_("Answer"),
        help_text=_("Whoever said no comes back only through the secretariat."),
        choices=[
            (ParticipationState.CONFIRMED, _("Yes, it takes part")),
            (ParticipationState.DECLINED, _("No, take its name off")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Kept in the record's history."),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        help_text=_("Letter or published document that shows the entity's word."),
        max_length=2000,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )
    attachment = attached_evidence()

    def __init__(self, *args, on_behalf=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not on_behalf:
            del self.fields["evidence"], self.fields["attachment"]
