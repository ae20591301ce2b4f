"""The portal by screen reader, respaced, without motion, on paper; by keyboard: test_by_keyboard.py."""

import io
import json
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.pages import TOO_WIDE

FOCAL_POINT, SECRETARIAT = "focal.who@ungass.example", "secretariat@ungass.example"
PUBLIC = ["/", "/matrix/", "/calendar/?month=2018-03", "/editions/", "/figures/", "/account/sign-in/"]
DESK = ["/desk/", "/desk/activities/new/"]
# WCAG 1.4.12
SPACING = """
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }
"""
# Boxes that hide a part of their own text; what is there for screen readers alone, or cut by design, is left out.
CUT = """() => [...document.querySelectorAll('main *, header *, nav *')].filter(element => {
    const style = getComputedStyle(element);
    const own = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
    return own && ['hidden', 'clip'].includes(style.overflowY) && element.clientHeight > 4
        && element.scrollHeight > element.clientHeight + 2 && style.webkitLineClamp === 'none'
        && !element.closest('.visually-hidden, .bar, .wordmark');
}).map(element => element.outerHTML.slice(0, 120))"""
# Controls without an edge of their own, where a reader's colours leave nothing but edges and text.
EDGELESS = """() => [...document.querySelectorAll('main :is(.btn, .badge, .chip, select, textarea, '
    + 'input:not([type=checkbox], [type=radio], [type=file], [type=hidden]))'
)].filter(element => element.checkVisibility() && !element.closest('.visually-hidden')
    && getComputedStyle(element).borderTopWidth === '0px').map(element => element.outerHTML.slice(0, 100))"""
