"""Forms with which the secretariat keeps recommendations, schemes and their terms."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entities.differences import code_in_words
from entities.forms.reference import ReasonForm
from entities.labels import labels
from registry.models import Recommendation, Scheme, Term

CODE = RegexValidator(
    r"^[1-7](\([a-z]{1,2}\))?$",
    gettext_lazy(
        "Write the chapter’s number and the letter in brackets, like 1(a); only the number if it has no letter."
    ),
)
LOCAL = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9._-]*$", gettext_lazy("Use letters, digits, full stops and hyphens, like 3.5 or smart.")
)


class RecommendationForm(ReasonForm):
    """What is known of an operational recommendation."""

    class Meta:
        model = Recommendation
        fields = ("chapter", "topic", "status", "where", "retired")
        help_texts = {
            "chapter": gettext_lazy("The chapter of the outcome document in which it stands."),
            "status": gettext_lazy("An unverified code is shown as such to every reader."),
            "where": gettext_lazy("Document and paragraph in which code and content were found."),
            "retired": gettext_lazy("Records that name it keep it; new ones cannot choose it."),
        }
        widgets = {"topic": forms.Textarea({"rows": 3, "dir": "auto"}), "where": forms.Textarea({"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = labels()
        self.fields["chapter"].label_from_instance = lambda row: code_in_words("chapter", row.number, names)

    def clean(self):
        """The code begins with the number of its chapter."""
        found = super().clean()
        code, chapter = found.get("code") or self.instance.code, found.get("chapter")
        if code and chapter and code[:1] != str(chapter.number):
            message = _("The code %(code)s belongs to chapter %(number)s.") % {"code": code, "number": code[:1]}
            self.add_error("chapter", message)
        return found


class NewRecommendationForm(RecommendationForm):
    """A recommendation that the list does not have yet."""

    class Meta(RecommendationForm.Meta):
        fields = ("code", *RecommendationForm.Meta.fields)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].validators.append(CODE)


class SchemeForm(ReasonForm):
    """The title and source of a scheme."""

    class Meta:
        model = Scheme
        fields = ("title", "source")
        help_texts = {
            "title": gettext_lazy("As readers see it, like “SDG targets”."),
            "source": gettext_lazy("Document or web address of the list."),
        }


class NewSchemeForm(SchemeForm):
    """A further classification."""

    class Meta(SchemeForm.Meta):
        fields = ("slug", *SchemeForm.Meta.fields)
        help_texts = {**SchemeForm.Meta.help_texts, "slug": gettext_lazy("Short code before the colon; never changes.")}

    def clean_slug(self):
        """A code that no address of these pages needs for itself."""
        slug = self.cleaned_data["slug"]
        if slug == "new":
            raise forms.ValidationError(_("“new” is an address of these pages. Choose another code."))
        return slug


class TermForm(ReasonForm):
    """A term of a scheme; a programme has a lead entity."""

    lead_entity = forms.ChoiceField(
        label=gettext_lazy("Lead entity"), help_text=gettext_lazy("For programmes."), required=False
    )

    class Meta:
        model = Term
        fields = ("label", "acronym", "parent", "lead_entity", "order", "note", "retired")
        help_texts = {
            "label": gettext_lazy("As readers see it."),
            "acronym": gettext_lazy("Shown where space is short."),
            "parent": gettext_lazy("The broader term of the same scheme, if any."),
            "order": gettext_lazy("Place in the list; equal places go by code."),
            "note": gettext_lazy("For the secretariat."),
            "retired": gettext_lazy("Records that name it keep it; new ones cannot choose it."),
        }
        widgets = {"note": forms.Textarea({"rows": 2, "dir": "auto"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = labels()
        entities = [(slug, str(label)) for slug, label in names.of("entity").items()]
        self.fields["lead_entity"].choices = [("", _("none")), *entities]
        self.fields["parent"].queryset = Term.objects.filter(scheme=self.instance.scheme_id).exclude(
            pk=self.instance.pk or ""
        )
        self.fields["parent"].label_from_instance = lambda row: names.get("term", row.code).name

    def clean_parent(self):
        """A term is not narrower than itself."""
        above = parent = self.cleaned_data["parent"]
        while above:
            if self.instance.pk and above.pk == self.instance.pk:
                raise forms.ValidationError(_("“%(parent)s” is itself below this term.") % {"parent": parent})
            above = above.parent
        return parent


class NewTermForm(TermForm):
    """A new term; its code is made of the scheme's code and the local one."""

    local = forms.CharField(
        label=gettext_lazy("Code within the scheme"),
        help_text=gettext_lazy("Like 3.5; never changes."),
        max_length=60,
        validators=[LOCAL],
    )
    field_order = ("local",)

    def clean_local(self):
        """Each code once in its scheme."""
        local = self.cleaned_data["local"]
        if Term.objects.filter(pk=f"{self.instance.scheme_id}:{local}").exists():
            raise forms.ValidationError(_("The scheme has a term of this code already."))
        return local

    def save(self, commit=True):
        """Put the code together."""
        self.instance.code = f"{self.instance.scheme_id}:{self.cleaned_data['local']}"
        return super().save(commit=commit)
