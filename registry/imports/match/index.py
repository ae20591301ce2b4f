"""Names of one or more code lists, found exactly, in other order of words, within a text, or by likeness."""

import re

from rapidfuzz import fuzz, process

from registry.imports.match.folding import fold, fold_long, loose, squash, without_article

ALIKE = 74  # of 100: below this two names are not alike
CLOSE = 92  # above this the order of words need not be looked at
LONGEST = 360  # characters of the longest name that is compared by likeness
FEW = 8  # values of a list that is offered as a whole
OFFICIAL, ALIAS, DERIVED = range(3)


class Index:
    """A dictionary from ways of writing to values. A name of a better rank takes a name away from those of a worse."""

    def __init__(self):
        self.squashed = {}  # key -> {value: rank}
        self.loose = {}
        self.names = {}  # folded name -> {value: rank}, for likeness
        self.spelled = {}  # folded name -> as it is written
        self.doubtful = {}  # squashed name -> (choices, reason): a name that is never taken without asking
        self._choices = None

    def add(self, name, value, rank=ALIAS):
        """Let a name mean a value."""
        folded = fold(name)
        if not folded:
            return
        keys = [(self.squashed, squash(folded)), (self.loose, loose(folded))]
        for form in {folded, fold_long(name)}:
            self.spelled.setdefault(form, name)
            keys.append((self.names, form))
        for table, key in keys:
            if key:
                known = table.setdefault(key, {})
                known[value] = min(rank, known.get(value, rank))

    def doubt(self, names, choices, reason):
        """Let names mean one of several choices (tuples of values), one only perhaps, or nothing that is known."""
        for name in names:
            self.doubtful[squash(fold(name))] = (tuple(choices), reason)

    def exact(self, text):
        """The values of the best rank that a text names: none, one, or several where it is ambiguous."""
        folded = fold(text)
        for words in (folded, without_article(folded)):
            found = self.squashed.get(squash(words)) or self.loose.get(loose(words)) or {}
            if found:
                break
        best = min(found.values(), default=None)
        return [value for value, rank in found.items() if rank == best]

    def doubts(self, text):
        """(choices, reason) of a name that is never taken without asking; None for all others."""
        folded = fold(text)
        return self.doubtful.get(squash(folded)) or self.doubtful.get(squash(without_article(folded)))

    def near(self, text, limit=5):
        """[(value, likeness of 1, the name that is alike)], best first."""
        folded = fold(text)
        if not 3 < len(folded) <= LONGEST:
            return []
        best = {}
        choices = self._choices_of(folded[0])
        self._compare(folded, choices, fuzz.ratio, limit, best)
        if " " in folded and max((score for score, _name in best.values()), default=0) < CLOSE:
            self._compare(folded, choices, fuzz.token_sort_ratio, limit, best)
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], str(item[0])))
        return [(value, score / 100, self.spelled[name]) for value, (score, name) in ranked[:limit] if score >= ALIKE]

    def nearest(self, text, limit):
        """The values of the names that are least unlike, however unlike they are; all where there are a few only."""
        values = dict.fromkeys(value for known in self.names.values() for value in known)
        if len(values) <= FEW:
            return list(values)
        folded = fold(text[:LONGEST])
        choices = self._choices_of(folded[0]) if folded else []
        found = process.extract(folded, choices, scorer=fuzz.ratio, limit=2 * limit)
        return list(dict.fromkeys(value for name, _score, _place in found for value in self.names[name]))[:limit]

    def _choices_of(self, letter):
        """The names in the script of a letter: names in another one cannot be alike."""
        if self._choices is None:
            self._choices = {}
            for name in self.names:
                self._choices.setdefault(_script(name[0]), []).append(name)
        return self._choices.get(_script(letter), [])

    def _compare(self, folded, choices, scorer, limit, best):
        """Note in `best` the values whose names are alike."""
        for name, score, _place in process.extract(folded, choices, scorer=scorer, score_cutoff=ALIKE, limit=4 * limit):
            score = _damped(score, folded, name)
            for value in self.names[name]:
                if score > best.get(value, (0, ""))[0]:
                    best[value] = (score, name)

    def within(self, text, longest=9):
        """Values whose names stand as whole words in a text, of overlapping names the longest."""
        words = re.split(r"[\s/‐–-]+", text)[:60]
        found, at = [], 0
        while at < len(words):
            for size in range(min(longest, len(words) - at), 0, -1):
                values = self._named(" ".join(words[at : at + size]))
                if values:
                    found += values
                    at += size - 1
                    break
            at += 1
        return list(dict.fromkeys(found)) or self._within_ideographs(text)

    def _named(self, words):
        """The one value that some words of a text name; small words are no names unless they are written as such."""
        folded = fold(words)
        key = squash(folded)
        if len(key) < 3 or key in self.doubtful or (" " not in words and not _stands_out(words)):
            return []
        found = self.squashed.get(key) or {}
        return list(found) if len(found) == 1 else []

    def _within_ideographs(self, text):
        """The longest name within a text that has no spaces between words."""
        if text.isascii() or len(text) > LONGEST or not any(c > "\u2e7f" for c in text):
            return []
        folded = fold(text)
        names = [name for name in self.names if len(name) > 1 and name[0] > "\u2e7f" and name in folded]
        longest = max(names, key=len, default=None)
        values = self.names.get(longest, {})
        return list(values) if len(values) == 1 and squash(longest) not in self.doubtful else []


def _script(letter):
    """A rough sort of the scripts: Latin and digits, Greek and Cyrillic, Arabic, ideographs."""
    code = ord(letter)
    return 0 if code < 0x370 else 1 if code < 0x530 else 2 if code < 0x1000 else 3


def _stands_out(word):
    """Is a single word written like a name: an acronym, or a longer word with a capital?"""
    word = word.strip(".,:;()'\"“”’")
    if not word.isascii() and not word[:1].islower():
        return len(word) > 2
    return word.isupper() or (len(word) > 3 and word[:1].isupper())


def _damped(score, one, other):
    """Likeness of short names counts less: one letter of four is a quarter of the name."""
    shorter = min(len(one), len(other))
    return score if shorter >= 7 else score - (7 - shorter) * 2
