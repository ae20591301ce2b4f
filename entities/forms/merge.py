"""Two savings put together by a person: for each field base, theirs, mine, and what the merge makes of them."""

from django import forms
from django.utils.translation import gettext as _

from entities.differences import fields_of, in_words, is_wording, label_of, parts
from entities.labels import labels
from entities.merging import three_way

THEIRS, MINE, MERGED, OWN = "theirs", "mine", "merged", "own"


class MergeForm(forms.Form):
    """One choice for each field that a side changed; what fits together is chosen already."""

    def __init__(self, kind, *, base, theirs, mine, data=None):
        super().__init__(data)
        self.kind, self.base, self.theirs, self.mine = kind, base, theirs, mine
        self.nested = fields_of(kind)
        texts = [name for name, field in self.nested.items() if is_wording(field)]
        self.merged, conflicts = three_way(base, theirs, mine, texts=texts)
        self.conflicts = {conflict.name for conflict in conflicts}
        self.names = [name for name in self.nested if theirs[name] != mine[name] and name in self.merged]
        for name in self.names:
            self._add(name)

    def _add(self, name):
        """The choice for one field, and an editor where it holds the owner's words."""
        label = label_of(self.kind, name)
        self.fields[f"choice_{name}"] = forms.ChoiceField(
            label=label,
            choices=self._choices(name),
            initial=None if name in self.conflicts else self._taken(name),
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose one of the wordings, or write your own.")},
        )
        if is_wording(self.nested[name]):
            initial = self.mine[name] if name in self.conflicts else self.merged[name]
            self.fields[f"own_{name}"] = forms.CharField(
                label=_("Your own wording of “%(field)s”") % {"field": label},
                initial=initial,
                required=False,
                strip=False,
                widget=forms.Textarea({"rows": 3, "dir": "auto", "lang": self.theirs["language"]}),
            )

    def _choices(self, name):
        """What can be taken for a field."""
        offered = [(THEIRS, _("Take theirs")), (MINE, _("Take mine"))]
        if self._taken(name) == MERGED:
            offered.append((MERGED, _("Take both changes together")))
        if is_wording(self.nested[name]):
            offered.append((OWN, _("Take the wording below")))
        return offered

    def _taken(self, name):
        """Where the value that the merge proposes comes from."""
        value = self.merged[name]
        if name not in self.conflicts and value not in (self.theirs[name], self.mine[name]):
            return MERGED
        return MINE if value == self.mine[name] else THEIRS

    def rows(self):
        """The fields as the page shows them."""
        known = labels()
        for name in self.names:
            field = self.nested[name]
            words = {side: in_words(field, values[name], known) for side, values in self._sides().items()}
            taken = self._taken(name)
            yield {
                "label": label_of(self.kind, name),
                "conflict": name in self.conflicts,
                "only": self._only(name),
                "choice": self[f"choice_{name}"],
                "own": self[f"own_{name}"] if f"own_{name}" in self.fields else None,
                "base": parts(field, words["base"], words["base"]),
                "theirs": parts(field, words["base"], words["theirs"]),
                "mine": parts(field, words["base"], words["mine"]),
                "merged": parts(field, words["base"], words["merged"]) if taken == MERGED else None,
                "wording": is_wording(field),
            }

    def _sides(self):
        return {"base": self.base, "theirs": self.theirs, "mine": self.mine, "merged": self.merged}

    def _only(self, name):
        """Which side alone changed the field, if one did."""
        if self.theirs[name] == self.base.get(name):
            return MINE
        return THEIRS if self.mine[name] == self.base.get(name) else ""

    def content(self):
        """The whole content that the choices make; checked when it is saved."""
        sides = self._sides()
        content = dict(self.merged)
        for name in self.names:
            choice = self.cleaned_data[f"choice_{name}"]
            content[name] = self.cleaned_data[f"own_{name}"] if choice == OWN else sides[choice][name]
        return content
