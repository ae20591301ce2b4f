"""Form fields made from the one validation of contents: what a field is, is said there and nowhere else."""

from functools import partial

from django import forms
from django.utils.translation import gettext as _
from rest_framework import serializers

from entities.content import CodeField, CodeListField, OptionalCodeField
from entities.differences import code_in_words
from entities.forms.widgets import CodeSelect, CodesSelect, Option

LONG_TEXT = 500
PICKER_FROM = 12
LATIN_END = 0x250  # code points below are Latin letters, digits and marks
# Schemes that have a field of their own are not offered among the other classifications.
OWN_FIELDS = ("event-kinds", "programmes", "output-kinds")


class Codes(forms.Field):
    """Several codes, checked by the content."""

    def clean(self, value):
        """The values as they came."""
        return list(value or [])


def form_field(field, *, labels, label, help_text=""):
    """The form field for a field of a content; it takes any value, since the content checks it."""
    made = _maker(field, labels)(label=label, help_text=help_text, required=_is_required(field))
    made.picker = isinstance(made.widget, CodesSelect) or (
        isinstance(made.widget, CodeSelect) and len(made.widget.options) >= PICKER_FROM
    )
    made.counter = field.max_length if isinstance(field, serializers.CharField) else None
    return made


def _is_required(field):
    """Must something be given? A list of choices always has one."""
    return field.required and not isinstance(field, serializers.ChoiceField)


def _maker(field, labels):
    """The class of the form field, with what only it needs."""
    if isinstance(field, CodeListField):
        return partial(Codes, widget=CodesSelect(options(field.child, labels)))
    if isinstance(field, CodeField):
        return partial(forms.CharField, widget=CodeSelect(options(field, labels), empty=_("none")))
    if isinstance(field, serializers.ListField):
        return partial(forms.CharField, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}))
    if isinstance(field, serializers.ChoiceField):
        own = "language" if field.field_name == "language" else ""
        choices = [Option(code, str(text), language=code if own else "") for code, text in field.choices.items()]
        return partial(forms.CharField, widget=CodeSelect(choices))
    if isinstance(field, serializers.BooleanField):
        return forms.BooleanField
    if isinstance(field, serializers.TimeField):
        return partial(forms.CharField, widget=forms.TextInput(attrs={"type": "time"}))
    if isinstance(field, serializers.DateField):
        return partial(forms.CharField, widget=forms.DateInput(attrs={"type": "date"}))
    if isinstance(field, serializers.FloatField):
        return partial(forms.CharField, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    if isinstance(field, serializers.URLField):
        return partial(forms.CharField, widget=forms.TextInput(attrs={"inputmode": "url"}))
    if (field.max_length or 0) > LONG_TEXT:
        return partial(forms.CharField, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}))
    return partial(forms.CharField, widget=forms.TextInput(attrs={"dir": "auto"}))


def options(field, labels):
    """What a code field offers, in display order."""
    found = []
    for code, label in labels.of(field.kind).items():
        wrong_scheme = field.group and label.group != field.group
        elsewhere = field.kind == "term" and not field.group and label.group in OWN_FIELDS
        if label.offered and not wrong_scheme and not elsewhere:
            text = code_in_words(field.kind, code, labels)
            group, words = _heading(field, label, labels), _words(field, text, label)
            found.append(Option(str(code), text, group, words, label.language if label.name in text else ""))
    return sorted(found, key=lambda option: option.group) if field.kind == "term" and not field.group else found


def _words(field, text, label):
    """Other names by which an option is found, unless one holds the other.

    Those in other scripts would double the page for a rare use.
    """
    aliases = () if field.kind == "recommendation" else label.aliases  # there they are no names
    found = f"{text} {label.code}"
    for name in sorted({label.name, *aliases}, key=lambda name: (-len(name), name)):
        if name not in found and max(map(ord, name)) < LATIN_END:
            found = f"{found} {name}"
    return found.removeprefix(f"{text} {label.code}").lstrip()


def _heading(field, label, labels):
    """Under which heading an option stands."""
    if field.kind in ("subheading", "recommendation"):
        return code_in_words("chapter", label.group, labels)
    if field.kind == "term" and not field.group:
        return labels.get("scheme", label.group).name
    return ""


def value_in(field, typed):
    """What was typed, as the content wants it."""
    if isinstance(field, CodeListField):
        return typed or []
    if isinstance(field, serializers.ListField):
        return [line.strip() for line in (typed or "").splitlines() if line.strip()]
    if isinstance(field, serializers.BooleanField):
        return bool(typed)
    if field.allow_null and typed in ("", None) and not isinstance(field, OptionalCodeField):
        return None
    return typed if typed is not None else ""


def shown_as(field, value):
    """The values under which a browser would send a content's value: a list of texts."""
    if isinstance(field, CodeListField):
        return [str(code) for code in value or []]
    if isinstance(field, serializers.ListField):
        return ["\n".join(value or [])]
    if isinstance(field, serializers.BooleanField):
        return ["on"] if value else []
    return ["" if value is None else str(value)]


def messages_of(problem):
    """All messages in the detail of a serializer's error, however deep; lines of a list are counted."""
    if isinstance(problem, dict):
        found = []
        for key, inner in problem.items():
            place = _("Line %(number)d: ") % {"number": key + 1} if isinstance(key, int) else ""
            found += [f"{place}{message}" for message in messages_of(inner)]
        return found
    if isinstance(problem, (list, tuple)):
        return [message for inner in problem for message in messages_of(inner)]
    return [str(problem)]
