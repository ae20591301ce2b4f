"""What a translation must keep of its source."""

import pytest

from ungass_portal.lib import wordings
from ungass_portal.lib.wordings import Source, faults, strange_terms


@pytest.mark.parametrize(
    ("source", "forms", "told"),
    [
        (Source("Sign in"), ["Se connecter"], []),
        (Source("Sign in"), [" "], ["It is not translated."]),
        (Source("%(name)s left"), ["Parti"], ["It has lost %(name)s."]),
        (Source("Left"), ["%(name)s est parti"], ["Its source has no %(name)s."]),
        (Source("{count} of 5 %%"), ["{count} sur 5 %%"], []),
        (Source("<b>Now</b>"), ["Maintenant"], ["Its elements are not those of its source."]),
        (Source("\nNow\n"), ["Maintenant"], ["It does not begin and end with line breaks where its source does."]),
        (Source("%(count)d row", "%(count)d rows"), ["une ligne", "%(count)d lignes"], []),
        (Source("one row", "%(count)d rows"), ["une ligne"], ["It needs 2 forms of its plural."]),
    ],
)
def test_faults_of_a_translation(source, forms, told):
    assert faults(source, forms, 2) == told


def test_terms_of_the_glossary_are_kept(monkeypatch):
    terms = {"focal point": {"elsewhere": ["No focal points here"], "fr": {"term": "point focal", "stems": ["foca"]}}}
    monkeypatch.setattr(wordings, "glossary", lambda: {"terms": terms})

    assert list(strange_terms(Source("Two focal points"), ["Deux points focaux"], "fr")) == []
    assert list(strange_terms(Source("Two Focal Points"), ["Deux correspondants"], "fr")) == [
        ("focal point", "point focal")
    ]
    assert list(strange_terms(Source("No focal points here"), ["Aucun"], "fr")) == []
    assert list(strange_terms(Source("Focal pointing"), ["Rien"], "fr")) == []
