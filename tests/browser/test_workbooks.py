"""A workbook's round trip with a conflict, in a real browser: out, edited in between by a colleague, back, settled."""

import io

from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.portal import manage

FOCAL_POINT, CONTRIBUTOR = "focal.who@ungass.example", "contributor.who@ungass.example"
HEAD = 5


def test_a_conflict_is_seen_settled_and_applied(sign_in, portal):
    page = sign_in(FOCAL_POINT)
    page.goto("/desk/workbook/")
    with page.expect_download() as given:
        page.get_by_role("button", name="Download the workbook").click()
    book = load_workbook(io.BytesIO(given.value.path().read_bytes()))
    sheet = book["Matrix"]
    at = {cell.value.split(":")[2]: cell.column for cell in sheet[HEAD - 1]}
    reference = sheet.cell(HEAD + 1, at["reference"]).value
    colleague = sign_in(FOCAL_POINT)
    colleague.goto(f"/desk/activities/{reference}/edit/")
    colleague.get_by_label("Title", exact=False).first.fill("Title of a colleague")
    colleague.get_by_role("button", name="Save draft").last.click()
    sheet.cell(HEAD + 1, at["title"]).value = "Title of the sheet"
    sheet.cell(HEAD + 2, at["title"]).value = "Another title of the sheet"
    edited = io.BytesIO()
    book.save(edited)

    page.goto("/imports/")
    page.locator("input[type=file]").set_input_files(
        {"name": "who.xlsx", "mimeType": "application/octet-stream", "buffer": edited.getvalue()}
    )
    page.get_by_role("button", name="Upload and look at it").click()
    manage("db_worker", "--batch", "--no-startup-delay", env=portal.env)
    page.reload()
    expect(page.locator(".import-rows")).to_contain_text("Changed here and in the portal")
    page.get_by_role("link", name="Settle it").click()
    page.get_by_label("Take mine").check()
    page.get_by_role("button", name="Let this hold").click()
    page.get_by_role("button", name="Apply as drafts").click()

    expect(page.locator("#messages")).to_contain_text("2 saved")
    page.goto(f"/desk/activities/{reference}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Title of the sheet")
