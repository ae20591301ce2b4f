"""What cells are read as: the cases that a clerk would think of first."""

from datetime import date, datetime

import pytest

from registry.imports.match import ColumnContext, Matcher, Value, decide_order
from registry.imports.match.figures import Figure


def codes(reading):
    """The codes of what is certain."""
    return [value.code for value in reading.values]


def first(reading):
    """The codes of the first proposal."""
    return [value.code for value in reading.proposals[0].values]


@pytest.mark.parametrize(
    ("cell", "slugs"),
    [
        ("UN Women", ["un-women"]),
        ("UNWOMEN", ["un-women"]),
        ("OICS", ["incb"]),
        ("World Health Organisation", ["who"]),
        ("Department of Peace Operations", ["dpko"]),
        ("CND/CCPCJ", ["cnd", "ccpcj"]),
        ("CICAD/OAS", ["cicad"]),
        ("1. UNODC\n2. WHO", ["unodc", "who"]),
        ("世卫组织、毒品和犯罪问题办公室", ["who", "unodc"]),
        ("UNESCO, United Nations Educational, Scientific and Cultural Organization", ["unesco"]),
        ("ＵＮＯＤＣ\u202c", ["unodc"]),
        ("n/a", []),
        ("", []),
        (None, []),
    ],
)
def test_entities_are_found_under_all_their_names(matcher, cell, slugs):
    reading = matcher.read("entities", cell)

    assert (codes(reading), reading.certain, reading.problem) == (slugs, True, "")


def test_a_misspelt_entity_is_proposed_with_its_reason_and_the_others_are_taken(matcher):
    reading = matcher.read("entities", "UNODC, WHO & UNWOMN")

    assert (codes(reading), reading.certain, reading.unknown) == (["unodc", "who"], False, ("UNWOMN",))
    (proposal,) = reading.proposals
    assert (proposal.values, proposal.label) == ((Value("entity", "un-women"),), "UN-Women")
    assert (proposal.confidence, proposal.reason) == (0.88, "Written like “UNWOMEN”.")
    assert reading.problem == "“UNWOMN” may be UN-Women; please choose."
    assert reading.nearest == ("UN-Women",)


@pytest.mark.parametrize(
    "cell", ["UNODC?", "UNODC (tbc)", "the Office", "all except UNODC", "WHO or UNODC", "UNODC..."]
)
def test_what_is_in_doubt_is_never_taken(matcher, cell):
    reading = matcher.read("entities", cell)

    assert (codes(reading), reading.certain) == ([], False)
    assert reading.proposals


@pytest.mark.parametrize("cell", ["UNHCR", "Ministry of Health", "various", "European Union"])
def test_an_entity_that_is_not_in_the_list_stays_text(matcher, cell):
    reading = matcher.read("entities", cell)

    assert (codes(reading), reading.unknown, reading.proposals) == ([], (cell,), ())
    assert reading.problem == f"“{cell}” is none of the list."


def test_an_office_behind_the_name_is_kept(matcher):
    (piece,) = matcher.read("entities", "UNODC (ROSEN)").pieces

    assert (piece.values, piece.remark) == ((Value("entity", "unodc"),), "ROSEN")


@pytest.mark.parametrize(
    ("cell", "iso3"),
    [
        ("Bolivia", ["BOL"]),
        ("Ivory Coast", ["CIV"]),
        ("Viet Nam; Vietnam", ["VNM"]),
        ("Guinea - Bissau", ["GNB"]),
        ("Guinea", ["GIN"]),
        ("Georgia", ["GEO"]),
        ("Korea, Republic of", ["KOR"]),
        ("Congo, Dem. Rep.", ["COD"]),
        ("Bosnia and Herzegovina, Serbia", ["BIH", "SRB"]),
        ("Боливия, Перу и Эквадор", ["BOL", "PER", "ECU"]),
        ("South Sudan", ["SSD"]),
        ("Sudan and South Sudan", ["SDN", "SSD"]),
        ("West and Central Africa", ["011", "017"]),
        ("Micronesia", ["FSM"]),
    ],
)
def test_places_are_found_under_all_their_names(matcher, cell, iso3):
    reading = matcher.read("countries", cell)

    assert (codes(reading), reading.certain) == (iso3, True)


