"""Texts in encodings that nobody tells: how the six languages are written by Windows, Unix, Mac OS and DOS."""

import pytest

from registry.imports.encodings import decoded

FRENCH = "Activité;Résumé;Pays\nFormation à l'école d'été;Élèves formés çà et là, où naïfs;Côte d'Ivoire\n"
SPANISH = "Actividad;País;Año\nCapacitación de niños;Perú;2018\n"
CAPITALS = "ACTIVITÉS;PAYS\nÀ FAIRE;PÉROU\n"
RUSSIAN = "Мероприятие;Страна;Описание\nОбучение судей в области наркополитики;Россия;Подготовка судей\n"
ARABIC = "النشاط;البلد;الملخص\nتدريب القضاة;مصر;تدريب القضاة على مكافحة المخدرات\n"
CHINESE = "活动;国家;摘要\n法官培训;中国;为法官提供有关禁毒的培训\n"
TRADITIONAL = "活動;國家;摘要\n法官培訓;中國;為法官提供有關禁毒的培訓\n"
WIDE = ("utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
PROGRAM = b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0\n\0" * 9
LATIN = ("cp1252", "iso8859-15", "mac-roman", "cp850")


@pytest.mark.parametrize(
    ("text", "encodings"),
    [
        (FRENCH, (*LATIN, "cp437", *WIDE)),
        (SPANISH, (*LATIN, "cp437")),
        (CAPITALS, LATIN),
        (RUSSIAN, ("cp1251", "koi8-r", "iso8859-5", "cp866", "mac-cyrillic", "utf-16-le")),
        (ARABIC, ("cp1256", "iso8859-6", "cp720", "mac-arabic", "utf-16-be")),
        (CHINESE, ("gb2312", "gbk", "gb18030", "utf-16-le")),
        (TRADITIONAL, ("big5", "cp950")),
    ],
)  # fmt: skip
def test_the_encoding_of_each_language_is_found(text, encodings):
    found = {encoding: decoded(text.encode(encoding))[0].lstrip("\ufeff") for encoding in encodings}

    assert found == dict.fromkeys(encodings, text)


@pytest.mark.parametrize(
    ("encoding", "told"), [("utf-8", ("", False)), ("utf-16", ("", False)), ("cp850", ("cp850", False))]
)
def test_only_what_was_guessed_is_told(encoding, told):
    assert decoded(FRENCH.encode(encoding))[1:] == told


def test_lines_are_read_each_in_its_own_encoding():
    assert decoded("東京\n".encode() + "Café\n".encode("cp1252")) == ("東京\nCafé\n", "cp1252", True)


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0", b"\0\0\0\0", PROGRAM])
def test_what_is_no_text_is_told_from_one_of_wide_signs(data):
    assert decoded(data) is None
