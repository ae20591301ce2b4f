"""What differs between two contents, field by field, in words: texts by word, lists by element."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from django.utils import formats
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from entities.choices import ParticipationRole
from entities.content import CodeField, CodeListField, DatesContent
from entities.kinds import kind_of
from entities.labels import labels as current_labels
from ungass_portal.lib.lists import listed
from ungass_portal.lib.partial_dates import Period

# Fields that are kept in several columns or in tables of their own, so no column names them.
NAMES = {
    "participants": gettext_lazy("who takes part"),
    "dates": gettext_lazy("dates"),
    "progress": gettext_lazy("progress"),
}
# Words, runs of space, single marks; signs of scripts without spaces one by one.
TOKENS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|\w+|\s+|[^\w\s]")
LONG = 2000


@dataclass(frozen=True)
class Difference:
    """One field that differs: both values in words and the way from one to the other."""

    name: str
    label: str
    before: object  # text, or a list of texts
    after: object
    parts: list  # [{"kind": "same" | "added" | "removed", "text"}], for components/word_diff.html
    is_list: bool = False
    is_wording: bool = False  # the owner's own words: show them with lang and dir


def differences(kind, before, after, *, labels=None, names=None):
    """The fields in which two contents of a kind differ, in the content's order; `before` may be None."""
    known = labels or current_labels()
    before = before or {}
    found = []
    for name, field in fields_of(kind).items():
        old, new = before.get(name), after.get(name)
        if old == new or (names is not None and name not in names):
            continue
        shown_old, shown_new = in_words(field, old, known), in_words(field, new, known)
        if shown_old == shown_new and not before:
            continue  # nothing said in a first wording
        found.append(
            Difference(
                name=name,
                label=label_of(kind, name),
                before=shown_old,
                after=shown_new,
                parts=parts(field, shown_old, shown_new),
                is_list=_is_list(field),
                is_wording=is_wording(field),
            )
        )
    return found


def fields_of(kind):
    """The fields of a kind's content, by name, in order."""
    return _fields(kind_of(kind).content)


@cache
def _fields(content):
    # made once: copying the fields of a serializer takes longer than comparing two contents by them
    return content().fields


def label_of(kind, name):
    """How a field of a content is called, with a capital letter."""
    label = NAMES.get(name) or kind_of(kind).working_copy._meta.get_field(name).verbose_name
    return capitalised(str(label))


def capitalised(text):
    """The text with its first letter as a capital, the others as they are."""
    return text[:1].upper() + text[1:]


def show(kind, name, value, labels=None):
    """A field's value in words: a text, or a list of texts for lists."""
    return in_words(fields_of(kind)[name], value, labels or current_labels())


def in_words(field, value, labels):
    """A value in words, as its serializer field tells what it is; empty gives "" or []."""
    if isinstance(field, serializers.ListSerializer):
        return [row_in_words(field.child, row, labels) for row in value or []]
    if isinstance(field, CodeListField):
        return [code_in_words(field.child.kind, code, labels) for code in value or []]
    if isinstance(field, serializers.ListField):
        return [str(line) for line in value or []]
    if value in (None, ""):
        return ""
    if isinstance(field, DatesContent):
        return dates_in_words(value)
    if isinstance(field, serializers.BooleanField):
        return _("yes") if value else ""
    if isinstance(field, CodeField):
        return code_in_words(field.kind, value, labels)
    if isinstance(field, serializers.ChoiceField):
        return str(field.choices.get(value, value))
    if isinstance(field, serializers.DateField):
        day = parse_date(str(value))
        return formats.date_format(day, "DATE_FORMAT") if day else str(value)
    return str(value)


def code_in_words(kind, code, labels):
    """A code as people read it; numbers and letters of the outcome document stay visible."""
    label = labels.get(kind, code)
    if kind == "chapter":
        return f"{code}. {label}"
    if kind == "recommendation":
        return f"{code} {label.name}"
    return str(label) if kind == "entity" else label.name


def dates_in_words(value):
    """A period no finer than it is known, with the text as given beside it where that says more."""
    period = Period.from_json(value)
    shown = str(period)
    return f"{shown} (“{period.text}”)" if period.text and period.text != shown else shown


def row_in_words(serializer, row, labels):
    """A row of a repeated part of a content; what stands at its default says nothing and is left out."""
    if hasattr(serializer, "in_words"):
        return serializer.in_words(row)
    if "entity" in row and "role" in row:
        return participant_in_words(row, labels)
    said = []
    for name, field in serializer.fields.items():
        value = row.get(name)
        if field.default is not serializers.empty and value == field.default:
            continue
        said.append(in_words(field, value, labels))
    return " · ".join(filter(None, said))


def participant_in_words(row, labels):
    """An entity with its part: WHO (lead, Regional Office for Europe)."""
    about = listed(filter(None, [str(ParticipationRole(row["role"]).label), row.get("office")]))
    return f"{labels.entity(row['entity'])} ({about})"


def _is_list(field):
    return isinstance(field, (serializers.ListSerializer, serializers.ListField))


def is_wording(field):
    """Are the field's values the owner's own words, rather than codes?"""
    return isinstance(field, serializers.CharField) and not isinstance(field, serializers.ChoiceField)


def parts(field, before, after):
    """The way from one value to the other, both in words: by element, by word, or whole."""
    if _is_list(field):
        return on_lines(list_diff(before, after))
    if is_wording(field):
        return word_diff(before, after)
    return on_lines([{"kind": kind, "text": text} for kind, text in (("removed", before), ("added", after)) if text])


def on_lines(items):
    """Parts that stand each on a line of its own."""
    lines = []
    for item in items:
        lines += [{"kind": "same", "text": "\n"}, item] if lines else [item]
    return lines


def list_diff(before, after):
    """Elements that stayed and came in their new order, then those that went."""
    kept = [{"kind": "same" if item in before else "added", "text": item} for item in after]
    return kept + [{"kind": "removed", "text": item} for item in before if item not in after]


def word_diff(before, after):
    """Two texts as parts that are the same, removed or added, word by word."""
    old, new = TOKENS.findall(before), TOKENS.findall(after)
    # Very long texts: words that come up all over are no anchors, else the time grows with their square.
    matcher = SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > LONG)
    found = []
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            found.append({"kind": "same", "text": "".join(old[old_from:old_to])})
            continue
        for name, text in (("removed", "".join(old[old_from:old_to])), ("added", "".join(new[new_from:new_to]))):
            if text:
                found.append({"kind": name, "text": text})
    return _quieter(found)


def _quieter(found):
    """Join changes that only a space divides: one replaced phrase reads better than a row of words."""
    joined = []
    for at, part in enumerate(found):
        between_changes = 0 < at < len(found) - 1 and part["kind"] == "same" and not part["text"].strip(" ")
        if between_changes:
            joined += [{"kind": "removed", "text": part["text"]}, {"kind": "added", "text": part["text"]}]
        else:
            joined.append(part)
    runs = []
    for part in joined:
        if part["kind"] == "same":
            runs.append([part])
        elif runs and runs[-1][0]["kind"] != "same":
            runs[-1].append(part)
        else:
            runs.append([part])
    return [whole for run in runs for whole in _run(run)]


def _run(run):
    """One run of neighbouring changes as at most one removal and one addition."""
    if run[0]["kind"] == "same":
        return run
    texts = {kind: "".join(part["text"] for part in run if part["kind"] == kind) for kind in ("removed", "added")}
    return [{"kind": kind, "text": text} for kind, text in texts.items() if text]
