"""The form of a record: form fields to content and back, one for each kind, checked by the kind's content."""

from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from entities import desk
from entities.choices import ParticipationRole
from entities.content import DatesContent
from entities.differences import fields_of, is_wording, label_of
from entities.forms.fields import form_field, messages_of, shown_as, value_in
from entities.forms.rows import Rows, rows_as_sent
from entities.kinds import kind_of
from entities.labels import labels
from ungass_portal.lib import clock
from ungass_portal.lib.partial_dates import PartialDateError, Period, parse, show_input

DATES = {
    "dates_from": (
        _("Starts"),
        _("As exactly as you know: 12 March 2018, 2018-03-12, March 2018, Q2 2018, second half of 2018 or 2018."),
    ),
    "dates_to": (_("Ends"), _("In the same forms. Empty: it ends with the day, month or year above.")),
    "dates_open": (_("It goes on, with no end known"), _("Tick instead of writing an end.")),
    "dates_text": (_("Dates as given"), _("The words of your source, if they say more: “spring 2018, to be agreed”.")),
}
PARTS = {"dates_from": "from", "dates_to": "to", "dates_text": "text"}


@dataclass(frozen=True)
class Section:
    """A part of the form: its title and the names of its fields."""

    slug: str
    title: str
    names: tuple


def form_class(kind):
    """The form of a kind of record."""
    return import_string(kind_of(kind).form)


class RecordForm(forms.Form):
    """What a person types of a record. Always bound: what is shown and what is sent are the same kind of data."""

    sections = ()
    # Words for fields whose column has no help of its own, and for the fields of rows: label, help.
    helps = {
        "subheading": _("The part of the chapter that it belongs to."),
        "other_chapters": _("Further chapters that it touches."),
        "other_subheadings": _("Further parts that it touches."),
        "participants": _(
            "The lead answers for the record; co-leads may edit it too; partners confirm their part and propose "
            "changes. All of them decide together what leaves the network."
        ),
        "links": _("Web pages where readers find more."),
        "source_paragraph": _("Number of the paragraph, such as 13 or 5(b)."),
        "outside_hides_countries": _("Partners and the public then read the record without its countries."),
        "outside_hides_figures": _("Partners and the public then read the record without its figures."),
        "progress": _("What has happened since the last line. It is dated today and cannot be changed later."),
    }
    words = {
        "participants": {
            "entity": (_("Entity"), _("Type a name, a former name or an acronym.")),
            "role": (_("Part"), _("Who answers, who joins in.")),
            "office": (_("Office"), _("Regional or country office, if it matters.")),
        },
        "texts": {
            "language": (_("Language"), ""),
            "title": (_("Title"), _("The title above in this language.")),
            "summary": (_("Summary"), ""),
            "outside_title": (_("Title for outside"), _("Where there is one above.")),
            "outside_summary": (_("Summary for outside"), _("Where there is one above.")),
            "standing": (_("Standing"), _("Readers see it beside the text.")),
        },
        "links": {
            "title": (_("Title"), _("What readers find there.")),
            "url": (_("Address"), _("Starts with https://")),
        },
    }

    # A row that is added is a partner's, not a further lead's, unless somebody says so.
    chosen_in_new_rows = {"participants": {"role": ParticipationRole.PARTNER.value}}

    draft_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    base_revision = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, kind, data, *, base=None):
        """`data` is what was sent or what a content would send; `base` the content that the form was made from."""
        super().__init__(data)
        self.kind, self.labels = str(kind), labels()
        self.base = base if base is not None else desk.blank(kind)
        self.rows = {}
        for name, field in fields_of(kind).items():
            self._add(name, field)
        language = self.data.get("language") or self.base["language"]
        for name, field in fields_of(kind).items():
            if is_wording(field) and name in self.fields:
                self.fields[name].widget.attrs["lang"] = language

    def _add(self, name, field):
        """Make the form fields for one field of the content."""
        column = None if name in ("participants", "dates", "progress") else self._column(name)
        help_text = self.helps.get(name) or (column.help_text if column else "")
        label = label_of(self.kind, name)
        if name == "progress":
            self.fields[name] = forms.CharField(
                label=_("New line of progress"),
                help_text=help_text,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            )
        elif name == "dates":
            for part, (part_label, part_help) in DATES.items():
                kind = forms.BooleanField if part == "dates_open" else forms.CharField
                self.fields[part] = kind(label=part_label, help_text=part_help, required=False)
        elif isinstance(field, serializers.ListSerializer):
            words = self.words[name]
            self.rows[name] = Rows(
                name, field, labels=self.labels, words=words, data=self.data, label=label, help_text=help_text
            )
        else:
            self.fields[name] = form_field(field, labels=self.labels, label=label, help_text=help_text)

    def content_names(self):
        """Names of the content's fields that a person types."""
        return list(fields_of(self.kind))

    def _column(self, name):
        return kind_of(self.kind).working_copy._meta.get_field(name)

    @classmethod
    def of_content(cls, kind, content, **hidden):
        """A form that shows a content, not checked yet."""
        return cls(kind, as_sent(kind, content, **hidden), base=content).hushed()

    @classmethod
    def of_blank(cls, kind, *, lead="", **hidden):
        """The form of a new record, with the person's own entity as its lead."""
        content = desk.blank(kind)
        content["participants"] = [{"entity": lead, "role": ParticipationRole.LEAD, "office": ""}]
        return cls(kind, as_sent(kind, content, **hidden)).hushed()

    def add_row(self, name):
        """Put an empty row at the end of a repeated part."""
        self.rows[name].add(**self.chosen_in_new_rows.get(name, {}))

    def hushed(self):
        """Show what is typed without checking it: a restored draft, a row added."""
        self._errors = self._errors or {}
        for rows in self.rows.values():
            rows.hush()
        return self

    def __iter__(self):
        """All bound fields and rows, as the summary of errors lists them."""
        yield from super().__iter__()
        for rows in self.rows.values():
            yield rows
            for form in rows:
                yield from form

    def parts(self):
        """Sections with their fields, for the page: bound fields, rows, or the group of dates."""
        for section in self.sections:
            found = []
            for name in section.names:
                if name in self.rows:
                    found.append({"name": name, "rows": self.rows[name]})
                elif name == "dates":
                    found.append({"name": name, "dates": [self[part] for part in DATES]})
                elif name in self.fields:
                    found.append({"name": name, "field": self[name]})
            yield {"slug": section.slug, "title": section.title, "parts": found}

    def _post_clean(self):
        """Let the kind's content check the whole; its messages land at the fields they are about."""
        if self.errors.get("draft_key") or self.errors.get("base_revision"):
            return
        typed = self.typed_content()
        try:
            self.content = desk.clean(self.kind, typed)
        except ValidationError as error:
            self.take_errors(error.detail)
        if any(rows.faulty for rows in self.rows.values()):
            self._errors["rows"] = self.error_class()

    def typed_content(self):
        """What was typed as an unchecked content."""
        content = {}
        for name, field in fields_of(self.kind).items():
            if name in self.rows:
                content[name] = self.rows[name].values()
            elif name == "dates":
                content[name] = self._dates()
            elif name == "progress":
                line = (self.cleaned_data.get(name) or "").strip()
                new = [{"date": clock.today().isoformat(), "text": line}] if line else []
                content[name] = [*self.base["progress"], *new]
            else:
                content[name] = value_in(field, self.cleaned_data.get(name))
        return content

    def _dates(self):
        """The period typed; what was not touched stays exactly as it was, however coarse."""
        typed = {name: self.cleaned_data.get(name) or ("" if name != "dates_open" else False) for name in DATES}
        if typed == dates_as_typed(self.base["dates"]):
            return self.base["dates"]
        start, end, text = typed["dates_from"], typed["dates_to"], typed["dates_text"]
        if not start and not end:
            return {"from": None, "to": None, "precision": None, "text": text} if text else None
        if not start:
            self.add_error("dates_from", _("Give the start as well, or leave both empty."))
            return None
        for name in ("dates_from", "dates_to") if end else ("dates_from",):
            try:
                parse(typed[name])
            except PartialDateError as error:
                self.add_error(name, str(error))
        if {"dates_from", "dates_to"} & set(self.errors):
            return None
        try:
            return Period.from_texts(start, end, text=text, open_ended=typed["dates_open"]).to_json()
        except PartialDateError as error:
            self.add_error("dates_to", str(error))
            return None

    def take_errors(self, detail):
        """Put the messages of the content, by its fields, at the fields of this form."""
        for name, problem in detail.items() if isinstance(detail, dict) else [(None, detail)]:
            if name in self.rows:
                self.rows[name].take_errors(problem)
                self._errors.setdefault("rows", self.error_class())
            elif name == "dates" and isinstance(problem, dict):
                for part, inner in problem.items():
                    place = next((key for key, value in PARTS.items() if value == part), "dates_from")
                    self._take(place, inner)
            else:
                self._take(name, problem)

    def _take(self, name, problem):
        """Add messages to one field, unless it has been found wrong already."""
        if name in self.errors:
            return
        for message in messages_of(problem):
            self.add_error(name if name in self.fields else None, message)


