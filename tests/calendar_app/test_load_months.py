"""The reconstructed months of the demonstration: loaded in order, sealed by the real process, six records differ."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from entities import labels
from entities.models import Record, Version
from registry.change_sentences import sentences
from registry.comparing import Live, compare
from registry.edition_reading import EditionReading
from registry.models import Edition, MatrixEntry
from registry.note import activities

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def months(django_db_setup, django_db_blocker):
    """Reference data and the months, loaded once; what the command told."""
    with django_db_blocker.unblock(), transaction.atomic():
        labels._cache.version = None
        call_command("load_reference", verbosity=0, stdout=StringIO())
        call_command("load_months", stdout=(told := StringIO()))
        yield told.getvalue().splitlines()
        transaction.set_rollback(True)


def edition(number):
    return Edition.objects.get(month=date(2018, number, 1))


def test_each_step_is_told_and_a_second_run_changes_nothing(months):
    again = StringIO()
    call_command("load_months", stdout=again)
    call_command("load_note", stdout=again)

    assert months == [
        "January 2018: 156 records are written down and cleared ...",
        "January 2018 is sealed.",
        "February 2018: 6 wordings are edited ...",
        "February 2018: 0 records are written down and cleared ...",
        "February 2018 is sealed.",
        "March 2018: 3 records are written down and cleared; the month is open.",
    ]
    assert again.getvalue().splitlines() == [
        "The months of early 2018 are there, or their records came without them.",
        "The 2018 Note is loaded: all 159 records are there. Nothing changed.",
    ]


def test_two_months_are_sealed_and_march_is_open(months):
    assert list(Edition.objects.values_list("state", flat=True))[:4] == ["sealed", "sealed", "open", "planned"]
    counts = {
        (number, audience): EditionReading(edition(number), audience).revision.counts
        for number in (1, 2)
        for audience in ("network", "public")
    }
    network, public = {"activity": 122, "mandate": 2, "event": 32}, {"activity": 50, "event": 12}
    assert counts == {
        (1, "network"): network, (2, "network"): network, (1, "public"): public, (2, "public"): public
    }  # fmt: skip


def test_february_differs_by_the_six_edits(months):
    january, february = (EditionReading(edition(number), "network") for number in (1, 2))

    found = compare(january, february)

    assert found.counts == {"ended": 1, "moved": 1, "changed": 4}
    assert sentences(found, february.labels("en")) == [
        "UN-Women revised one activity under chapter 4: “Projects for women living with HIV and using drugs”.",
        "UNODC reported the end of one activity under chapter 7: “First harvest of high-quality coffee in Myanmar”.",
        "UNODC moved one activity from chapter 5 to chapter 7: “Methodology for impact assessment of alternative "
        "development”.",
        "UNODC revised one activity under chapter 1: “Family skills training in eight countries”.",
        "UNODC revised one activity under chapter 3: “Legislative assistance on drug control in seven countries”.",
        "WHO revised one activity under chapter 1: “Eleventh revision of the International Classification of "
        "Diseases”.",
    ]
    assert compare(february, Live("network")).counts == {"new": 3}


def test_what_was_not_touched_in_february_is_carried_over(months):
    held = list(EditionReading(edition(2), "network").entries())

    assert sum(row.carried_over for row in held) == 150
    assert {row.last_confirmed for row in held} == {date(2018, 1, 15), date(2018, 2, 15)}


def test_in_the_end_every_record_reads_as_the_note_has_it(months):
    items, _left_out = activities()

    titles = dict(MatrixEntry.objects.filter(audience="network").values_list("reference", "title"))

    assert titles == {item.reference: item.content["title"] for item in items}
    assert (Record.objects.count(), Version.objects.count()) == (159, 165)


def test_production_has_no_reconstructed_months(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="do not belong into production"):
        call_command("load_months")
