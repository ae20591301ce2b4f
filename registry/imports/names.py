"""How codes stand in the cells of a workbook: every code under a text of its own, which leads back to it."""

from collections import Counter

from entities.differences import code_in_words
from entities.forms.fields import OWN_FIELDS


class Names:
    """The texts of all code lists in one language."""

    def __init__(self, words):
        self.words, self._texts, self._codes = words, {}, {}

    def texts(self, kind, group=""):
        """Text by code, in display order; `group` names one scheme, whose terms then stand without its name."""
        key = (kind, group)
        if key not in self._texts:
            labels = self.words.of(kind)
            texts = {
                code: self._text(kind, group, code, label)
                for code, label in labels.items()
                if not group or label.group == group
            }
            often = Counter(map(normal, texts.values()))
            self._texts[key] = {
                code: text if often[normal(text)] == 1 else f"{text} [{code}]" for code, text in texts.items()
            }
        return self._texts[key]

    def _text(self, kind, group, code, label):
        """The text of a code; several stand between semicolons, so none may hold one."""
        text = code_in_words(kind, code, self.words)
        if kind == "term" and not group and label.group:
            text = f"{self.words.get('scheme', label.group).name}: {text}"
        return text.replace(";", ",")

    def show(self, kind, code, group=""):
        """The text of a code; one that is not in the list stands for itself."""
        return self.texts(kind, group).get(code, str(code))

    def code(self, kind, text, group=""):
        """The code of exactly this text, whatever its case; None where there is none."""
        key = (kind, group)
        if key not in self._codes:
            self._codes[key] = {normal(shown): code for code, shown in self.texts(kind, group).items()}
        return self._codes[key].get(normal(text))

    def offered(self, kind, group=""):
        """(code, text) of what may be chosen, in display order; schemes with a column of their own are left to it."""
        labels = self.words.of(kind)
        return [
            (code, text)
            for code, text in self.texts(kind, group).items()
            if labels[code].offered and not (kind == "term" and not group and labels[code].group in OWN_FIELDS)
        ]


def normal(text):
    """A text without what nobody sees the difference of: case, and how much space there is."""
    return " ".join(text.casefold().split())
