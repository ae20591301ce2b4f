"""What is vendored is what is listed, and no page carries script or style of its own."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
VENDOR = ROOT / "static/vendor"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# A mail brings its styles along; in the portal it is shown in a frame under a policy of its own.
LETTER = ROOT / "templates/mail/base.html"
STYLES = sorted((ROOT / "static/css").glob("*.css"))


def listed():
    return json.loads((VENDOR / "vendor.json").read_text())


def test_vendored_files_are_the_listed_ones():
    found = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()} - {"vendor.json"}

    assert found == {entry["file"] for entry in listed()}


@pytest.mark.parametrize("entry", listed(), ids=lambda entry: entry["file"])
def test_vendored_file_has_the_listed_hash(entry):
    content = (VENDOR / entry["file"]).read_bytes()

    assert base64.b64encode(hashlib.sha384(content).digest()).decode() == entry["sha384"]
    assert b"sourceMappingURL" not in content


def test_vendored_versions_are_those_of_package_json():
    wanted = json.loads((ROOT / "package.json").read_text())["devDependencies"]

    assert {entry["package"]: entry["version"] for entry in listed()}.items() <= wanted.items()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_template_carries_no_inline_script_style_or_handler(path):
    text = path.read_text()
    if path == LETTER:
        text = text.replace('<style>{% include "mail/style.css" %}</style>', "", 1)

    assert re.findall(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:|\shx-on|=['\"]js:", text) == []


@pytest.mark.parametrize("path", [p for p in TEMPLATES if p.parent.name == "components"], ids=lambda path: path.name)
def test_component_says_at_its_top_what_it_expects(path):
    assert re.match(r"\{# .*(Expects|Goes inside).* #\}", path.read_text().splitlines()[0])


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_are_logical_so_that_arabic_mirrors(path):
    physical = (
        r"(?:margin|padding|border)-(?:left|right)|[\s;{](?:left|right):|"
        r"text-align: (?:left|right)|float: (?:left|right)"
    )

    assert re.findall(physical, path.read_text()) == []


def test_nothing_of_a_page_stays_in_the_browser():
    config = re.search(r"name=\"htmx-config\" content='([^']+)'", (ROOT / "templates/base.html").read_text())[1]

    told = json.loads(config)
    assert (told["historyCacheSize"], told["allowEval"], told["selfRequestsOnly"]) == (0, False, True)
    kept = {path.name for path in (ROOT / "static/js").glob("*.js") if "localStorage" in path.read_text()}
    assert kept == {"line.js", "shortcuts.js"}  # text that could not be sent yet, by person; whether keys are off