@pytest.mark.parametrize(
    ("cell", "first_two"),
    [
        ("Congo", [["COG"], ["COD"]]),
        ("Korea", [["KOR"], ["PRK"]]),
        ("Virgin Islands", [["VGB"], ["VIR"]]),
    ],
)
def test_a_name_of_several_places_is_a_choice(matcher, cell, first_two):
    reading = matcher.read("countries", cell)

    assert codes(reading) == []
    assert sorted([value.code for value in row.values] for row in reading.proposals[:2]) == sorted(first_two)


def test_a_name_common_to_a_country_and_a_region_follows_its_column(matcher):
    assert codes(matcher.read("regions", "Micronesia")) == ["057"]
    assert codes(matcher.read("places", "Micronesia")) == []


def test_a_number_of_countries_is_a_figure(matcher):
    reading = matcher.read("countries", "more than 23 countries")

    assert reading.of("figure") == [Figure(23, "countries", "more_than")]
    assert codes(matcher.read("countries", "23")) == []


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("1", [1]),
        (4.1, [4, "ch4-vulnerable-groups"]),
        ("Ch. 1", [1]),
        ("VII", [7]),
        ("1, 3 & 5", [1, 3, 5]),
        ("第三章", [3]),
        ("1. Demand reduction", [1]),
        ("Alternative development", [7]),
        ("Prevention of drug abuse", [1, "ch1-prevention"]),
    ],
)
def test_chapters_are_found_by_number_and_title(matcher, cell, found):
    reading = matcher.read("chapters", cell)

    assert (codes(reading), reading.certain) == (found, True)


def test_a_number_that_contradicts_its_title_is_asked_about(matcher):
    reading = matcher.read("chapters", "1. Supply reduction")

    assert (codes(reading), [row.reason for row in reading.proposals]) == (
        [],
        ["The number and the title say different things."] * 2,
    )


def test_a_lettered_recommendation_takes_the_chapter_of_its_row(matcher):
    assert codes(matcher.read("recommendations", "Rec. 1 (a)")) == ["1(a)"]
    assert codes(matcher.read("recommendations", "(b)", ColumnContext(chapter=4))) == ["4(b)"]
    assert codes(matcher.read("recommendations", "(b)")) == []


def test_terms_are_found_by_code_label_and_number(matcher):
    assert codes(matcher.read("terms", "SDG 3.5; AIRCOP")) == ["sdg:3.5", "programmes:aircop"]
    assert codes(matcher.read("terms", "3.5", ColumnContext(scheme="programmes"))) == []


@pytest.mark.parametrize(
    ("kind", "cell", "found"),
    [
        ("level", "HQ & field", [("level", "both")]),
        ("level", "global", [("scope", "global")]),
        ("level", "Siège", [("level", "headquarters")]),
        ("scope", "Field; national", [("level", "field"), ("scope", "country")]),
        ("status", "On-going", [("status", "ongoing")]),
        ("status", "已完成", [("status", "completed")]),
        ("event_status", "took place", [("event_status", "held")]),
        ("joint", "individuel", [("joint", False)]),
        ("yes_no", "✓", [("yes_no", True)]),
        ("role", "Co-organizer", [("role", "co_lead")]),
        ("version", "v. 3", [("version", 3)]),
        ("references", "act 482913; EVT‑205517", [("reference", "ACT-482913"), ("reference", "EVT-205517")]),
    ],
)
def test_words_of_fixed_lists(matcher, kind, cell, found):
    reading = matcher.read(kind, cell)

    assert ([tuple(value) for value in reading.values], reading.certain) == (found, True)


@pytest.mark.parametrize("cell", ["ACT-48291", "ACT-4829137", "XACT-482913", "ACT-48291O"])
def test_what_is_nearly_a_reference_is_not_taken_for_one(matcher, cell):
    assert codes(matcher.read("references", cell)) == []


def test_a_status_that_means_two_things_is_a_choice(matcher):
    assert codes(matcher.read("status", "postponed")) == []
    assert first(matcher.read("status", "postponed")) == ["suspended"]


DAY = (date(2018, 3, 12), date(2018, 3, 12), "day")


