"""The portal's own texts are read in their context and corrected without a developer."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from django.utils.translation import gettext, ngettext, trans_real

from entities import corrected_texts, texts, texts_exchange
from entities.choices import Role
from entities.labels import labels
from entities.models import TextCorrection
from tests import factories as make
from tests.pages.reading import words
from ungass_portal.lib.problems import ProcessError

pytestmark = pytest.mark.django_db

PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

#: templates/desk.html
msgid "Made-up desk"
msgstr "Bureau inventé"

#: templates/desk.html
msgid "%(count)d made-up row"
msgid_plural "%(count)d made-up rows"
msgstr[0] "%(count)d ligne"
msgstr[1] "%(count)d lignes"

#: templates/other.html
msgctxt "of a form"
msgid "=field"
msgstr "=champ"
"""
TEMPLATE = "<h1>{% trans '%(count)d made-up row' %}</h1> <p>{% trans 'Made-up desk' %}</p>"


@pytest.fixture(autouse=True)
def small_catalogue(settings, tmp_path):
    folder = tmp_path / "locale" / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(PO)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "desk.html").write_text(TEMPLATE)
    settings.BASE_DIR = tmp_path
    yield
    trans_real._translations.clear()
    corrected_texts._followed = 0


@pytest.fixture
def secretariat(client):
    person = make.person(Role.SECRETARIAT, language="en")
    client.force_login(person)
    return person


def named(english):
    found, _count = texts.catalogue("fr")
    return next(text for text in found.values() if text.source.text == english)


def address(english):
    return f"/review/texts/fr/{named(english).key}/"


def test_correction_is_read_at_once_with_its_plurals_and_taken_back(secretariat):
    row, desk = named("%(count)d made-up row"), named("Made-up desk")
    with translation.override("fr"):
        texts.correct(language="fr", text=desk, forms=("Poste inventé",), by=secretariat)
        texts.correct(language="fr", text=row, forms=("%(count)d rang", "%(count)d rangs"), by=secretariat)
        labels()

        assert gettext("Made-up desk") == "Poste inventé"
        assert [ngettext(row.source.text, row.source.plural, n) for n in (1, 2)] == [
            "%(count)d rang",
            "%(count)d rangs",
        ]

        texts.take_back(language="fr", key=desk.key, by=secretariat)
        labels()

        assert gettext("Made-up desk") == "Made-up desk"  # as compiled: the small catalogue is none of the portal's


def test_catalogues_own_words_leave_no_correction(secretariat):
    text = named("Made-up desk")
    assert texts.correct(language="fr", text=text, forms=("Poste",), by=secretariat) is True
    assert texts.correct(language="fr", text=text, forms=("Poste",), by=secretariat) is False
    assert texts.correct(language="fr", text=text, forms=("Bureau inventé",), by=secretariat) is True

    assert not TextCorrection.objects.exists()


def test_broken_correction_is_refused(secretariat):
    with pytest.raises(ProcessError, match=r"It has lost %\(count\)d"):
        texts.correct(language="fr", text=named("%(count)d made-up row"), forms=("rang", "rangs"), by=secretariat)


def test_page_shows_a_text_beside_its_neighbours_in_their_order_and_corrects_it(client, secretariat):
    response = client.get(address("Made-up desk"))

    text = words(response)
    assert "templates/desk.html" in text
    assert [row["forms"][0] for row in response.context["beside"]] == ["%(count)d ligne", "Bureau inventé"]

    answer = client.post(address("Made-up desk"), {"form1": "Poste"}, follow=True)
    assert "The pages read so from now on." in answer.content.decode()
    row = TextCorrection.objects.get()
    assert (row.language, row.text, row.forms) == ("fr", "Made-up desk", ["Poste"])
    assert "In the catalogue Bureau inventé" in words(client.get(address("Made-up desk")))
    client.post(f"{address('Made-up desk')}take-back/")
    assert not TextCorrection.objects.exists()


def test_refused_correction_stays_in_the_field(client, secretariat):
    response = client.post(address("%(count)d made-up row"), {"form1": "%(number)d", "form2": "%(count)d lignes"})

    assert response.status_code == 400
    assert "Its source has no %(number)d." in words(response)
    assert "%(number)d" in response.content.decode()


def test_list_finds_words_of_either_language(client, secretariat):
    def found(query):
        return [row["text"].source.text for row in client.get(f"/review/texts/fr/?{query}").context["rows"]]

    assert found("q=BUREAU") == ["Made-up desk"]
    assert found("q=made-up+row") == ["%(count)d made-up row"]
    assert found("show=corrected") == []
    assert "fran" in words(client.get("/review/texts/")).casefold()


@pytest.mark.parametrize("form", ["po", "xlsx"])
def test_catalogue_comes_back_as_it_left_and_then_with_what_was_corrected(client, secretariat, form):
    content = client.get(f"/review/texts/fr/{form}/").content

    assert take_in(form, content, secretariat) == (0, [], 0)

    changed = corrected(form, content)
    assert take_in(form, changed, secretariat) == (2, ["%(count)d made-up row"], 0)
    assert {row.text: row.forms for row in TextCorrection.objects.all()} == {
        "Made-up desk": ["Poste"],
        "=field": ["=case"],
    }


def take_in(form, content, by):
    taken = texts_exchange.take_in(language="fr", name=f"x.{form}", content=content, by=by)
    return taken.changed, [source for source, _why in taken.refused], taken.unknown


def corrected(form, content):
    """The file with two good corrections and a bad one."""
    changes = {"Bureau inventé": "Poste", "=champ": "=case", "%(count)d ligne": "%(number)d ligne"}
    if form == "po":
        text = content.decode()
        for before, after in changes.items():
            text = text.replace(f'"{before}"', f'"{after}"')
        return text.encode()
    book = openpyxl.load_workbook(io.BytesIO(content))
    for row in book.active.iter_rows(min_row=2):
        for cell in row[5:]:
            bare = str(cell.value or "").removeprefix("'")
            cell.value = changes.get(bare, cell.value)
            if str(cell.value).startswith("="):
                cell.value = f"'{cell.value}"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(("name", "told"), [("x.po", "This is not a PO file"), ("x.xlsx", "This is not a workbook")])
def test_other_files_are_refused(client, secretariat, name, told):
    response = client.post("/review/texts/fr/", {"file": SimpleUploadedFile(name, b"\x00\xff nothing")})

    assert response.status_code == 400
    assert told in words(response)


def test_pages_are_the_secretariats_alone(client):
    client.force_login(make.person(Role.FOCAL_POINT, "who"))

    for path in ("/review/texts/", "/review/texts/fr/", "/review/texts/fr/po/", address("Made-up desk")):
        assert client.get(path).status_code == 404
