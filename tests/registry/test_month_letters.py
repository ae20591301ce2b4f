"""The letters of the month: to whom, when, once, wherever the cycle is killed."""

import re
import threading
from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from entities import cycle
from entities.choices import LetterKind, Rhythm, Role
from entities.handing_over import hand_over
from entities.models import Job, Letter, NetworkMembership, ScheduledRun
from registry import month_letters
from registry.sign_offs import sign_off
from tests import factories as make
from tests.entities.test_races import WAIT
from tests.factories.editions import edition
from tests.jobs import work
from ungass_portal.lib import clock
from ungass_portal.lib.language_codes import of_pages

MARCH = date(2018, 3, 12)


@pytest.fixture
def at(monkeypatch):
    """A function that sets the portal's moment; 12 March 2018, ten o'clock, until it is called."""

    def travel(day, hour=10):
        moment = timezone.make_aware(datetime.combine(day, datetime.min.time().replace(hour=hour)))
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(clock, "today", lambda: day)

    travel(MARCH)
    return travel


@pytest.fixture
def people(db):
    """A focal point and a deputy of WHO, the focal point of UNDP, one who only reads, one whose role has ended."""
    make.code_lists()
    found = {
        "who": make.person(Role.FOCAL_POINT, "who"),
        "deputy": make.person(Role.FOCAL_POINT, "who"),
        "undp": make.person(Role.FOCAL_POINT, "undp"),
        "incb": make.person(Role.FOCAL_POINT, "incb"),
        "past": make.person(Role.FOCAL_POINT, "who"),
        "contributor": make.person(Role.CONTRIBUTOR, "who"),
    }
    NetworkMembership.objects.filter(entity__slug="incb").update(rhythm=Rhythm.READS)
    found["deputy"].memberships.update(deputy=True)
    found["past"].memberships.update(ends=date(2018, 2, 28))
    return found


def written(people, *kinds):
    """Who has got letters of some kinds, by the names above, in order."""
    names = {person.pk: name for name, person in people.items()}
    rows = Letter.objects.filter(kind__in=kinds) if kinds else Letter.objects.all()
    return sorted((row.kind, names[row.person_id]) for row in rows)


def test_the_call_goes_once_to_focal_points_and_deputies_of_expected_entities(people, at):
    edition()

    assert (month_letters.write_due(), month_letters.write_due()) == (3, 0)

    assert written(people) == [("call", "deputy"), ("call", "undp"), ("call", "who")]


def test_the_call_lists_the_entitys_rows_with_links_to_them(people, at):
    led = make.cleared(by=people["who"], title="Standards of “care”")
    event = make.cleared("event", by=people["who"], title="Expert meeting")
    draft = make.record(by=people["who"], title="A draft")
    other = make.cleared(by=people["undp"], lead="undp", partners=["who"], title="Not led by WHO")
    edition()

    month_letters.write_due()

    letter = Letter.objects.get(person=people["who"], kind=LetterKind.CALL)
    assert letter.subject == "WHO: please look at your entries for March 2018"
    assert "Wednesday, 21 March, 18:00 (Vienna time)" in " ".join(letter.text.split())
    assert "WHO leads 3 entries" in letter.text
    assert f"- Standards of “care” <http://testserver/desk/activities/{led.reference}/>\n" in letter.text
    assert f"<http://testserver/desk/events/{event.reference}/>" in letter.text
    assert f"{draft.reference} · draft" in letter.text
    assert other.reference not in letter.text
    assert letter.leave_url == ""


