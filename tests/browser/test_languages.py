"""Each page speaks the language that was chosen and no other, in its direction, and fits a phone."""

import re

import pytest

PAGES = [
    "/", "/matrix/", "/calendar/?month=2018-03", "/calendar/?view=year&year=2018", "/editions/", "/editions/2018-02/",
    "/figures/", "/countries/", "/activities/ACT-386922/", "/accessibility/", "/account/sign-in/", "/no-such-page/",
]  # fmt: skip
OWN = ["/desk/", "/desk/activities/new/", "/account/", "/imports/", "/desk/people/"]
# What the page itself says, less the words of others: wordings and names in their own language, code, what is typed.
SAID = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const OTHERS = 'code, pre, kbd, script, style, template, option, th, .chip, [dir=auto], a[href^=mailto]';
    const said = [], page = document.documentElement.lang;
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        const other = element.closest('[lang]').lang !== page;
        if (!other && !element.closest(OTHERS)) {
            said.push(walker.currentNode.textContent);
        }
    }
    return said.join('\\n');
}"""
ADDRESS = re.compile(r"\S+://\S+")
ENGLISH = re.compile(
    r"\b(the|and|of|for|with|from|not|this|that|are|is|has|you|your|all|entity|entities|activities|events|chapter|"
    r"save|show|edit|search|date|status|month|shared|public|network|none|known)\b"
)


@pytest.fixture(scope="module")
def stage_of_portal():
    """January and February are sealed, and March is open."""
    return "march"


def faults(page, language, addresses):
    """What is wrong with the pages of a language on a phone."""
    found = {}
    for address in addresses:
        page.goto(address)
        html = page.locator("html")
        spoken = (html.get_attribute("lang"), html.get_attribute("dir"))
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        english = sorted(set(ENGLISH.findall(ADDRESS.sub("", page.evaluate(SAID)))))
        wrong = [
            spoken != (language, "rtl" if language == "ar" else "ltr") and spoken,
            wide > 0 and f"{wide} px too wide",
            language in ("ar", "ru", "zh-hans") and english,
        ]
        if any(wrong):
            found[address] = [fault for fault in wrong if fault]
    return found


@pytest.mark.parametrize("language", ["ar", "zh-hans", "fr", "ru", "es"])
def test_pages_speak_one_language_and_fit_a_phone(visit, sign_in, language):
    public = visit(width=390, height=844)
    public.goto(f"/{language.partition('-')[0]}/")

    assert faults(public, language, PAGES) == {}

    own = sign_in("focal.who@ungass.example", width=390, height=844)
    own.locator("details.topbar-more > summary").click()
    own.locator(f"details.topbar-more button[name=language][value={language}]").click()
    own.wait_for_function("language => document.documentElement.lang === language", arg=language)
    assert faults(own, language, OWN) == {}
    own.locator("details.topbar-more > summary").click()
    own.locator("details.topbar-more button[name=language][value=en]").click()
