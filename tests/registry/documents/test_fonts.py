"""Fonts of documents set whole lines by themselves, each under a name of its own."""

import io

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader
from weasyprint import HTML

from registry.documents import as_pdf, fonts

WITHOUT_SPACE = sorted(fonts.NAMES - {fonts.LATIN})
LINES = (
    ("en", "School programme for all"),
    ("fr", "Œuvre française « ça »"),
    ("fr", "Partenaires\u202f: 5\u201111 mars"),
    ("es", "Niño año"),
    ("ru", "Школа слова мира — Łódź İstanbul, «Ёлка» № 5"),
    ("zh", "词语 School"),
)


@pytest.mark.parametrize("name", WITHOUT_SPACE)
def test_each_font_has_the_space_between_words_and_all_else_as_before(name):
    before = TTFont(fonts.FOLDER / name)
    after = TTFont(io.BytesIO(fonts.font(name)))

    assert after.getGlyphOrder() == [*before.getGlyphOrder(), "space"]
    assert after.getBestCmap() == before.getBestCmap() | {0x20: "space", 0xA0: "space"}
    assert after["hmtx"]["space"] == (TTFont(fonts.FOLDER / fonts.LATIN)["hmtx"]["space"][0], 0)


def test_latin_font_has_the_space_and_the_hyphen_that_do_not_break():
    before = TTFont(fonts.FOLDER / fonts.LATIN)
    after = TTFont(io.BytesIO(fonts.font(fonts.LATIN)))

    shapes = before.getBestCmap()
    assert after.getGlyphOrder() == before.getGlyphOrder()
    assert after.getBestCmap() == shapes | {0x202F: shapes[0x2009], 0x2011: shapes[ord("-")]}


@pytest.mark.parametrize("name", sorted(fonts.NAMES))
def test_same_font_has_the_same_bytes(name):
    first = fonts.font(name)
    fonts.font.cache_clear()

    assert fonts.font(name) == first


@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_letters_of_one_font_are_never_printed_by_the_numbers_of_another(language):
    body = "".join(f'<p lang="{spoken}">{text}</p>' for spoken, text in LINES)
    page = f'<html lang="{language}"><link rel="stylesheet" href="print.css"><body>{body}'
    file = io.BytesIO()

    HTML(string=page, base_url=f"{as_pdf.STYLES.as_uri()}/", url_fetcher=as_pdf._own_files).write_pdf(file)

    printed = PdfReader(file).pages[0]
    assert [line.strip() for line in printed.extract_text().splitlines()][: len(LINES)] == [text for _, text in LINES]
    families = {font.get_object()["/BaseFont"].split("+")[1] for font in printed["/Resources"]["/Font"].values()}
    assert {"Print-Latin", "Print-Latin-Extended", "Print-Cyrillic"} < families
