"""Catalogues are compiled on each machine, by themselves, when they changed."""

import gettext
import os

import pytest

from ungass_portal.lib import catalogues

PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Desk"
msgstr "Bureau"

#, fuzzy
msgid "Draft"
msgstr "Dessin"

msgid "%(count)d row"
msgid_plural "%(count)d rows"
msgstr[0] "%(count)d ligne"
msgstr[1] "%(count)d lignes"
"""


@pytest.fixture
def po(tmp_path):
    path = tmp_path / "fr" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(PO)
    return path


def test_catalogue_is_compiled_without_what_is_fuzzy(po, tmp_path):
    assert catalogues.compile_stale(tmp_path) == [po]

    french = gettext.translation("django", tmp_path, ["fr"])
    assert (french.gettext("Desk"), french.gettext("Draft")) == ("Bureau", "Draft")
    assert french.ngettext("%(count)d row", "%(count)d rows", 2) == "%(count)d lignes"
    assert sorted(path.name for path in po.parent.iterdir()) == ["django.mo", "django.po"]


def test_catalogue_is_compiled_only_where_it_changed(po, tmp_path):
    catalogues.compile_stale(tmp_path)
    assert catalogues.compile_stale(tmp_path) == []

    later = po.stat().st_mtime_ns + 5_000_000_000
    os.utime(po, ns=(later, later))

    assert catalogues.stale(tmp_path) == [po]
