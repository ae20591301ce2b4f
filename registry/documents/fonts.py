"""The fonts that documents are printed with: those of the pages, each fit to set whole lines by itself."""

import io
from functools import cache

from django.conf import settings

FOLDER = settings.BASE_DIR / "static" / "vendor" / "noto"
NAMES = frozenset(path.name for path in FOLDER.glob("*.woff2"))
LATIN, SPACE, WIDTH = "latin.woff2", "space", 260  # as wide as that of the Latin letters


@cache
def font(name):
    """The bytes of a font.

    On pages Arabic and Cyrillic letters take the space between words from the Latin font. Pango keeps a line in one
    font: where that has no space, words run into each other or apart. So here each gets one.
    """
    content = (FOLDER / name).read_bytes()
    return content if name == LATIN else _with_space(content)


def _with_space(content):
    from fontTools.ttLib import TTFont  # only the worker prints
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    letters = TTFont(io.BytesIO(content), recalcTimestamp=False, lazy=False)
    letters.ensureDecompiled()  # each table as it is, before there is one glyph more
    letters["glyf"][SPACE] = Glyph()
    letters["hmtx"][SPACE] = (WIDTH, 0)
    letters["gvar"].variations[SPACE] = []
    del letters["HVAR"]  # told by glyph; widths are found in gvar as well
    for table in letters["cmap"].tables:
        if table.isUnicode():
            table.cmap |= {ord(" "): SPACE, 0xA0: SPACE}
    letters.flavor = None
    made = io.BytesIO()
    letters.save(made)
    return made.getvalue()
