"""The fonts that documents are printed with: those of the pages, each fit to set whole lines by itself."""

import io
from functools import cache

from django.conf import settings

FOLDER = settings.BASE_DIR / "static" / "vendor" / "noto"
NAMES = frozenset(path.name for path in FOLDER.glob("*.woff2"))
LATIN, SPACE, WIDTH = "latin.woff2", "space", 260  # as wide as that of the Latin letters
UNBROKEN = {0x202F: 0x2009, 0x2011: 0x2D}  # a space and a hyphen at which no line ends look like those where one may


@cache
def font(name):
    """The bytes of a font.

    On pages Arabic and Cyrillic letters take the space between words from the Latin font. Pango keeps a line in one
    font: where that has no space, words run into each other or apart. So here each gets one, and the Latin font the
    space and the hyphen of French that do not break, which would else come out of some other font.
    """
    from fontTools.ttLib import TTFont  # only the worker prints

    letters = TTFont(io.BytesIO((FOLDER / name).read_bytes()), recalcTimestamp=False, lazy=False)
    letters.ensureDecompiled()  # each table as it is, before there is one glyph more
    if name == LATIN:
        shapes = letters.getBestCmap()
        _map(letters, {unbroken: shapes[like] for unbroken, like in UNBROKEN.items()})
    else:
        _add_space(letters)
    letters.flavor = None
    made = io.BytesIO()
    letters.save(made)
    return made.getvalue()


def _map(letters, shapes):
    """Give characters a shape that the font holds."""
    for table in letters["cmap"].tables:
        if table.isUnicode():
            table.cmap |= shapes


def _add_space(letters):
    from fontTools.ttLib.tables._g_l_y_f import Glyph  # as above

    letters["glyf"][SPACE] = Glyph()
    letters["hmtx"][SPACE] = (WIDTH, 0)
    letters["gvar"].variations[SPACE] = []
    del letters["HVAR"]  # told by glyph; widths are found in gvar as well
    _map(letters, {ord(" "): SPACE, 0xA0: SPACE})
