"""A month as three people live it: two focal points confirm, edit and sign off, the secretariat reads and clears."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.portal import manage

WHO, UNDP = "focal.who@ungass.example", "focal.undp@ungass.example"
SECRETARIAT = "secretariat@ungass.example"
# Everything was said in February; one record has run out since.
FEBRUARY = """
from entities.models import Record
Record.objects.update(last_confirmed="2018-02-20")
"""


@pytest.fixture(scope="module")
def march(portal):
    """The month of March 2018, opened by the cycle."""
    manage("shell", "-c", FEBRUARY, env=portal.env)
    manage("monthly_cycle", env=portal.env)


def section(page, heading):
    """A part of the desk by its heading."""
    return page.locator("#month section", has=page.get_by_role("heading", name=heading))


def number_in(page, heading):
    """How many rows a part of the desk says that it holds."""
    return int(section(page, heading).locator("h2 .number").inner_text())


def test_month_from_the_call_to_the_cleared_change(march, sign_in):
    who = sign_in(WHO)
    who.goto("/desk/")
    expect(who.get_by_role("heading", level=1)).to_have_text("March 2018")
    doubtful = section(who, "Needs you").locator("li", has=who.get_by_role("button", name="Still true")).first
    reference = doubtful.get_attribute("id")

    # one doubtful row is looked at and confirmed, in place
    doubtful.get_by_role("button", name="Still true").click()
    done = section(who, "Done").locator(f"#{reference}")
    expect(done).to_contain_text("still true, said on 12 March 2018")
    expect(who.locator("#messages")).to_contain_text(f"{reference} is confirmed: still true.")
    done.get_by_role("button", name="Take it back").click()
    expect(section(who, "Needs you").locator(f"#{reference}")).to_be_visible()

    # one unchanged row is edited where it stands, and submitted
    row = section(who, "Unchanged since February").locator("li[data-row]").first
    changed = row.get_attribute("id")
    row.get_by_role("link", name="Edit").click()
    row.get_by_label("Summary").fill("Prison nurses in four countries learn to use naloxone.")
    row.get_by_role("button", name="Save and submit").click()
    expect(section(who, "Done").locator(f"#{changed}")).to_contain_text("submitted, waits for the secretariat")

    # the others are confirmed in one act, and the month is signed off
    unchanged, before = number_in(who, "Unchanged since February"), number_in(who, "Done")
    who.get_by_role("button", name="All still true").click()
    expect(section(who, "Done").locator("h2 .number")).to_have_text(str(before + unchanged))
    who.get_by_text("Sign off March", exact=True).click()
    who.get_by_label("updated").check()
    who.get_by_label("Remark").fill("One wording is new.")
    who.get_by_role("button", name="Give this word").click()
    expect(who.locator(".month-foot")).to_contain_text("signed off on 12 March, updated")

    # another entity does the same on a phone, without script
    undp = sign_in(UNDP, width=390, height=844, java_script_enabled=False)
    undp.goto("/desk/")
    undp.get_by_role("button", name="All still true").click()
    expect(undp.locator("#messages")).to_contain_text("all still true")
    undp.get_by_text("Sign off March", exact=True).click()
    undp.get_by_label("no change").check()
    undp.get_by_role("button", name="Give this word").click()
    expect(undp.locator(".month-foot")).to_contain_text("signed off on 12 March, no change")

    # the secretariat sees both words, reads the difference and clears it by key
    secretariat = sign_in(SECRETARIAT)
    secretariat.goto("/review/sign-offs/")
    for entity, word in (("WHO", "updated"), ("UNDP", "no change")):
        line = secretariat.get_by_role("row", name=re.compile(rf"^{entity}\b"))
        expect(line).to_contain_text(word)
    expect(secretariat.locator("main")).to_contain_text("One wording is new.")
    secretariat.goto(f"/review/{changed}/")
    expect(secretariat.locator("ins").first).to_contain_text("Prison nurses in four countries learn to use naloxone.")
    secretariat.keyboard.press("a")
    expect(secretariat.locator("#messages")).to_contain_text(f"{changed} is cleared: the network reads it.")

    who.goto("/desk/")
    expect(section(who, "Done").locator(f"#{changed}")).to_contain_text("submitted on 12 March 2018 and cleared")
