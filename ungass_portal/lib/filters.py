"""Filters that never ignore anything: an unknown parameter or value is refused by its name."""

from dataclasses import dataclass

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ungass_portal.lib.partial_dates import PartialDateError, parse
from ungass_portal.lib.problems import BadParameter

LONGEST_VALUE = 200
LONGEST_EXTRA = 4_000  # a cursor holds a title
MOST_VALUES = 100
NAMED_IN_MESSAGE = 12
CURSORS = ("after", "before")


def query_with(params, **changes):
    """The query string with some parameters changed (None: left out), back on the first page."""
    changed = params.copy()
    for name in CURSORS:
        changed.pop(name, None)
    for name, value in changes.items():
        changed.pop(name, None)
        if isinstance(value, (list, tuple)):
            changed.setlist(name, value)
        elif value not in (None, ""):
            changed[name] = value
    return changed.urlencode()


def fixed(codes):
    """Mark a function that gives codes: they are part of the program, not data, so documents may list them."""
    codes.fixed = True
    return codes


class CodesField(forms.Field):
    """Codes of one list, each once; the parameter may be repeated."""

    widget = forms.SelectMultiple
    default_error_messages = {
        "unknown": gettext_lazy("“%(value)s” is not known. Use one of these: %(known)s."),
        "many": gettext_lazy("Give at most %(most)s values."),
    }

    def __init__(self, *, codes, read=str, **kwargs):
        self.codes, self.read = codes, read
        super().__init__(**kwargs)

    def to_python(self, values):
        """Known codes in the order given; empty values mean no filter."""
        given = [self.read(value) for value in values or [] if value]
        if len(given) > MOST_VALUES:
            raise ValidationError(self.error_messages["many"], params={"most": MOST_VALUES})
        known = self.codes() if given else {}
        for code in given:
            if code not in known:
                shown = ", ".join(str(name) for name in list(known)[:NAMED_IN_MESSAGE])
                more = " …" if len(known) > NAMED_IN_MESSAGE else ""
                raise ValidationError(
                    self.error_messages["unknown"], params={"value": str(code)[:60], "known": shown + more}
                )
        return list(dict.fromkeys(given))


class OneField(forms.Field):
    """A parameter that is given once."""

    widget = forms.SelectMultiple

    def to_python(self, values):
        """The one value, or ""."""
        given = [value.strip() for value in values or [] if value.strip()]
        if len(given) > 1:
            raise ValidationError(_("Give this parameter once."))
        return self.read(given[0]) if given else ""

    def read(self, text):
        """The value of a text that is not empty."""
        return text


class OneCodeField(OneField):
    """One code of a short list."""

    def __init__(self, *, codes, **kwargs):
        self.codes = codes
        super().__init__(**kwargs)

    def read(self, text):
        """A known code."""
        known = self.codes()
        if text not in known:
            raise ValidationError(_("Use one of these: %(known)s."), params={"known": ", ".join(map(str, known))})
        return text


class DayField(OneField):
    """A date of any precision; `last` takes the last day that it may mean, else the first."""

    def __init__(self, *, last=False, **kwargs):
        self.last = last
        super().__init__(**kwargs)

    def read(self, text):
        """The first or last day of what was given."""
        try:
            return parse(text)[1 if self.last else 0]
        except PartialDateError as error:
            raise ValidationError(str(error)) from error


class PortalFilter(django_filters.Filter):
    """A filter that knows which payload field it reads, and how its values read."""

    def __init__(self, *args, needs=None, **kwargs):
        self.needs = needs
        super().__init__(*args, **kwargs)

    @property
    def codes(self):
        """The function that gives the accepted codes with their labels, or None for free text."""
        return self.extra.get("codes")

    def in_words(self, text):
        """A value of the address as people read it."""
        if not self.codes:
            return text
        return str(self.codes().get(self.extra.get("read", str)(text), text))


