"""A whole month as three people live it: a focal point, the secretariat, and a partner who reads what comes of it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.portal import manage

FOCAL_POINT, SECRETARIAT, PARTNER = "focal.who@ungass.example", "secretariat@ungass.example", "partner@ungass.example"
NEW_WORDING = "WHO revises its norms on testing and treatment with eleven countries."
PROGRESS = "The eleventh revision was shown to the Commission."
# What the worker does for one audience; the others' documents are made by the same job.
MAKE_DOCUMENTS = """
from registry.documents.making import make
from registry.models import EditionRevision
make(EditionRevision.objects.get(edition="2018-03-01", audience="partners"))
"""


@pytest.fixture(scope="module")
def stage_of_portal():
    """January and February are sealed, and March is open."""
    return "march"


def section(page, heading):
    """A part of the desk by its heading."""
    return page.locator("#month section", has=page.get_by_role("heading", name=heading))


def number_in(page, heading):
    """How many rows a part of the desk says that it holds."""
    return int(section(page, heading).locator("h2 .number").inner_text())


def test_month_from_the_desk_to_the_letter_in_a_partners_hands(portal, sign_in):
    who = sign_in(FOCAL_POINT)
    who.goto("/desk/")
    changed, noted = look_through(who)
    sign_off(who)

    secretariat = sign_in(SECRETARIAT)
    clear_what_changed(secretariat, changed, noted)
    seal(secretariat)
    manage("shell", "-c", MAKE_DOCUMENTS, env=portal.env)
    send_round(secretariat)

    read_as_partner(sign_in(PARTNER, width=390, height=844, java_script_enabled=False), changed)
    who.goto("/desk/")
    expect(who.get_by_role("heading", level=1)).to_have_text("Desk")


def look_through(page):
    """One doubtful row stays true, one wording is edited, one line of progress is added, all others stay true."""
    doubtful = section(page, "Needs you").locator("li", has=page.get_by_role("button", name="Still true")).first
    reference = doubtful.get_attribute("id")
    doubtful.get_by_role("button", name="Still true").click()
    done = section(page, "Done").locator(f"#{reference}")
    expect(done).to_contain_text("still true, said on 12 March 2018")
    done.get_by_role("button", name="Take it back").click()
    expect(section(page, "Needs you").locator(f"#{reference}")).to_be_visible()

    row = section(page, "Unchanged since February").locator("li[data-row]", has_text="WHO norms on HIV treatment")
    changed = row.get_attribute("id")
    row.get_by_role("link", name="Edit").click()
    row.get_by_label("Summary").fill(NEW_WORDING)
    row.get_by_role("button", name="Save and submit").click()
    expect(section(page, "Done").locator(f"#{changed}")).to_contain_text("submitted, waits for the secretariat")

    row = section(page, "Unchanged since February").locator("li[data-row]", has_text="Eleventh revision")
    noted = row.get_attribute("id")
    row.get_by_text("More").click()
    row.get_by_role("link", name="Add a dated line of progress").click()
    row.get_by_label("What has happened").fill(PROGRESS)
    row.get_by_role("button").filter(has_text=re.compile("line|Add")).last.click()
    expect(section(page, "Done").locator(f"#{noted}")).to_contain_text("submitted, waits for the secretariat")

    unchanged, before = number_in(page, "Unchanged since February"), number_in(page, "Done")
    page.get_by_role("button", name="All still true").click()
    expect(section(page, "Done").locator("h2 .number")).to_have_text(str(before + unchanged))
    return changed, noted


def sign_off(page):
    """The word that ends the month."""
    page.get_by_text("Sign off March", exact=True).click()
    page.get_by_label("updated").check()
    page.get_by_label("Remark").fill("One wording is new.")
    page.get_by_role("button", name="Give this word").click()
    expect(page.locator(".month-foot")).to_contain_text("signed off on 12 March, updated")


def clear_what_changed(page, changed, noted):
    """The word stands in the grid; each difference is read and cleared by its key."""
    page.goto("/review/sign-offs/")
    expect(page.get_by_role("row", name=re.compile(r"^WHO\b")).locator("td").nth(2)).to_contain_text("updated")
    page.goto(f"/review/{changed}/?entity=who")
    expect(page.locator("ins").first).to_contain_text("revises")
    page.keyboard.press("a")
    expect(page.locator(".messages")).to_contain_text(f"{changed} is cleared: the network reads it.")
    page.goto(f"/review/{noted}/?entity=who")
    expect(page.locator(".review-detail")).to_contain_text(PROGRESS)
    page.keyboard.press("a")
    expect(page.locator(".messages")).to_contain_text(f"{noted} is cleared: the network reads it.")


def seal(page):
    """Closed for review before its day, the month is sealed despite what is missing, with a reason."""
    page.goto("/review/editions/2018-03/")
    page.get_by_role("button", name="Close it for review now").click()
    expect(page.locator("main")).to_contain_text("entities have not signed off")
    page.get_by_label("despite", exact=False).fill("A rehearsal of the month.")
    page.get_by_role("button", name="Seal it despite that").click()
    expect(page.locator(".messages")).to_contain_text("March 2018 is sealed for every audience.")
    page.goto("/editions/2018-03/changes/")
    expect(page.locator("main")).to_contain_text("WHO revised two activities under chapter 1")


def send_round(page):
    """A list for the partners' people, a note, and the edition with it."""
    page.goto("/review/circulars/lists/new/")
    page.get_by_label("Name", exact=False).first.fill("Partners")
    page.get_by_label("short name", exact=False).fill("partners")
    page.get_by_role("radio", name="partner organisations").check()
    page.get_by_label("Partner member", exact=False).check()
    page.get_by_role("button", name="Keep the list").click()
    page.goto("/review/editions/2018-03/")
    page.get_by_role("link", name="Send it round").click()
    page.get_by_label("Title", exact=False).first.fill("The matrix of March")
    page.get_by_label("Note", exact=False).first.fill("The edition of March is sealed.")
    expect(page.get_by_label("Edition", exact=True)).to_have_value("2018-03-01")
    page.get_by_role("radio", name="partner organisations").check()
    page.get_by_label("“Partners” (", exact=False).check()
    page.get_by_role("button", name="Keep the draft").click()
    page.get_by_role("button", name="Send it to 1 recipient").click()
    expect(page.locator("main")).to_contain_text("Sent by")


def read_as_partner(page, changed):
    """On a phone without script: the letter, the edition in the partners' format, one of its documents."""
    page.goto("/account/mail/")
    page.get_by_role("link", name="The matrix of March").click()
    page.goto("/editions/2018-03/")
    expect(page.locator("main")).to_contain_text("Sealed on 12 March 2018")
    address = page.get_by_role("link", name="CSV, matrix", exact=True).get_attribute("href")
    answer = page.request.get(address)
    assert answer.status == 200
    # the entity's word for partners is about the wording before: the new one waits for it
    assert changed in answer.text()
    assert NEW_WORDING not in answer.text()