@pytest.mark.parametrize(
    ("cell", "period"),
    [
        (date(2018, 3, 12), DAY),
        (datetime(2018, 3, 12, 9, 30), DAY),
        (43171, DAY),
        (43171.5, DAY),
        ("12-16 March 2018", (date(2018, 3, 12), date(2018, 3, 16), "day")),
        ("March 12-16, 2018", (date(2018, 3, 12), date(2018, 3, 16), "day")),
        ("с 12 по 16 марта 2018 г.", (date(2018, 3, 12), date(2018, 3, 16), "day")),
        ("Q2 2019", (date(2019, 4, 1), date(2019, 6, 30), "quarter")),
        ("second half of 2017", (date(2017, 7, 1), date(2017, 12, 31), "half-year")),
        ("mars 2018", (date(2018, 3, 1), date(2018, 3, 31), "month")),
        ("12-Mar-18", DAY),
        ("١٢ آذار/مارس ٢٠١٨", DAY),
        ("12 مارس 2018", DAY),
        ("جويلية 2018", (date(2018, 7, 1), date(2018, 7, 31), "month")),
        ("2018年3月12日", DAY),
        ("12 de marzo de 2018", DAY),
        (2018, (date(2018, 1, 1), date(2018, 12, 31), "year")),
        ("2016-2020", (date(2016, 1, 1), date(2020, 12, 31), "year")),
        ("since March 2016", (date(2016, 3, 1), None, "month")),
    ],
)
def test_dates_are_read_as_exactly_as_they_are_written(matcher, cell, period):
    (value,) = matcher.read("dates", cell).values

    assert (value.code.start, value.code.end, value.code.precision) == period


@pytest.mark.parametrize("cell", ["03/04/2018", "Mar-18", "early 2018", "March 2018?", "31/11/2018", "2018-14-01"])
def test_dates_that_are_not_sure_are_not_taken(matcher, cell):
    assert codes(matcher.read("dates", cell)) == []


def test_the_order_of_day_and_month_is_decided_for_the_column_and_said(matcher):
    cells = ["03/04/2018", None, date(2018, 1, 1), "25/03/2018"]

    order = decide_order(cells)

    assert (order.day_first, order.certain) == (True, True)
    assert order.sentence == "Day before month: “25/03/2018” can only be read so (1 cell)."
    (value,) = matcher.read("dates", cells[0], ColumnContext(order=order)).values
    assert value.code.start == date(2018, 4, 3)


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (
            ["1/2/2018"],
            "“1/2/2018” may have the day or the month first, and no cell of the column tells which. Choose.",
        ),
        (["18-03-12", "18-03-25"], "“18-03-12” may begin with the day or with the year. Choose."),
        (
            ["25/03/2018", "03/25/2018"],
            "Both orders stand in this column: “25/03/2018” has the day first, “03/25/2018” the month. Choose one.",
        ),
    ],
)
def test_an_order_that_cannot_be_known_is_asked_for(cells, sentence):
    order = decide_order(cells)

    assert (order.certain, order.sentence) == (False, sentence)


def test_columns_are_found_by_title(matcher):
    titles = ["Ref. No.", "Title of activity", "Lead agency (acronym)", "País", "开始日期", "HQ/Field", "Where"]

    found = matcher.match_columns(titles)

    assert [column.name for column in found] == [
        "reference", "title", "lead", "countries", "date_from", "level", "",
    ]  # fmt: skip
    assert found[-1].proposals[0].reason == "Another column of the sheet has this title too."


def test_a_title_that_is_not_known_is_proposed_by_content(matcher):
    (column,) = matcher.match_columns(["Zzz"], [["Kenya", "Peru", "Bolivia; Peru", "???"]])

    assert (column.name, column.proposals[0].values) == ("", (Value("column", "countries"),))
    assert column.proposals[0].reason == "The title is not known; 75 % of the cells read as this."


@pytest.mark.django_db
@pytest.mark.usefixtures("reference_data")
def test_a_matcher_asks_the_database_a_handful_of_times(django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        matcher = Matcher()
        for kind in ("entities", "countries", "chapters", "recommendations", "terms"):
            matcher.read(kind, "something")
            matcher.read(kind, "something else")
