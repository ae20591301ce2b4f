"""Days, numbers and names as each of the six languages writes, reads and sorts them."""

from datetime import date

import pytest
from django.utils.formats import date_format
from django.utils.translation import override

from ungass_portal.lib import sorting
from ungass_portal.lib.language_codes import isolated
from ungass_portal.lib.lists import colon, listed
from ungass_portal.lib.numbers import grouped, percent
from ungass_portal.lib.partial_dates import PartialDateError, Period, Precision, parse, show_day

MARCH = date(2018, 3, 12)
LANGUAGES = ("en", "fr", "es", "ru", "zh-hans", "ar")


@pytest.mark.parametrize(
    ("language", "day", "month", "days"),
    [
        ("en", "12 March 2018", "March 2018", "12–16 March 2018"),
        ("fr", "12 mars 2018", "mars 2018", "12–16 mars 2018"),
        ("es", "12 de marzo de 2018", "marzo de 2018", "12–16 de marzo de 2018"),
        ("ru", "12 марта 2018 г.", "март 2018 г.", "12–16 марта 2018 г."),
        ("zh-hans", "2018年3月12日", "2018年3月", "2018年3月12日 – 2018年3月16日"),
        ("ar", "12 آذار/مارس 2018", "آذار/مارس 2018", "12–16 آذار/مارس 2018"),
    ],
)
def test_dates_are_written_in_the_manner_of_the_language(language, day, month, days):
    with override(language):
        assert (show_day(MARCH, Precision.DAY), show_day(MARCH, Precision.MONTH)) == (day, month)
        assert str(Period(MARCH, date(2018, 3, 16), Precision.DAY)) == days
        assert date_format(MARCH, "DATE_FORMAT") == day


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("precision", Precision)
def test_what_is_shown_can_be_typed(language, precision):
    with override(language):
        first, last, found = parse(show_day(MARCH, precision))

    assert (found, first <= MARCH <= last) == (precision, True)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("1er mars 2018", date(2018, 3, 1)),
        ("12 mars 2018", MARCH),
        ("12 марта 2018", MARCH),
        ("12 مارس 2018", MARCH),
        ("١٢ آذار/مارس ٢٠١٨", MARCH),
        ("2018年3月12日", MARCH),
        ("mayo de 2018", date(2018, 5, 1)),
    ],
)
def test_a_date_of_any_language_is_read_on_a_page_of_any(typed, first):
    assert parse(typed)[0] == first


@pytest.mark.parametrize("typed", ["12 Quatember 2018", "2018年13月", "marzo", "31 февраля 2018"])
def test_other_words_are_refused(typed):
    with pytest.raises(PartialDateError):
        parse(typed)


def test_numbers_are_grouped_as_in_the_language():
    shown = {}
    for language in LANGUAGES:
        with override(language):
            shown[language] = (grouped(1234567), percent(0.25))

    assert shown == {
        "en": ("1,234,567", "25%"),
        "fr": ("1\xa0234\xa0567", "25\xa0%"),
        "es": ("1\xa0234\xa0567", "25\xa0%"),
        "ru": ("1\xa0234\xa0567", "25\xa0%"),
        "zh-hans": ("1,234,567", "25%"),
        "ar": ("1.234.567", "25%"),
    }


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Åland Islands", "Austria", "Zambia"]),
        ("fr", ["Écosse", "Égypte", "Espagne", "Zambie"]),
        ("es", ["nube", "ñandú", "oca"]),
        ("ru", ["ёж", "ель", "жук"]),
        ("zh-hans", ["阿富汗", "德国", "法国", "中国"]),
        ("ar", ["إثيوبيا", "أفغانستان", "البرازيل", "ألمانيا"]),
    ],
)
def test_names_are_sorted_as_in_the_language(language, names):
    with override(language):
        assert sorted(sorted(names, reverse=True), key=sorting.key) == names


def test_titles_of_all_languages_have_one_order():
    titles = [
        "“Quoted”", "a first step", "A second step", "Écosse", "Egypt", "naloxone", "nube", "ñandú", "oca", "Zambia",
        "ёж", "ель", "жук", "أفغانستان", "ألمانيا", "阿富汗", "法国", "中国",
    ]  # fmt: skip

    mixed = titles[::-1]
    assert sorted(mixed, key=sorting.sort_title) == titles
    assert len(sorting.sort_title("法官毒品问题培训" * 40)) == sorting.KEY_LENGTH


@pytest.mark.parametrize(
    ("language", "text"), [("en", "WHO, UNODC"), ("fr", "WHO, UNODC"), ("ar", "WHO، UNODC"), ("zh-hans", "WHO、UNODC")]
)
def test_names_of_a_list_are_parted_by_the_comma_of_the_language(language, text):
    with override(language):
        assert listed(["WHO", "UNODC"]) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Dates: 2018"), ("fr", "Dates\xa0: 2018"), ("ar", "Dates: 2018"), ("zh-hans", "Dates：2018")],
)
def test_a_name_and_what_is_told_of_it_are_parted_by_the_colon_of_the_language(language, text):
    with override(language):
        assert f"Dates{colon()}2018" == text


def test_a_title_that_runs_the_other_way_is_a_text_of_its_own_in_a_sentence():
    assert [isolated("WHO (2018)", "en", page) for page in ("ar", "fr", "zh-hans")] == [
        "\u2068WHO (2018)\u2069", "WHO (2018)", "WHO (2018)",
    ]  # fmt: skip
    assert isolated("تدريب", "ar", "en") == "\u2068تدريب\u2069"
