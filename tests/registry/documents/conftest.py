"""One sealed month for all formats: records with every field, with none, dangerous texts, two audiences."""

import pytest
from django.db import transaction
from django.utils import translation

from entities import labels
from entities.models import Country
from registry.documents.base import Sealed
from registry.edition_reading import EditionReading
from registry.models import MatrixEntry
from tests import factories
from tests.factories import editions
from tests.factories.entries import entry

RICH = {
    "title": '=HYPERLINK("https://evil.example","Click")',
    "summary": 'Two\nlines, “quotes” & "more" <b>bold</b>',
    "chapter": 1,
    "subheading": "ch1-prevention",
    "other_chapters": [2],
    "recommendations": ["1(a)"],
    "terms": ["sdg:3.5"],
    "countries": ["AUT", "PER"],
    "regions": ["155"],
    "dates": {"from": "2018-02-01", "to": "2018-02-28", "precision": "month", "text": "in February"},
    "level": "field",
    "scope": "country",
    "status": "ongoing",
    "outputs": [{"kind": "training", "title": "Manual", "link": "https://example.org/m", "symbol": "E/1"}],
    "figures": [{"value": 23, "unit": "countries", "qualifier": "exact"}],
    "links": [{"title": "More", "url": "https://example.org/more"}],
    "other_partners": ["+41 79"],
    "source_symbol": "-E/CN.7/2018/9",
    "source_paragraph": "12",
    "contact": "drug desk",
    "progress": [{"date": "2018-01-15", "text": "Begun"}, {"date": "2018-02-02", "text": "Under way"}],
}


@pytest.fixture(scope="module")
def month(django_db_setup, django_db_blocker):
    """February 2018, after a January, both sealed by the real process; rolled back with the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        labels._cache.version = None
        factories.code_lists()
        Country.objects.filter(iso3="AUT").update(names={"en": "Austria", "fr": "Autriche"})
        factories.cleared()  # the record behind all entries, whose own reference is drawn at random
        MatrixEntry.objects.all().delete()
        who = factories.part("who")
        old = entry(1, **RICH | {"participants": [who], "status": "planned"})
        gone = entry(9, title="Gone since", participants=[who], chapter=1)
        public = entry(9, title="Gone since", audience="public", participants=[who], chapter=1)
        before = entry(1, "event", title="Second meeting", participants=[who], place="Vienna", countries=["AUT"],
                       dates={"from": "2018-03-07", "to": "2018-03-08", "precision": "day", "text": ""},
                       status="tentative")  # fmt: skip
        editions.sealed("2018-01")
        for row in (old, gone, public, before):
            row.delete()
        unodc = {**factories.part("unodc"), "role": "partner", "office": "Field office"}
        entry(1, participants=[who, unodc], **RICH)
        entry(2, title="Bare")
        entry(3, "mandate", title="تدريب", summary="وصف", language="ar", participants=[who], chapter=2)
        entry(4, title="No sub-heading", participants=[unodc], chapter=1, status="completed")
        entry(5, title="Shared with all", audience="public", participants=[who], chapter=2)
        entry(1, "event", title="Second meeting", participants=[who], place="Vienna", countries=["AUT"],
              dates={"from": "2018-03-05", "to": "2018-03-06", "precision": "day", "text": ""},
              start_time="09:00", time_zone="Europe/Vienna", status="confirmed")  # fmt: skip
        entry(2, "event", title="First meeting", participants=[unodc], status="tentative",
              dates={"from": "2018-01-01", "to": "2018-12-31", "precision": "year", "text": ""})  # fmt: skip
        yield editions.sealed("2018-02")
        transaction.set_rollback(True)


@pytest.fixture
def sealed(month, db):
    """A function that gives the month as documents have it."""
    with translation.override("en"):
        yield lambda audience="network": Sealed(EditionReading(month, audience))


@pytest.fixture
def store(settings, tmp_path):
    """An empty store of documents."""
    settings.DOCUMENTS_ROOT = tmp_path / "documents"
    return settings.DOCUMENTS_ROOT


@pytest.fixture
def written(sealed, tmp_path):
    """A function that writes a document and gives its file."""

    def write(writer, audience="network", name="document"):
        path = tmp_path / name
        with path.open("w+b") as file:
            writer(sealed(audience), file)
        return path

    return write
