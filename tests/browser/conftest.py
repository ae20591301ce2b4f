"""Browser tests: a real Chromium against a real portal with the demonstration's data."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.portal import Portal, environment, manage
from tests.databases import PREFIX, clone, drop, stage

# Playwright's event loop runs in this thread; the tests' own database work beside it is synchronous all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

INSTALL = "No Chromium was found: install it with “apt-get install chromium” to run the browser tests."
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items):
    """Everything here drives a browser."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    """The browser, once for the session; skipped where there is none, failed where CI should have one."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        if os.environ.get("CI") == "true":
            pytest.fail(INSTALL)
        pytest.skip(INSTALL)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def static_root(tmp_path_factory):
    """Static files collected, named by content and compressed, as in production."""
    folder = tmp_path_factory.mktemp("static")
    manage("collectstatic", "--no-input", env=environment("postgres", folder, 1))
    return folder


@pytest.fixture(scope="module")
def stage_of_portal():
    """With which data a module's portal starts (tests/databases.py); a module may have a fixture of its own."""
    return "demonstration"


@pytest.fixture(scope="module")
def portal(request, worker_database, django_db_blocker, static_root, stage_of_portal, tmp_path_factory):
    """A portal on a database of its own with the demonstration's data: what one module changes, no other one sees."""
    with django_db_blocker.unblock():
        name = clone(f"{PREFIX}_{os.getpid()}_{request.module.__name__.rsplit('.')[-1]}", stage(stage_of_portal))
    log = tmp_path_factory.mktemp("portal") / "log"
    with log.open("w") as handle:
        portal = Portal(name, static_root, handle)
        portal.start()
        yield portal
        portal.stop()
    with django_db_blocker.unblock():
        drop(name)


@pytest.fixture
def visit(chromium, portal):
    """A function that opens a new browser window; every window is closed at the end.

    A window fails the test if the page asks another host, breaks the content policy or throws.
    """
    contexts = []

    def open_window(*, width=1440, height=900, scheme="light", host=portal.url, **options):
        context = chromium.new_context(
            base_url=host, viewport={"width": width, "height": height}, color_scheme=scheme, **options
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(f"script error: {error}"))
        page.on(
            "console", lambda message: page.faults.append(message.text) if "Content Security" in message.text else None
        )
        page.on(
            "request",
            lambda request: None if request.url.startswith((host, "data:")) else page.faults.append(request.url),
        )
        return page

    yield open_window
    faults = [fault for context in contexts for page in context.pages for fault in getattr(page, "faults", [])]
    for context in contexts:
        context.close()
    assert faults == []


def fill_in(page, email, password):
    """Fill in the sign-in form and send it."""
    form = page.locator("main form")
    form.get_by_label("E-mail").fill(email)
    form.get_by_label("Password").fill(password)
    form.get_by_role("button", name="Sign in").click()


@pytest.fixture
def sign_in(visit):
    """A function that signs a demo person in and returns the window."""

    def sign_in(email, **options):
        page = visit(**options)
        page.goto("/account/sign-in/")
        fill_in(page, email, "ungass-demo")
        page.wait_for_url(lambda url: "sign-in" not in url)
        return page

    return sign_in