def test_the_link_of_a_row_returns_to_it_after_signing_in(people, at, client):
    record = make.cleared(by=people["who"])
    edition()
    month_letters.write_due()
    letter = Letter.objects.get(person=people["who"], kind=LetterKind.CALL)
    path = f"/desk/activities/{record.reference}/"
    assert f'href="http://testserver{path}"' in letter.html

    asked = client.get(path)
    arrived = client.post(asked["Location"], {"login": people["who"].email, "password": make.PASSWORD})

    assert (asked.status_code, arrived.status_code, arrived["Location"]) == (302, 302, path)


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        (date(2018, 3, 13), []),
        (date(2018, 3, 14), []),  # in the morning there are still more than seven days
        (date(2018, 3, 15), ["reminder"]),
        (date(2018, 3, 20), ["reminder"]),  # missed a week: one reminder, not two
        (date(2018, 3, 22), ["overdue"]),
        (date(2018, 3, 27), ["overdue"]),
    ],
)
def test_reminders_go_to_those_who_have_not_signed_off(people, at, day, kinds):
    row = edition()
    month_letters.write_due()
    sign_off(edition=row, entity=make.entity("undp"), word="nothing", by=people["undp"])
    at(day)

    month_letters.write_due()
    month_letters.write_due()

    assert written(people, "reminder", "overdue") == [(kind, name) for kind in kinds for name in ("deputy", "who")]


def test_a_whole_month_minute_by_minute_writes_each_letter_once(people, at):
    edition()
    for day in range(1, 28):
        for hour in (6, 12, 19):
            at(date(2018, 3, day), hour)
            month_letters.write_due()

    kinds = [row.kind for row in Letter.objects.filter(person=people["who"])]
    assert sorted(kinds) == ["call", "overdue", "reminder", "reminder"]


@pytest.mark.parametrize("fields", [{"state": "planned"}, {"state": "sealed", "sealed_at": timezone.now()}])
def test_a_month_that_is_not_open_calls_nobody(people, at, fields):
    edition(**fields)

    assert month_letters.write_due() == 0


def test_a_quarterly_entity_is_called_at_the_end_of_a_quarter(people, at):
    NetworkMembership.objects.filter(entity__slug="undp").update(rhythm=Rhythm.QUARTERLY)
    at(date(2018, 2, 12))
    edition("2018-02")
    month_letters.write_due()
    assert written(people) == [("call", "deputy"), ("call", "past"), ("call", "who")]  # whose role held in February
    at(MARCH)
    edition("2018-03")

    month_letters.write_due()

    assert Letter.objects.filter(person=people["undp"], kind="call").count() == 1


def test_the_digest_is_written_in_the_morning_of_a_day_on_which_something_waits(people, at):
    secretariat = make.person(Role.SECRETARIAT)
    assert month_letters.write_due() == 0
    submitted = make.submitted(by=people["who"], title="To be read")
    assert month_letters.write_due() == 0  # that day's morning is over
    at(MARCH + timedelta(days=1), 6)
    assert month_letters.write_due() == 0
    at(MARCH + timedelta(days=1), 7)
    Job.objects.create(kind="document", key="1", state="failed", error="No space left on device")

    assert (month_letters.write_due(), month_letters.write_due()) == (1, 0)

    letter = Letter.objects.get()
    assert (letter.kind, letter.person) == ("digest", secretariat)
    assert f"<http://testserver/review/{submitted.reference}/>" in letter.text
    assert "1 job failed <http://testserver/review/jobs/>" in letter.text


def test_the_digest_names_who_has_not_signed_off(people, at):
    make.person(Role.SECRETARIAT)
    edition()
    at(date(2018, 3, 22))

    month_letters.write_due()

    assert "UNDP, WHO" in Letter.objects.get(kind="digest").text


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
def test_every_letter_of_the_month_is_in_the_language_of_its_person(at, people, language):
    secretariat = make.person(Role.SECRETARIAT, language=language)
    type(secretariat).objects.filter(pk=people["undp"].pk).update(language=language)
    make.submitted(by=people["undp"], lead="undp", title="A title of its own")
    edition()
    for day in (12, 19, 22):
        at(date(2018, 3, day))
        month_letters.write_due()

    letters = Letter.objects.filter(person__in=[secretariat, people["undp"]]).order_by("pk")
    with translation.override(of_pages(language)):
        month = date_format(MARCH, "YEAR_MONTH_FORMAT")
        signed = gettext("This letter was written by a program; nobody reads answers to it.")
    for letter in letters:
        assert month in letter.subject or letter.kind == "digest"
        assert " ".join(signed.split()) in " ".join(letter.text.split())
        assert f'<html lang="{of_pages(language)}" dir="{"rtl" if language == "ar" else "ltr"}">' in letter.html
        assert letter.language == language
        assert "A title of its own" in letter.text or letter.kind != "call"
    assert sorted({letter.kind for letter in letters}) == ["call", "digest", "overdue", "reminder"]
    if language != "en":
        words = " ".join(re.sub(r"<\S+>", "", f"{letter.subject} {letter.text}") for letter in letters)  # no addresses
        english = ("sign off", "desk", "deadline", "waits", "Vienna time", "because", "March", "submitted", "failed")
        assert [word for word in english if word in words] == []


