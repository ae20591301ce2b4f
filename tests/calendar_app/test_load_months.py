"""The reconstructed months of the demonstration: loaded in order, sealed by the real process, six records differ."""

from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from entities.models import Record, Version
from registry.change_sentences import sentences
from registry.comparing import Live, compare
from registry.edition_reading import EditionReading
from registry.missing import not_signed_off
from registry.models import Edition, MatrixEntry
from registry.note import activities
from registry.reconstruction import EVIDENCE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_months")]


def edition(number):
    return Edition.objects.get(month=date(2018, number, 1))


def test_each_step_is_told_and_a_second_run_changes_nothing(the_months):
    again = StringIO()
    call_command("load_months", stdout=again)
    call_command("load_note", stdout=again)

    assert the_months == [
        "January 2018: 156 records are written down and cleared ...",
        "January 2018: 9 entities sign off.",
        "January 2018 is sealed.",
        "February 2018: 6 wordings are edited ...",
        "February 2018: 0 records are written down and cleared ...",
        "February 2018: 9 entities sign off.",
        "February 2018 is sealed.",
        "March 2018: 3 records are written down and cleared; the month is open.",
        "March 2018: 2 entities sign off.",
        "The 2018 Note is loaded: all 159 records are there. Nothing changed.",
    ]
    assert again.getvalue().splitlines() == [
        "The months of early 2018 are there, or their records came without them.",
        "The 2018 Note is loaded: all 159 records are there. Nothing changed.",
    ]


def test_two_months_are_sealed_and_march_is_open():
    assert list(Edition.objects.values_list("state", flat=True))[:4] == ["sealed", "sealed", "open", "planned"]
    counts = {
        (number, audience): EditionReading(edition(number), audience).revision.counts
        for number in (1, 2)
        for audience in ("network", "public")
    }
    network, public = {"activity": 122, "mandate": 2, "event": 32}, {"activity": 50, "event": 11}
    assert counts == {
        (1, "network"): network, (2, "network"): network, (1, "public"): public, (2, "public"): public
    }  # fmt: skip


def test_february_differs_by_the_six_edits():
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


def test_rows_of_entities_that_signed_off_are_confirmed_and_the_others_carried_over():
    held = list(EditionReading(edition(2), "network").entries())

    assert Counter(row.last_confirmed for row in held) == {
        date(2018, 1, 15): 65,
        date(2018, 2, 15): 6,
        date(2018, 2, 19): 6,
        date(2018, 2, 20): 77,
        date(2018, 2, 23): 2,
    }
    assert sum(row.carried_over for row in held) == 65


def test_words_are_on_the_ledger_as_reconstructed_and_one_is_late():
    words = edition(2).sign_offs.select_related("entity")

    assert {word.evidence for word in words} == {EVIDENCE}
    assert [(word.entity.slug, word.word) for word in words if word.late] == [("dpa", "no_change")]
    assert [str(entity) for entity in not_signed_off(edition(2))] == ["DPKO", "EOSG", "UNDP"]
    assert edition(3).sign_offs.count() == 2


def test_in_the_end_every_record_reads_as_the_note_has_it():
    items, _left_out = activities()

    titles = dict(MatrixEntry.objects.filter(audience="network").values_list("reference", "title"))

    assert titles == {item.reference: item.content["title"] for item in items}
    assert (Record.objects.count(), Version.objects.count()) == (159, 165)


def test_production_has_no_reconstructed_months(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="do not belong into production"):
        call_command("load_months")
