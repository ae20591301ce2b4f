"""What a content must be: the one validation of wording and codes, for forms, proposals, API and sheets alike."""

import marshal
import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from entities.choices import UN_LANGUAGES, ParticipationRole, TextStanding
from ungass_portal.lib.lists import listed
from ungass_portal.lib.partial_dates import Period, Precision

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f]")
REMEMBERED = 10_000  # values of one field


def known_labels(field):
    """The labels that the whole validation uses: those in the serializer's context."""
    return field.context["labels"]


class CodeField(serializers.Field):
    """A code of one of the code lists; an empty value is None or "" as the field's `empty` says."""

    default_error_messages = {"unknown": gettext_lazy("“{code}” is not in the list of {kind}.")}

    def __init__(self, kind, *, group=None, number=False, **kwargs):
        self.kind, self.group, self.number = kind, group, number
        super().__init__(**kwargs)

    def to_internal_value(self, value):
        """Accept a code of the list (and of the scheme, where one is named)."""
        code = value
        if self.number:
            try:
                code = int(value)
            except (TypeError, ValueError):
                self.fail("unknown", code=str(value)[:60], kind=self.kind)
        label = known_labels(self).of(self.kind).get(code) if isinstance(code, (str, int)) else None
        if label is None or (self.group and label.group != self.group):
            self.fail("unknown", code=str(value)[:60], kind=self.kind)
        return code

    def to_representation(self, value):
        return value


class OptionalCodeField(CodeField):
    """A code, or "" for none."""

    def validate_empty_values(self, data):
        return (True, "") if data in ("", None) else super().validate_empty_values(data)


class CodeListField(serializers.ListField):
    """Codes of one list, each once, in the order given."""

    def __init__(self, kind, **kwargs):
        number = kwargs.pop("number", False)
        super().__init__(
            child=CodeField(kind, number=number),
            required=False,
            default=list,
            max_length=300,
            **kwargs,
        )

    def to_internal_value(self, data):
        return list(dict.fromkeys(super().to_internal_value(data)))


def without_controls(text):
    """Text as typed, without control characters other than line ends and tabs."""
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


class LineField(serializers.CharField):
    """A text on one line."""

    def to_internal_value(self, data):
        return " ".join(without_controls(super().to_internal_value(data)).split())


class LinesField(serializers.ListField):
    """Short texts, each once."""

    def __init__(self, **kwargs):
        super().__init__(
            child=LineField(max_length=300),
            required=False,
            default=list,
            max_length=100,
            **kwargs,
        )

    def to_internal_value(self, data):
        return list(dict.fromkeys(filter(None, super().to_internal_value(data))))


class PlainTextField(serializers.CharField):
    """Text as typed, without control characters; HTML in it stays text."""

    def __init__(self, max_length, **kwargs):
        super().__init__(max_length=max_length, required=False, default="", allow_blank=True, **kwargs)

    def to_internal_value(self, data):
        return without_controls(super().to_internal_value(data))


class WebAddressField(serializers.URLField):
    """An http or https address, or empty."""

    def __init__(self, **kwargs):
        super().__init__(max_length=500, required=False, default="", allow_blank=True, **kwargs)

    def to_internal_value(self, data):
        address = super().to_internal_value(data)
        if address and not address.lower().startswith(("http://", "https://")):
            raise serializers.ValidationError(_("Write an address that starts with https:// or http://."))
        return address


class ParticipantContent(serializers.Serializer):
    """An entity's part in a record."""

    entity = CodeField("entity")
    role = serializers.ChoiceField(ParticipationRole.choices)
    office = PlainTextField(120)


class LinkContent(serializers.Serializer):
    """A web address under a title."""

    title = PlainTextField(300)
    url = WebAddressField()


class DatesContent(serializers.Serializer):
    """A period: {"from", "to", "precision", "text"}."""

    precision = serializers.ChoiceField(Precision.choices, allow_null=True, required=False, default=None)
    text = PlainTextField(200)

    def get_fields(self):
        # "from" is a Python keyword, so these two cannot be class attributes
        day = {"required": False, "allow_null": True, "default": None}
        return {
            "from": serializers.DateField(**day),
            "to": serializers.DateField(**day),
            **super().get_fields(),
        }

    def validate(self, attrs):
        """The end after the start, and a precision with a date."""
        start, end = attrs["from"], attrs["to"]
        if end and not start:
            raise serializers.ValidationError({"from": _("Give the start as well, or leave both empty.")})
        if start and end and end < start:
            raise serializers.ValidationError({"to": _("The end lies before the start.")})
        if start and not attrs["precision"]:
            raise serializers.ValidationError({"precision": _("Say how exactly the date is known.")})
        if (start and not 1900 <= start.year <= 2200) or (end and end.year > 2200):
            raise serializers.ValidationError({"from": _("The year must lie between 1900 and 2200.")})
        return Period(start, end, attrs["precision"] or "", attrs["text"]).to_json()