def test_a_letter_that_had_to_wait_asks_again_whether_it_is_due(people, at):
    row = edition()
    at(date(2018, 3, 19))
    month_letters.write_due()
    sign_off(edition=row, entity=make.entity("undp"), word="nothing", by=people["undp"])

    work()

    fates = Letter.objects.filter(person=people["undp"]).values_list("state", "reason")
    assert set(fates) == {("dropped", "UNDP has signed off by now.")}
    assert people["undp"].email not in {message.to[0] for message in mail.outbox}
    assert Letter.objects.filter(kind="reminder", state="sent").count() == 2  # WHO's focal point and deputy


def test_letters_about_a_month_that_is_sealed_by_now_are_dropped(people, at):
    row = edition()
    month_letters.write_due()
    type(row).objects.update(state="sealed", sealed_at=clock.now())

    work()

    assert mail.outbox == []
    assert set(Letter.objects.values_list("state", "reason")) == {("dropped", "March 2018 is sealed by now.")}


def test_reminders_follow_a_duty_that_is_handed_over(people, at):
    edition()
    giver, successor = (people[name].memberships.get() for name in ("who", "deputy"))
    hand_over(giver=giver, successor=successor, ends=MARCH, by=people["who"])
    at(date(2018, 3, 15))

    month_letters.write_due()
    work()

    got = Letter.objects.filter(entity__slug="who", state="sent").values_list("kind", "person")
    assert sorted(got) == [("call", people["deputy"].pk), ("reminder", people["deputy"].pk)]


def test_after_three_days_without_a_run_the_month_stands_as_if_there_had_been_none(people, at):
    """Run every six hours, and only on every fourth day: the editions and their letters are the same."""

    def a_month(days):
        with transaction.atomic():
            row = edition()
            for day in days:
                for hour in (1, 7, 13, 19):
                    at(day, hour)
                    cycle.run()
            found = (
                list(type(row).objects.values_list("month", "state", "opens_at", "deadline_at", "seals_at")),
                sorted(Letter.objects.values_list("key", flat=True)),
                sorted(ScheduledRun.objects.exclude(job__in=DAILY).values_list("job", "period")),
            )
            transaction.set_rollback(True)
        return found

    every_day = [MARCH + timedelta(days=number) for number in range(25)]
    without_gaps, with_gaps = a_month(every_day), a_month(every_day[::4])

    assert with_gaps == without_gaps
    assert {key.split(":")[0] for key in with_gaps[1]} == {"call", "reminder", "overdue"}


DAILY = ("letters: asked", "letters: digest")  # of a day on which nothing ran there is no digest afterwards


@pytest.mark.django_db(transaction=True)
def test_two_cycles_at_once_write_each_letter_once(at):
    make.code_lists()
    for slug in ("who", "undp", "unodc"):
        make.person(Role.FOCAL_POINT, slug)
    edition()
    found, barrier = [], threading.Barrier(2)

    def go():
        try:
            barrier.wait(WAIT)
            month_letters.write_due()  # without the cycle's own lock
        except Exception as error:
            found.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=go) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT)

    assert found == []
    assert Letter.objects.filter(kind="call").count() == Job.objects.count() == 3


def test_the_cycle_writes_them(people, at):
    edition()

    assert cycle.run()["letters written"] == 3
