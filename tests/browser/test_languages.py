"""Every page speaks the language that was chosen and no other, says which language a text is in, and fits a phone."""

import re

import pytest

from tests.browser.pages import PEOPLE, TOO_WIDE, TURN, pages_of

LANGUAGES = ("en", "ar", "es", "fr", "ru", "zh-hans")
PHONE = {"width": 390, "height": 844}
# What a page says of itself, by how much it is too wide, and its texts with the language that each is said to be in;
# left out are code, and what people typed in a language that nobody knows.
SEEN = f"""() => {{
    const OTHERS = 'code, pre, kbd, samp, script, style, template, textarea, [dir=auto], a[href^=mailto]';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), said = [];
    const html = document.documentElement;
    while (walker.nextNode()) {{
        const element = walker.currentNode.parentElement, text = walker.currentNode.textContent.trim();
        if (text && !element.closest(OTHERS)) {{
            said.push([element.closest('[lang]').lang, text]);
        }}
    }}
    return [[html.lang, html.dir], {TOO_WIDE}, said];
}}"""
# Addresses, titles that a sentence quotes, and names of bodies that have none in any other language.
OTHERS = re.compile(
    r"\S+://\S+|\S+@\S+|«[^»]*»|“[^”]*”|Colombo Plan for Cooperative Economic and Social Development in Asia and the "
    r"Pacific|United Nations Special Rapporteur on the right [\w ]+ standard of physical and mental health"
)
# Words that stand on most pages in English and mean nothing in the language.
ENGLISH = {
    "the", "and", "of", "for", "with", "from", "not", "this", "that", "are", "is", "you", "your", "all", "entity",
    "entities", "activities", "events", "chapter", "save", "show", "edit", "search", "month", "shared", "public",
    "network", "none", "known", "date", "status", "has",
}  # fmt: skip
NO_ENGLISH = {"fr": {"public", "date"}, "es": {"has"}}
SCRIPTS = {
    "ar": re.compile("[\u0621-\u064a]"),
    "ru": re.compile("[\u0410-\u044f]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
}


@pytest.fixture(scope="module")
def stage_of_portal():
    """January and February are sealed, and March is open."""
    return "march"


@pytest.fixture(scope="module")
def seats():
    """What stays of each person from language to language: the session and the addresses of the pages."""
    return {}


def take_seats(seats, visit, sign_in):
    """Sign everybody in, and find the pages that are looked at: each by the first who comes to it."""
    met = {}
    for person in PEOPLE:
        page = sign_in(person) if person else visit()
        seats[person] = page.context.storage_state(), pages_of(page, person, met)


def english_in(texts, language):
    """English words in what a page says in its own language."""
    words = ENGLISH - NO_ENGLISH.get(language, set())
    own = [OTHERS.sub("", text) for spoken, text in texts if spoken == language]
    return sorted(words & {word for text in own for word in re.findall(r"\b[a-z]+\b", text)})


def strange_in(texts):
    """Texts in letters of another language than the one that they are said to be in."""
    return [
        f"{spoken}: {text[:60]}"
        for spoken, text in texts
        for language, letters in SCRIPTS.items()
        if letters.search(text) and spoken.partition("-")[0] != language
    ]


def faults(page, address, language):
    """What is wrong with a page in a language on a phone."""
    page.goto(address)
    html, wide, texts = page.evaluate(SEEN)
    wrong = [
        html != [language, "rtl" if language == "ar" else "ltr"] and html,
        wide > 0 and f"{wide} px too wide",
        language != "en" and english_in(texts, language),
        strange_in(texts),
    ]
    return [fault for fault in wrong if fault]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_speaks_one_language_and_fits_a_phone(visit, sign_in, seats, language):
    if not seats:
        take_seats(seats, visit, sign_in)
    found = {}
    for person, (state, addresses) in seats.items():
        page = visit(**PHONE, storage_state=state)
        page.goto("/accessibility/")
        page.evaluate(TURN, language)
        found |= {f"{person} {address}": told for address in addresses if (told := faults(page, address, language))}

    assert found == {}