MOVING = """() => [...document.querySelectorAll('*')].filter(element => {
    const style = getComputedStyle(element);
    return style.transitionDuration !== '0s' || style.animationName !== 'none';
}).map(element => element.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def stage_of_portal():
    """January and February are sealed, and March is open."""
    return "march"


def found(page, addresses, look):
    """What a look at each of the addresses finds, by address; empty where nothing is wrong."""
    wrong = {}
    for address in addresses:
        page.goto(address)
        if faults := look(page):
            wrong[address] = faults
    return wrong


def test_wider_spacing_of_text_hides_nothing(visit, sign_in):
    def look(page):
        page.add_style_tag(content=SPACING)
        return [*page.evaluate(CUT), *([page.evaluate(TOO_WIDE)] if page.evaluate(TOO_WIDE) > 0 else [])]

    for width in (390, 1440):
        assert found(visit(width=width, bypass_csp=True), PUBLIC, look) == {}
        assert found(sign_in(FOCAL_POINT, width=width, bypass_csp=True), DESK, look) == {}


def test_no_page_scrolls_across_at_400_per_cent(visit, sign_in):
    def look(page):
        return max(0, page.evaluate(TOO_WIDE))

    size = {"width": 320, "height": 256}  # 1280 by 1024 at 400 per cent
    assert found(visit(**size), PUBLIC, look) == {}
    assert found(sign_in(FOCAL_POINT, **size), DESK, look) == {}
    assert found(sign_in(SECRETARIAT, **size), ["/review/", "/review/sign-offs/"], look) == {}


def test_forced_colours_leave_every_control_an_edge(sign_in):
    page = sign_in(FOCAL_POINT)
    page.emulate_media(forced_colors="active")

    assert found(page, [*PUBLIC[:5], *DESK], lambda page: page.evaluate(EDGELESS)) == {}


def test_nothing_moves_for_who_asks_for_rest(sign_in):
    page = sign_in(FOCAL_POINT)
    page.emulate_media(reduced_motion="reduce")

    assert found(page, [*PUBLIC[:5], *DESK], lambda page: page.evaluate(MOVING)) == {}


# What a screen reader hears of a page: landmarks, headings, and controls with their names, in this order.
HEARD = {
    "/account/sign-in/": ['heading "Sign in" [level=1]', 'textbox "E-mail', 'textbox "Password', 'button "Sign in"'],
    "/matrix/": [
        'navigation "Main"', 'heading "Matrix" [level=1]', "table", 'columnheader "Reference', "rowheader",
        "contentinfo",
    ],
    "/calendar/?month=2018-03": ['heading "Calendar" [level=1]', "table", 'columnheader "Mon', "link"],
    "/desk/": [
        'heading "March 2018" [level=1]', 'heading "Needs you', "button \"Still true (", 'heading "Unchanged since',
        'button "All still true"', 'heading "Done', 'region "Sign-off"', "Sign off March",
    ],
    "/desk/activities/new/": [
        'heading "New activity" [level=1]', 'textbox "Title', 'combobox "Language', 'textbox "Summary',
        'combobox "Countries', 'button "Save draft"', 'button "Save and submit"', "status",
    ],
}  # fmt: skip


@pytest.mark.parametrize("address", HEARD)
def test_screen_reader_hears_the_page_in_order(visit, sign_in, address):
    page = sign_in(FOCAL_POINT) if address.startswith("/desk") else visit()
    page.goto(address)

    heard, place = page.locator("body").aria_snapshot(), 0
    for words in HEARD[address]:
        assert words in heard[place:], f"“{words}” is not heard after: {heard[max(0, place - 200) : place]}"
        place = heard.index(words, place)


def test_screen_reader_hears_the_review(sign_in):
    page = sign_in(SECRETARIAT)
    page.goto("/review/")

    heard, place = page.locator("main").aria_snapshot(), 0
    for words in (
        'heading "Review" [level=1]', 'heading "Queue', 'heading "The whole wording"',
        'button "Clear this wording"', 'textbox "What should be mended', 'button "Return with this reason"',
    ):  # fmt: skip
        assert words in heard[place:], f"“{words}” is not heard after: {heard[max(0, place - 200) : place]}"
        place = heard.index(words, place)


def test_screen_reader_hears_what_was_taken_out_and_put_in(visit):
    page = visit()
    page.goto("/editions/2018-02/changes/")
    page.locator("main details > summary").first.click()

    heard = page.locator("main").aria_snapshot()
    assert "deletion" in heard
    assert "insertion" in heard


def test_errors_are_announced_and_lead_to_their_fields(sign_in):
    page = sign_in(FOCAL_POINT)
    page.goto("/desk/activities/new/")
    page.get_by_role("button", name="Save draft").last.click()

    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    expect(alert).to_contain_text("Something needs another look. Nothing you typed is lost.")
    title = page.get_by_label("Title", exact=False).first
    expect(title).to_have_attribute("aria-invalid", "true")
    expect(title).to_have_accessible_description(re.compile("required|Write a title"))
    alert.get_by_role("link", name=re.compile("^Title")).press("Enter")
    expect(title).to_be_focused()


@pytest.mark.parametrize(("paper", "size"), [("A4", (842, 595)), ("Letter", (792, 612))])
def test_paper_holds_the_content_and_no_controls(sign_in, paper, size):
    page = sign_in(FOCAL_POINT)
    printed = {}
    for address in ("/matrix/", "/calendar/?month=2018-03", "/activities/ACT-386922/", "/editions/2018-02/changes/"):
        page.goto(address)
        document = PdfReader(io.BytesIO(page.pdf(format=paper, landscape=True)))
        box = document.pages[0].mediabox
        assert abs(box.width - size[0]) < 2
        assert abs(box.height - size[1]) < 2
        printed[address] = [sheet.extract_text() for sheet in document.pages]

    matrix = printed["/matrix/"]
    assert len(matrix) > 1
    assert all("Reference" in sheet and "Lead" in sheet for sheet in matrix[:-1])
    whole = "\n".join(text for sheets in printed.values() for text in sheets)
    assert "ACT-386922" in whole
    for control in ("Export", "Skip to the content", "Save this view", "Sign out"):
        assert control not in whole


def test_a_call_is_sent_from_the_reference_of_the_api(visit):
    page = visit()
    page.goto("/api/docs/reference/#activities_list")
    form = page.locator("details[open] form")

    form.locator("[name=limit]").fill("1")
    form.locator("[name=fields]").fill("reference,title")
    form.get_by_role("button", name="Send").click()

    answer = form.locator("[data-try-answer] pre")
    expect(answer).to_have_count(3)
    assert answer.nth(0).inner_text().startswith("curl 'http://127.0.0.1:")
    assert answer.nth(1).inner_text().splitlines()[0] == "200 OK"
    [row] = json.loads(answer.nth(2).inner_text())["results"]
    assert sorted(row) == ["reference", "title"]
