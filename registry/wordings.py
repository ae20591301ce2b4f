"""The wording of entries as it reads in the page's language, for the database: the text in it, else the original."""

from django.db.models import Case, F, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Coalesce, Collate
from django.utils.translation import get_language

from ungass_portal.lib.language_codes import spoken


def worded(name):
    """A field of the wording."""
    if name == "language":
        language = spoken(get_language())
        return Case(When(texts__has_key=language, then=Value(language)), default=F(name))
    return _in_text(name, otherwise=name)


def sorting_title():
    """The key that titles are sorted by."""
    return Collate(_in_text("sort", otherwise="sort_title"), "C")


def _in_text(key, *, otherwise):
    """What the text in the page's language holds; where there is none, a column."""
    of_text = KeyTextTransform(key, KeyTransform(spoken(get_language()), "texts"))
    return Coalesce(of_text, F(otherwise), output_field=TextField())