class ProgressContent(serializers.Serializer):
    """A dated line of progress."""

    date = serializers.DateField()
    text = PlainTextField(2000)

    def validate_text(self, value):
        """A line says something."""
        if not value:
            raise serializers.ValidationError(_("Write what has happened."))
        return value

    def validate(self, attrs):
        """Dates as ISO text, as a content holds them."""
        return {"date": attrs["date"].isoformat(), "text": attrs["text"]}


class OtherTextContent(serializers.Serializer):
    """The wording in another language, of the same version and agreed together with it."""

    language = serializers.ChoiceField(UN_LANGUAGES)
    title = LineField(max_length=300)
    summary = PlainTextField(6000)
    outside_title = PlainTextField(300)
    outside_summary = PlainTextField(6000)
    standing = serializers.ChoiceField(TextStanding.choices, default=TextStanding.UNSAID, allow_blank=True)

    def validate_title(self, value):
        """A text in another language begins with its title."""
        if not value:
            raise serializers.ValidationError(_("Write the title in this language."))
        return value


def remembering(serializer):
    """Have each field of a serializer validate a value once: for thousands of contents that say much the same.

    What is given back is shared between contents, which nothing changes in place. Texts are validated as they come.
    """
    for field in serializer.fields.values():
        if not isinstance(field, serializers.CharField):
            field.run_validation = _remembered(field.run_validation)
    return serializer


def _remembered(validate):
    known = {}

    def validated(data=serializers.empty):
        try:
            key = marshal.dumps(data)
        except ValueError:  # left out, or no plain JSON
            return validate(data)
        if key not in known:
            if len(known) >= REMEMBERED:
                known.clear()
            known[key] = validate(data)
        return known[key]

    return validated


class RecordContent(serializers.Serializer):
    """The fields that activities, mandates and events share. An unknown field is refused by name."""

    title = LineField(max_length=300)
    summary = PlainTextField(6000)
    language = serializers.ChoiceField(UN_LANGUAGES, default="en")
    texts = OtherTextContent(many=True, required=False, default=list)
    participants = ParticipantContent(many=True, required=False, default=list)
    other_partners = LinesField()
    partner_countries = CodeListField("country")
    names_affirmed = serializers.BooleanField(default=False)
    chapter = CodeField("chapter", number=True, allow_null=True, required=False, default=None)
    subheading = OptionalCodeField("subheading", required=False, default="", allow_null=True)
    other_chapters = CodeListField("chapter", number=True)
    other_subheadings = CodeListField("subheading")
    recommendations = CodeListField("recommendation")
    terms = CodeListField("term")
    countries = CodeListField("country")
    regions = CodeListField("region")
    dates = DatesContent(allow_null=True, required=False, default=None)
    links = LinkContent(many=True, required=False, default=list)
    source_symbol = PlainTextField(200)
    source_paragraph = PlainTextField(40)
    own_identifier = PlainTextField(100)
    contact = PlainTextField(200)
    internal_note = PlainTextField(6000)
    progress = ProgressContent(many=True, required=False, default=list)
    outside_title = PlainTextField(300)
    outside_summary = PlainTextField(6000)
    outside_hides_countries = serializers.BooleanField(default=False)
    outside_hides_figures = serializers.BooleanField(default=False)

    def to_internal_value(self, data):
        unknown = sorted(set(data) - set(self.fields)) if isinstance(data, dict) else []
        if unknown:
            raise serializers.ValidationError({name: _("There is no field of this name.") for name in unknown})
        return super().to_internal_value(data)

    def validate_title(self, value):
        """Something to read, once what cannot be shown is gone."""
        if not value:
            raise serializers.ValidationError(_("Write a title."))
        return value

    def validate_participants(self, rows):
        """Each entity once."""
        slugs = [row["entity"] for row in rows]
        twice = sorted({slug for slug in slugs if slugs.count(slug) > 1})
        if twice:
            names = listed(str(known_labels(self).entity(slug)) for slug in twice)
            raise serializers.ValidationError(_("Named more than once: %(names)s.") % {"names": names})
        return [dict(row) for row in rows]

    def validate_links(self, rows):
        """Rows with an address."""
        return [dict(row) for row in rows if row["url"]]

    def validate(self, attrs):
        """Sub-headings under their chapter, other chapters apart from the primary one."""
        heading = attrs["subheading"]
        if heading and known_labels(self).get("subheading", heading).group != attrs["chapter"]:
            raise serializers.ValidationError({"subheading": _("This sub-heading belongs to another chapter.")})
        attrs["other_chapters"] = [number for number in attrs["other_chapters"] if number != attrs["chapter"]]
        attrs["progress"] = [dict(line) for line in attrs["progress"]]
        attrs["texts"] = [dict(row) for row in attrs["texts"]]
        spoken = [attrs["language"], *(row["language"] for row in attrs["texts"])]
        twice = sorted({name for code, name in UN_LANGUAGES if spoken.count(code) > 1})
        if twice:
            problem = _("Each language once, and not that of the title above: %(names)s.") % {"names": listed(twice)}
            raise serializers.ValidationError({"texts": [problem]})
        return attrs
