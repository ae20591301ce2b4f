"""Every page speaks the language that was chosen and no other, says which language a text is in, and fits a phone."""

import re

import pytest

from tests.browser.pages import PEOPLE, TOO_WIDE, TURN, pages_of

LANGUAGES = ("en", "ar", "es", "fr", "ru", "zh-hans")
PHONE = {"width": 390, "height": 844}
# The page's texts with the language that each is said to be in; code and what is typed have none.
SAID = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), said = [];
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement, text = walker.currentNode.textContent.trim();
        if (text && !element.closest('code, pre, kbd, samp, script, style, template, textarea, a[href^=mailto]')) {
            said.push([element.closest('[lang]').lang, text]);
        }
    }
    return said;
}"""
ADDRESS = re.compile(r"\S+://\S+|\S+@\S+")
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
    met = set()
    for person in PEOPLE:
        page = sign_in(person) if person else visit()
        seats[person] = page.context.storage_state(), pages_of(page, person, met)


def english_in(texts, language):
    """English words in what a page says in its own language."""
    words = ENGLISH - NO_ENGLISH.get(language, set())
    own = [ADDRESS.sub("", text) for spoken, text in texts if spoken == language]
    return sorted(words & {word for text in own for word in re.findall(r"[a-z]+", text)})


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
    html, texts, wide = page.locator("html"), page.evaluate(SAID), page.evaluate(TOO_WIDE)
    said = (html.get_attribute("lang"), html.get_attribute("dir"))
    wrong = [
        said != (language, "rtl" if language == "ar" else "ltr") and said,
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
