"""The guide: its snippets work as they stand, and it says who reads what."""

import contextlib
import html
import io
import re
import shlex

import pytest

from tests import factories as make
from ungass_portal.api.docs import MIRROR

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    return client.get("/api/docs/").content.decode()


def snippet(page, name):
    """A snippet as a person copies it."""
    return html.unescape(re.search(rf'<code class="{name}">(.*?)</code>', page, re.S)[1])


def test_the_addresses_of_the_tutorial_answer(client, page):
    make.code_lists()
    for line in snippet(page, "try-shell").splitlines():
        address = shlex.split(line)[-1].removeprefix("http://testserver")
        answer = client.get(address)
        assert answer.status_code == 200, address
        b"".join(answer)  # a file is closed once it is read


def test_the_python_of_the_tutorial_runs(client, page, monkeypatch):
    make.code_lists()
    make.shared("public")

    def urlopen(address):
        return io.BytesIO(client.get(address.removeprefix("http://testserver")).content)

    monkeypatch.setattr("urllib.request.urlopen", urlopen)
    with contextlib.redirect_stdout(told := io.StringIO()):
        exec(snippet(page, "try-python"), {})

    assert told.getvalue() == "1 activities\n"


def test_the_program_shown_is_the_one_that_is_tested(page):
    assert snippet(page, "try-mirror") == MIRROR.read_text()


def test_fields_and_terms_stand_in_it(page):
    assert 'id="terms"' in page
    rows = dict(re.findall(r'<th scope="row"><code>(\w+)</code></th>\s*((?:<td>[^<]*</td>){3})', page))
    assert rows["contact"] == "<td>yes</td><td>–</td><td>–</td>"
    assert rows["programme"] == "<td>yes</td><td>yes</td><td>–</td>"
    assert rows["title"] == "<td>yes</td><td>yes</td><td>yes</td>"
