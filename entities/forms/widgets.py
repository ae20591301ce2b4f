"""Lists of codes as plain selects, which the picker turns into searchable list boxes."""

from dataclasses import dataclass

from django import forms
from django.forms.utils import flatatt
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe


@dataclass(frozen=True)
class Option:
    """One code to choose: how it reads, under which heading, other words that find it, and its language if another."""

    code: str
    text: str
    group: str = ""
    words: str = ""
    language: str = ""


class CodeSelect(forms.Select):
    """A select over a code list, written in one go: a template per option would cost most of the form's time.

    `empty` is the text of the choice of nothing; None where one code is always taken. A chosen code that is
    not offered (retired, or mistyped) stays in the list, so no value is ever lost.
    """

    allow_multiple_selected = False

    def __init__(self, options=(), *, empty=None, attrs=None):
        super().__init__(attrs)
        self.options, self.empty = list(options), empty

    def render(self, name, value, attrs=None, renderer=None):
        """The control as HTML."""
        chosen = [str(code) for code in (value if isinstance(value, list) else [value]) if code not in (None, "")]
        known = {str(option.code) for option in self.options}
        strays = [Option(code, code) for code in chosen if code not in known]
        pieces = [] if self.empty is None else [format_html('<option value="">{}</option>', self.empty)]
        group = ""
        for option in [*strays, *self.options]:
            if option.group != group:
                pieces += ["</optgroup>"] if group else []
                pieces += [format_html('<optgroup label="{}">', option.group)] if option.group else []
                group = option.group
            pieces.append(_option(option, str(option.code) in chosen))
        pieces += ["</optgroup>"] if group else []
        attributes = self.build_attrs(self.attrs, attrs) | {"name": name}
        return mark_safe(f"<select{flatatt(attributes)}>{''.join(pieces)}</select>")  # every piece is escaped


class CodesSelect(CodeSelect):
    """The same for several codes."""

    allow_multiple_selected = True

    def build_attrs(self, base_attrs, extra_attrs=None):
        """Say that several can be chosen."""
        return super().build_attrs(base_attrs, extra_attrs) | {"multiple": True}

    def value_from_datadict(self, data, files, name):
        """All values of the name."""
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])

    def value_omitted_from_data(self, data, files, name):
        """Nothing chosen sends nothing at all, so a missing name is an answer."""
        return False


class LanguageSelect(forms.Select):
    """Languages under their own names: each is said to be in that language."""

    def create_option(self, name, value, *args, **kwargs):
        """One option, with its language."""
        option = super().create_option(name, value, *args, **kwargs)
        return option | {"attrs": option["attrs"] | ({"lang": str(value)} if value else {})}


def _option(option, selected):
    """One option as HTML."""
    words = format_html(' data-words="{}"', option.words) if option.words else ""
    spoken = format_html(' lang="{}"', option.language) if option.language else ""
    mark = " selected" if selected else ""
    code, text = conditional_escape(option.code), conditional_escape(option.text)
    return f'<option value="{code}"{words}{spoken}{mark}>{text}</option>'
