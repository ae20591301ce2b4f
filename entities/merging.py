"""Three-way merge of contents: what one side changed is taken, what both changed is put to the person.

Pure functions on plain JSON values; texts merge by word, lists by element, everything else whole.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from entities.differences import LONG, TOKENS


@dataclass(frozen=True)
class Conflict:
    """A field that both sides changed in ways that do not fit together, with what could stand there."""

    name: str
    base: object
    theirs: object
    mine: object


def three_way(base, theirs, mine, *, texts=()):
    """Merge two contents made from a common base; return (merged content, conflicts).

    `texts` names the fields that merge by word. In a conflict the merged content keeps theirs, which is
    saved already.
    """
    merged, conflicts = {}, []
    for name in theirs:
        values = base.get(name), theirs[name], mine.get(name)
        merged[name], agreed = merge_value(*values, is_text=name in texts)
        if not agreed:
            conflicts.append(Conflict(name, *values))
    return merged, conflicts


def merge_value(base, theirs, mine, *, is_text=False):
    """Merge one value; return (value, whether it is free of conflict)."""
    if theirs == mine or mine == base:
        return theirs, True
    if theirs == base:
        return mine, True
    if isinstance(theirs, list) and isinstance(mine, list):
        return _merge_list(base or [], theirs, mine)
    if is_text and isinstance(theirs, str) and isinstance(mine, str):
        text = merge_text(base or "", theirs, mine)
        return (theirs, False) if text is None else (text, True)
    return theirs, False


def _merge_list(base, theirs, mine):
    """Merge two lists by element, theirs first; an element that both sides changed is a conflict."""
    key = _key_of([*base, *theirs, *mine])
    if key:
        return _merge_keyed(key, base, theirs, mine)
    gone = [element for element in base if element not in theirs or element not in mine]
    came = [[element for element in side if element not in base] for side in (theirs, mine)]
    both_dropped = [element for element in base if element not in theirs and element not in mine]
    replaced = all(came) and any(isinstance(element, dict) for element in both_dropped)
    if replaced and came[0] != came[1]:
        return theirs, False  # the same row, worded anew by both
    kept = [element for element in theirs if element not in gone]
    return kept + [element for element in came[1] if element not in kept], True


def _key_of(rows):
    """What tells such rows apart: who takes part by entity, texts by language; None for others."""
    found = (key for key in ("entity", "language") if all(isinstance(row, dict) and key in row for row in rows))
    return next(found, None)


def _merge_keyed(key, base, theirs, mine):
    """Merge who takes part entity by entity, and texts language by language: neither touches another."""
    sides = [{row[key]: row for row in rows} for rows in (base, theirs, mine)]
    order = list(dict.fromkeys(row[key] for rows in (theirs, mine) for row in rows))
    merged = []
    for code in order:
        row, agreed = merge_value(*(side.get(code) for side in sides))
        if not agreed:
            return theirs, False
        if row is not None:
            merged.append(row)
    return merged, True


def merge_text(base, theirs, mine):
    """Merge two rewordings of a text by word; None where both changed the same words."""
    words = TOKENS.findall(base)
    edits = sorted(
        {*_edits(words, TOKENS.findall(theirs)), *_edits(words, TOKENS.findall(mine))},
        key=lambda edit: (edit[0], edit[1]),
    )
    if any(after[0] <= before[1] for before, after in pairwise(edits)):
        return None  # overlapping, or so close that the order of the words is not certain
    merged, position = [], 0
    for start, end, replacement in edits:
        merged += [*words[position:start], *replacement]
        position = end
    return "".join([*merged, *words[position:]])


def _edits(words, changed):
    """What a side did: (from word, to word, words put there instead), in order."""
    matcher = SequenceMatcher(None, words, changed, autojunk=len(words) + len(changed) > LONG)
    return [
        (start, end, tuple(changed[new_start:new_end]))
        for kind, start, end, new_start, new_end in matcher.get_opcodes()
        if kind != "equal"
    ]