def place_in_form(kind, name):
    """The id of a field of the content on the page of the form."""
    if name == "dates":
        return f"id_{next(iter(DATES))}"
    is_rows = name != "progress" and isinstance(fields_of(kind)[name], serializers.ListSerializer)
    return f"id_{name}_group" if is_rows else f"id_{name}"


def dates_as_typed(value):
    """The inputs that a period of a content fills."""
    period = Period.from_json(value)
    if period is None or not period.start:
        return {"dates_from": "", "dates_to": "", "dates_open": False, "dates_text": period.text if period else ""}
    start = show_input(period.start, period.precision)
    end = show_input(period.end, period.precision) if period.end else ""
    alone = Period.from_texts(start)
    return {
        "dates_from": start,
        "dates_to": "" if (alone.start, alone.end) == (period.start, period.end) else end,
        "dates_open": period.end is None,
        "dates_text": period.text,
    }


def as_sent(kind, content, **hidden):
    """A content as a browser would send it."""
    data = QueryDict(mutable=True)
    for name, field in fields_of(kind).items():
        value = content.get(name)
        if name == "progress":
            continue
        if isinstance(field, DatesContent):
            typed = dates_as_typed(value)
            for part, text in typed.items():
                if text:
                    data[part] = "on" if text is True else text
        elif isinstance(field, serializers.ListSerializer):
            for part, values in rows_as_sent(name, field, value):
                data.setlist(part, values)
        else:
            data.setlist(name, shown_as(field, value))
    for name, value in hidden.items():
        data[name] = str(value)
    return data
