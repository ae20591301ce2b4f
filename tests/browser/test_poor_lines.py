"""Behind a line that is cut off for a while."""

import pytest
from playwright.sync_api import expect

FOCAL_POINT = "focal.who@ungass.example"


@pytest.fixture(scope="module")
def stage_of_portal():
    """January and February are sealed, and March is open."""
    return "march"


def test_what_was_typed_in_a_window_that_was_closed_is_saved_at_the_next_visit(sign_in):
    page = sign_in(FOCAL_POINT)
    page.goto("/desk/activities/new/")
    page.context.set_offline(True)
    page.get_by_label("Title", exact=False).first.fill("Left in a closed window")
    expect(page.locator("[data-autosave-status]").first).to_contain_text("Your text is still on this page")
    other = page.context.new_page()
    page.close()

    page.context.set_offline(False)
    other.goto("/matrix/")
    expect(other.locator("#messages")).to_contain_text("What you had typed while the line was down is saved now")
    other.goto("/desk/")
    expect(other.locator("main")).to_contain_text("Left in a closed window")