class CodesFilter(PortalFilter):
    """Any of the codes given."""

    field_class = CodesField


class OneFilter(PortalFilter):
    """A single text."""

    field_class = OneField


class OneCodeFilter(PortalFilter):
    """A single code."""

    field_class = OneCodeField


class DayFilter(PortalFilter):
    """A date of any precision."""

    field_class = DayField


@dataclass(frozen=True)
class Chosen:
    """One value of one filter as chosen: the parameter, its words, and the query string without it."""

    name: str
    text: str
    label: str
    value: str
    query: str


class StrictFilterSet(django_filters.FilterSet):
    """A FilterSet that refuses what it does not know, and builds only the filters that are in use.

    `extras` are the parameters that the page reads itself; `readable` holds the payload fields of the
    reader's format (None: no limit): a filter on any other field does not exist for this reader.
    """

    follows = {}  # filters that mean nothing without another one: name -> that other's name

    def __init__(self, params, queryset, *, extras=(), readable=None, without=()):
        self.extras = frozenset(extras)
        self.available = self.available_to(readable, without)
        check_parameters(params, self.extras, self.available)
        # Building every filter's form field costs more than the page's SQL, so only those in use are built.
        self.base_filters = {name: row for name, row in self.available.items() if name in params}
        super().__init__(params, queryset)
        for name, errors in self.errors.items():
            raise BadParameter(name, " ".join(errors))
        self.chosen = self.form.cleaned_data
        self.check()

    @classmethod
    def available_to(cls, readable=None, without=()):
        """The filters that exist for a reader, by name."""
        return {
            name: row
            for name, row in cls.base_filters.items()
            if name not in without and (readable is None or row.needs is None or row.needs in readable)
        }

    def check(self):
        """Refuse values that do not go together; called once each value is well formed."""

    @property
    def key(self):
        """What was chosen, the same for the same rows: to remember counts by."""
        return tuple(sorted((name, repr(value)) for name, value in self.chosen.items() if value not in ("", [], None)))

    def without(self, *names):
        """The filtered rows as if some filters had not been chosen."""
        kept = {name: value for name, value in self.chosen.items() if name not in names}
        return self.narrowed(self.queryset.all(), kept)

    def filter_queryset(self, queryset):
        """The rows that every chosen filter lets through."""
        return self.narrowed(queryset, self.chosen)

    def narrowed(self, queryset, chosen):
        """Rows by a dict of chosen values."""
        for name, value in chosen.items():
            if value not in ("", [], None):
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    def described(self):
        """Every chosen value in words, with the query string without it."""
        found = []
        for name, row in self.filters.items():
            texts = [text for text in self.data.getlist(name) if text.strip()]
            for text in dict.fromkeys(texts):
                rest = [other for other in texts if other != text]
                lost = [] if rest else [other for other, first in self.follows.items() if first == name]
                query = query_with(self.data, **{name: rest}, **dict.fromkeys(lost))
                found.append(Chosen(name, text, str(row.label), row.in_words(text), query))
        return found

    def cleared(self):
        """The query string without any filter."""
        return query_with(self.data, **dict.fromkeys(self.filters))


def check_parameters(params, extras, available=()):
    """Refuse unknown parameters, control characters and absurd lengths before anything reaches SQL."""
    for name, values in params.lists():
        if name not in available and name not in extras:
            known = ", ".join(sorted([*available, *extras])) or "–"
            raise BadParameter(
                _printable(name), _("There is no parameter of this name. There are: %(known)s.") % {"known": known}
            )
        longest = LONGEST_VALUE if name in available else LONGEST_EXTRA
        for value in values:
            if len(value) > longest:
                raise BadParameter(name, _("Write at most %(longest)s characters.") % {"longest": longest})
            if "\x00" in value:
                raise BadParameter(name, _("The value holds a character that no text can have."))


def _printable(name):
    """The name of an unknown parameter, fit to be shown."""
    return "".join(character for character in name[:60] if character.isprintable())
