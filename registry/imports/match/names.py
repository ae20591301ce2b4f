"""Reading a cell that lists names: exact ones are certain, everything else is proposed."""

from django.utils.translation import gettext as _

from registry.imports.match import cells
from registry.imports.match.folding import visible
from registry.imports.match.index import Index
from registry.imports.match.readings import Piece, Proposal
from ungass_portal.lib.lists import listed

SURE_JOIN = 0.88  # several parts are one misspelt name when they are this much like it
MOST_GUESSES = 40  # pieces of one cell that are compared by likeness
MOST_PROPOSALS = 5
MOST_NEAREST = 3


class NamesReader:
    """Finds the names of one index in cells. Subclasses add what is special to their lists."""

    doubt = cells.DOUBT  # what makes a name uncertain that is known
    bullets = True  # “1. UNODC 2. WHO” is a numbered list
    in_parts = True  # what is certain of a list is taken, even where the rest is not known
    brackets_are_remarks = True  # “UNODC (ROSEN)” is UNODC; but “Ireland (Northern)” is not Ireland

    def __init__(self, label_of):
        self.index = Index()
        self.label_of = label_of  # value -> how it reads

    def read(self, text, context):
        """The pieces of a cell."""
        whole, cut = cells.without_edges(visible(text), self.bullets), cells.CUT_OFF.search(text)
        # a line break may stand within a name, but hardly within what is special
        found = self.certain_piece(whole, context) if "\n" not in text else self._named_piece(whole, context)
        if found and not cut:
            return [found]
        pieces, items = [], cells.items(text, self.bullets)
        for item in items[:-1] if cut else items:
            pieces += self._read_item(visible(item), context)
        if cut and items:  # “Guinea...” may have been Guinea-Bissau
            pieces.append(Piece(visible(items[-1])))
        if cells.EXCEPT.search(text):
            pieces = [self._doubted(piece, _("Something is excepted here.")) for piece in pieces]
        elif cells.EITHER.search(text) and sum(bool(piece.values) for piece in pieces) > 1:
            pieces = [self._doubted(piece, _("One or the other is meant.")) for piece in pieces]
        return self._decided(pieces, text)

    def certain_piece(self, text, context):
        """The piece of a text that is one name, else None."""
        special = self.special(text, context)
        if special:
            return special
        named = self._named_piece(text, context)
        if named:
            return named
        if cells.says_nothing(text):
            return Piece(text, empty=True)
        bracketed = cells.BRACKETS.match(text)
        return self._of_brackets(text, bracketed, context) if bracketed else None

    def _named_piece(self, text, context):
        """The piece of a text that is a name and says no doubt of it, else None."""
        values = () if self.doubt.search(text) else self.values_of(text, context)
        return Piece(text, values) if values else None

    def special(self, text, context):
        """A piece that is no name but well understood; None for most."""

    def values_of(self, text, context):
        """The values that a name certainly has; empty where it has none or may have several."""
        if self.index.doubts(text):
            return ()
        found = self.index.exact(text)
        return tuple(found) if len(found) == 1 else ()

    def _of_brackets(self, text, bracketed, context):
        """A name with something in brackets behind it."""
        values = self.values_of(bracketed["name"], context)
        inside = bracketed["inside"].strip()
        same = self.index.exact(inside)
        if not values:
            return None
        if set(values) & set(same):
            return Piece(text, values)
        if self.brackets_are_remarks and not same and not cells.DOUBT.search(inside):
            return Piece(text, values, remark=inside)
        return None

    def _read_item(self, item, context):
        """The pieces of one item between strong separators."""
        whole = self.certain_piece(item, context)
        if whole:
            return [whole]
        if self.index.doubts(item):
            return [Piece(item)]
        named = cells.longest_named(item, lambda text: self.certain_piece(text, context) or self._known_doubt(text))
        found = [(self.certain_piece(text, context) if known else None) or Piece(text) for text, known in named]
        if len(found) < 2 or all(piece.certain for piece in found):
            return found
        if not self.in_parts:
            return [Piece(item)]
        near = self.index.near(item, limit=1)
        return [Piece(item)] if near and near[0][1] >= SURE_JOIN else found

    def _known_doubt(self, text):
        """Is it a name of several words that is never taken without asking?"""
        return bool(cells.SOFT.search(text) and self.index.doubts(text))

    def _decided(self, pieces, text):
        """Texts without a value given proposals; a name and the text behind it may be one misspelt name."""
        done, guesses = [], 0
        for piece in pieces:
            if piece.certain or piece.proposals or guesses >= MOST_GUESSES:
                done.append(piece)
                continue
            guesses += 1
            joined = _from_to(text, done[-1].text, piece.text) if done else ""
            near = self.index.near(joined, limit=1)
            if near and near[0][1] >= 0.8 and near[0][0] not in done[-1].values:
                done[-1] = self.uncertain_piece(joined)
            else:
                done.append(self.uncertain_piece(piece.text))
        return done

    def _doubted(self, piece, reason):
        """A certain piece made a proposal."""
        if not piece.values:
            return piece
        return Piece(piece.text, proposals=(self.proposal(piece.values, 0.5, reason),), remark=piece.remark)

    def uncertain_piece(self, text):
        """A piece that a person must decide about, with what it may mean."""
        doubts = self.index.doubts(text)
        if doubts and not doubts[0]:  # known to be none of the list's
            return Piece(text)
        proposals = {}
        for proposal in (
            *self._of_doubts(text),
            *self._of_meaning(text),
            *self.guesses(text),
            *self._of_likeness(text),
        ):
            known = proposals.get(proposal.values)
            if known is None or known.confidence < proposal.confidence:
                proposals[proposal.values] = proposal
        ranked = sorted(proposals.values(), key=lambda proposal: -proposal.confidence)
        return Piece(text, proposals=tuple(ranked[:MOST_PROPOSALS]))

    def guesses(self, text):
        """Further proposals of a subclass."""
        return ()

    def _of_doubts(self, text):
        """What a name that means several things may mean, the likeliest first."""
        for name in (text, cells.without_edges(self.doubt.sub("", text))):
            doubts = self.index.doubts(name)
            if doubts:
                choices, reason = doubts
                share = 0.6 if len(choices) > 1 else 0.85
                return [self.proposal(values, share - 0.05 * place, reason) for place, values in enumerate(choices)]
            found = self.index.exact(name)
            if len(found) > 1:
                reason = _("“%(name)s” is a name of several.") % {"name": text[:60]}
                return [self.proposal((v,), 0.6 - 0.05 * place, reason) for place, v in enumerate(found)]
            if found:
                return [self.proposal(tuple(found), 0.6, _("The cell itself is in doubt."))]
        return []

    def _of_meaning(self, text):
        """Names that stand within the text."""
        bracketed = cells.BRACKETS.match(text)
        if bracketed:
            found = self.index.exact(bracketed["name"])
            if len(found) == 1:
                yield self.proposal(tuple(found), 0.7, _("The name before the brackets; what is in them is not known."))
        found = self.index.within(text)
        if found:
            names = listed(self.label_of(value) for value in found[:4])
            share = 0.8 if len(text) < 80 else 0.55
            yield self.proposal(tuple(found), share, _("The text holds %(names)s.") % {"names": names})

    def _of_likeness(self, text):
        """Names that are written alike."""
        near = self.index.near(text, limit=MOST_PROPOSALS)
        second = near[1][1] if len(near) > 1 else 0
        for place, (value, score, name) in enumerate(near):
            clear = 0.06 if place == 0 and score - second > 0.1 else 0
            reason = _("Written like “%(name)s”.") % {"name": name}
            yield self.proposal((value,), min(0.97, score - 0.08 + clear), reason)

    def nearest(self, text):
        """Labels of what a text is least unlike, where nothing is alike enough to be proposed."""
        return tuple(dict.fromkeys(map(self.label_of, self.index.nearest(text, MOST_NEAREST))))

    def proposal(self, values, confidence, reason):
        """A proposal with its label."""
        label = "; ".join(self.label_of(value) for value in values)
        return Proposal(tuple(values), label, round(confidence, 2), reason)


def _from_to(text, one, other):
    """The part of a text from one piece to another, as it is written."""
    start = text.find(one)
    end = text.find(other, start + len(one))
    return text[start : end + len(other)] if -1 < start < end else f"{one}, {other}"
