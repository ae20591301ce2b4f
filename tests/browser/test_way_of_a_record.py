"""One activity's way through the hands of four people, in a real browser."""

import re

from openpyxl import load_workbook
from playwright.sync_api import expect

TITLE = "Overdose prevention courses for prison staff"
CONTRIBUTOR, FOCAL_POINT = "contributor.who@ungass.example", "focal.who@ungass.example"
SECRETARIAT, UNODC = "secretariat@ungass.example", "focal.unodc@ungass.example"


def write_activity(page, title=TITLE):
    """A contributor types a new activity and submits it; returns its reference."""
    page.goto("/desk/activities/new/")
    page.get_by_label("Title", exact=False).first.fill(title)
    page.get_by_label("Summary", exact=False).first.fill("Staff of four prisons learn to use naloxone.")
    page.get_by_role("button", name="Save and submit").last.click()
    page.wait_for_url(re.compile(r"/desk/activities/ACT-\d{6}/"))
    return re.search(r"ACT-\d{6}", page.url).group()


def test_create_approve_return_mend_clear_agree_and_read(sign_in, visit):
    contributor = sign_in(CONTRIBUTOR)
    reference = write_activity(contributor)
    expect(contributor.locator("main")).to_contain_text("waiting for the focal point")

    focal_point = sign_in(FOCAL_POINT)
    focal_point.goto(f"/desk/activities/{reference}/")
    focal_point.get_by_role("button", name="Approve and pass on").click()
    expect(focal_point.locator("main .badges").first).to_contain_text("submitted")

    secretariat = sign_in(SECRETARIAT)
    secretariat.goto(f"/review/{reference}/")
    secretariat.get_by_label("What should be mended").fill("Say in which country.")
    secretariat.get_by_role("button", name="Return with this reason").click()
    expect(secretariat.locator("main")).not_to_contain_text(TITLE)

    contributor.goto(f"/desk/activities/{reference}/edit/")
    expect(contributor.locator("main")).to_contain_text("Say in which country.")
    contributor.get_by_label("Summary", exact=False).first.fill("Staff of four prisons in Peru learn to use naloxone.")
    contributor.get_by_role("button", name="Save and submit").last.click()
    focal_point.goto(f"/desk/activities/{reference}/")
    focal_point.get_by_role("button", name="Approve and pass on").click()

    secretariat.goto(f"/review/{reference}/")
    expect(secretariat.locator("main")).to_contain_text("Peru")
    secretariat.get_by_role("button", name="Clear this wording", exact=True).click()

    network = sign_in(UNODC)
    network.goto(f"/activities/{reference}/")
    expect(network.get_by_role("heading", level=1)).to_have_text(TITLE)
    public = visit()
    assert public.goto(f"/activities/{reference}/").status == 404

    focal_point.goto(f"/desk/activities/{reference}/sharing/")
    section = focal_point.locator("section", has=focal_point.locator("h2", has_text="The public"))
    if not section.get_by_role("button", name="Put it on the ledger").is_visible():
        section.get_by_text("Decide for WHO").click()
    section.get_by_label("agree", exact=False).first.check()
    section.get_by_role("button", name="Put it on the ledger").click()

    assert public.goto(f"/activities/{reference}/").status == 200
    expect(public.get_by_role("heading", level=1)).to_have_text(TITLE)


def test_matrix_is_filtered_and_exported_as_on_screen(sign_in, tmp_path):
    page = sign_in(UNODC)
    page.goto("/matrix/?chapter=7")
    shown = page.locator("tbody tr[data-row] th[scope=row]").all_inner_texts()

    page.get_by_text("Export", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Excel|XLSX")).click()
    download.value.save_as(tmp_path / "matrix.xlsx")

    assert download.value.suggested_filename == "ungass-matrix-network-2018-03-12.xlsx"
    rows = load_workbook(tmp_path / "matrix.xlsx")["Matrix"].iter_rows(values_only=True)
    assert len(shown) == 7
    assert [row[0] for row in rows if re.fullmatch(r"(ACT|MAN)-\d{6}", str(row[0]))] == shown


def test_saving_over_somebody_elses_newer_save_asks_field_by_field(sign_in):
    first, second = sign_in(FOCAL_POINT), sign_in(CONTRIBUTOR)
    reference = write_activity(second, "Draft with two authors")
    second.goto(f"/desk/activities/{reference}/")
    second.get_by_role("button", name="Take the submission back").click()
    for page in (first, second):
        page.goto(f"/desk/activities/{reference}/edit/")
    first.get_by_label("Title", exact=False).first.fill("Draft with one title")
    first.get_by_role("button", name="Save draft").last.click()
    first.wait_for_url(re.compile(rf"{reference}/$"))
    second.get_by_label("Title", exact=False).first.fill("Draft with another title")
    second.get_by_label("Summary", exact=False).first.fill("A new summary.")
    second.get_by_role("button", name="Save draft").last.click()

    expect(second.get_by_role("heading", level=1)).to_contain_text("Somebody saved this record")
    second.locator("fieldset", has_text="Title").get_by_label("mine", exact=False).first.check()
    second.get_by_role("button", name="Save the merged wording").click()
    second.wait_for_url(re.compile(rf"{reference}/$"))

    expect(second.get_by_role("heading", level=1)).to_have_text("Draft with another title")
    expect(second.locator("main")).to_contain_text("A new summary.")


def test_closing_the_browser_loses_nothing(sign_in):
    page = sign_in(FOCAL_POINT)
    page.goto("/desk/events/new/")
    page.get_by_label("Title", exact=False).first.fill("Round table that was never saved")
    expect(page.locator("form[data-autosave-url]")).to_contain_text(re.compile("saved", re.IGNORECASE), timeout=10_000)
    page.context.close()

    again = sign_in(FOCAL_POINT)
    again.goto("/desk/events/new/")

    expect(again.locator("main")).to_contain_text("Round table that was never saved")
