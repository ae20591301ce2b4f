"""Repeated rows of a form: who takes part, links, outputs, figures. Plain HTML, with or without script."""

import re

from django import forms
from django.forms.utils import ErrorList
from django.utils.translation import gettext as _
from rest_framework import serializers

from entities.forms.fields import form_field, messages_of, shown_as, value_in

MOST = 100
NUMBER = re.compile(r"\d{1,4}")


class Row(forms.Form):
    """One row; its fields are those of the nested content."""

    def __init__(self, nested, *, labels, words, data, prefix):
        super().__init__(data, prefix=prefix)
        self.nested = nested
        for name, field in nested.fields.items():
            label, help_text = words[name]
            self.fields[name] = form_field(field, labels=labels, label=label, help_text=help_text)
            self.fields[name].required = False  # a row left empty is no row; the content names what a row lacks

    def values(self):
        """The row as the content wants it; None when nothing was typed."""
        typed = {name: value_in(field, self.cleaned_data.get(name)) for name, field in self.nested.fields.items()}
        said = [value for name, value in typed.items() if not isinstance(self.nested.fields[name], _CHOICES)]
        return typed if any(said) or self.errors else None


_CHOICES = serializers.ChoiceField


class Rows:
    """All rows of one field, bound to what was typed. Quacks like a bound field where errors are listed."""

    is_hidden, use_fieldset = False, True

    def __init__(self, name, field, *, labels, words, data, label, help_text=""):
        self.name, self.label, self.help_text = name, label, help_text
        self.nested, self.labels, self.words = field.child, labels, words
        self.auto_id, self.errors = f"id_{name}", ErrorList()
        self.data, self.checked = data, []
        self.forms = [self._row(data, number) for number in numbers(data, name)]

    def _row(self, data, number):
        prefix = f"{self.name}-{number}"
        return Row(self.nested, labels=self.labels, words=self.words, data=data, prefix=prefix)

    def __iter__(self):
        return iter(self.forms)

    def add(self, **chosen):
        """Put an empty row at the end, with some of its choices made."""
        taken = numbers(self.data, self.name)
        if len(taken) < MOST:
            number, data = max(taken, default=-1) + 1, self.data.copy()
            data.update({f"{self.name}-{number}-{part}": value for part, value in chosen.items()})
            self.forms.append(self._row(data, number))

    def remove(self, number):
        """Take a row away."""
        self.forms = [form for form in self.forms if form.prefix != f"{self.name}-{number}"]

    def hush(self):
        """Show what is typed without checking it."""
        for form in self.forms:
            form._errors = form._errors or {}

    def values(self):
        """The rows that hold something, as the content wants them; errors come back to these very rows."""
        found = []
        self.checked = []
        if len(self.forms) > MOST:
            self.errors.append(_("At most %(number)d rows.") % {"number": MOST})
        for form in self.forms[:MOST]:
            form.full_clean()
            values = form.values()
            if values is not None:
                self.checked.append(form)
                found.append(values)
        return found

    @property
    def faulty(self):
        """Is something wrong in a row?"""
        return bool(self.errors or any(form.errors for form in self.checked))

    def take_errors(self, problem):
        """Put the errors of the content at the rows and fields that they are about."""
        places = problem.items() if isinstance(problem, dict) else enumerate(problem)
        for at, inner in places:
            if not isinstance(inner, dict):
                self.errors.extend(messages_of(inner))
                continue
            form = self.checked[at]
            for name, messages in inner.items():
                for message in messages_of(messages):
                    form.add_error(name if name in form.fields else None, message)


def numbers(data, name):
    """Numbers of the rows of a name in what was sent, in order."""
    found = set()
    for key in data:
        head, dash, tail = str(key).partition("-")
        number, dash, _field = tail.partition("-")
        if head == name and dash and NUMBER.fullmatch(number):
            found.add(int(number))
    return sorted(found)


def rows_as_sent(name, field, rows):
    """Rows of a content as a browser would send them: pairs of a name and its values."""
    for number, row in enumerate(rows or []):
        for part, inner in field.child.fields.items():
            yield f"{name}-{number}-{part}", shown_as(inner, row.get(part))
