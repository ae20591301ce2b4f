"""Fonts of documents set whole lines by themselves."""

import io

from fontTools.ttLib import TTFont

from registry.documents import fonts


def test_arabic_font_has_the_space_between_words_and_all_else_as_before():
    before = TTFont(fonts.FOLDER / fonts.ARABIC)
    after = TTFont(io.BytesIO(fonts.font(fonts.ARABIC)))

    assert after.getGlyphOrder() == [*before.getGlyphOrder(), "space"]
    assert after.getBestCmap() == before.getBestCmap() | {0x20: "space", 0xA0: "space"}
    assert after["hmtx"]["space"] == (TTFont(fonts.FOLDER / "latin.woff2")["hmtx"]["space"][0], 0)


def test_same_font_has_the_same_bytes():
    first = fonts.font(fonts.ARABIC)
    fonts.font.cache_clear()

    assert fonts.font(fonts.ARABIC) == first
    assert fonts.font("latin.woff2") == (fonts.FOLDER / "latin.woff2").read_bytes()
