"""Reference data: complete, loaded again without doubling, and never over a person's word."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from entities.history import acting
from entities.labels import labels
from entities.models import Country, Dictionary, Entity, EntityAlias, EntityName, NetworkMembership, Region
from registry.models import Chapter, Recommendation, Scheme, Subheading, Term
from tests import factories as make
from tests.entities.conftest import by_slug

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


def load():
    """Run the command and return its lines."""
    out = StringIO()
    call_command("load_reference", stdout=out)
    return out.getvalue().splitlines()


def test_everything_is_there():
    assert {
        "countries": Country.objects.count(),
        "M49 regions": Region.objects.filter(is_m49=True).count(),
        "chapters": Chapter.objects.count(),
        "subheadings": Subheading.objects.count(),
        "recommendations": Recommendation.objects.count(),
        "entities": Entity.objects.count(),
        "network": NetworkMembership.objects.count(),
        "schemes": sorted(Scheme.objects.values_list("slug", flat=True)),
        "goals": Term.objects.filter(scheme="sdg", parent=None).count(),
        "targets": Term.objects.filter(scheme="sdg", parent__isnull=False).count(),
        "programmes": Term.objects.filter(scheme="programmes").count(),
    } == {
        "countries": 248,
        "M49 regions": 31,
        "chapters": 7,
        "subheadings": 9,
        "recommendations": 23,
        "entities": 66,
        "network": 12,
        "schemes": ["event-kinds", "output-kinds", "programmes", "sdg"],
        "goals": 17,
        "targets": 169,
        "programmes": 16,
    }


def test_every_country_has_its_name_in_six_languages():
    named = {tuple(sorted(country.names)) for country in Country.objects.all()}

    assert named == {("ar", "en", "es", "fr", "ru", "zh")}


def test_incb_is_an_invited_body_and_unodc_leads():
    assert list(NetworkMembership.objects.filter(invited=True).values_list("entity__slug", flat=True)) == ["incb"]
    assert list(NetworkMembership.objects.filter(leads=True).values_list("entity__slug", flat=True)) == ["unodc"]


@pytest.mark.parametrize(
    ("slug", "day", "acronym"),
    [
        ("dpko", date(2018, 12, 31), "DPKO"),
        ("dpko", date(2019, 1, 1), "DPO"),
        ("unowa", date(2016, 12, 31), "UNOWA"),
        ("unowa", date(2017, 1, 1), "UNOWAS"),
        ("emcdda", date(2024, 7, 1), "EMCDDA"),
        ("emcdda", date(2024, 7, 2), "EUDA"),
    ],
)
def test_entity_goes_by_the_name_of_the_day(slug, day, acronym):
    assert labels("en", day).entity(slug).short == acronym


def test_unverified_recommendations_say_so():
    statuses = Recommendation.objects.values_list("status", flat=True)

    assert set(statuses) == {"verified", "verified_secondary", "topic_verified_code_unverified", "unverified"}


def test_second_load_changes_nothing():
    before = Dictionary.current()

    lines = load()

    assert lines[-1] == "Nothing changed."
    assert [line for line in lines if "created" in line or "changed:" in line] == []
    assert Dictionary.current() == before


def test_changed_row_of_the_file_is_taken_over_and_told(edited_file):
    edited_file("entities.json", lambda data: by_slug(data, "who").update(hq_city="Elsewhere"))

    lines = load()

    assert Entity.objects.get(slug="who").hq_city == "Elsewhere"
    assert "    changed: who (hq_city)" in lines
    assert "Entities: 1 changed, 65 unchanged" in lines


def test_new_name_and_alias_of_the_file_replace_the_old_ones(edited_file):
    def rename(data):
        row = by_slug(data, "unicri")
        row["name_history"][0]["valid_to"] = "2020"
        row["name_history"].append({**row["name_history"][0], "name": "New", "valid_from": "2020", "valid_to": None})
        row["aliases"] = ["Other form"]

    edited_file("entities.json", rename)

    load()

    names = EntityName.objects.filter(entity__slug="unicri").values_list("name", "valid_from", "valid_to")
    assert list(names)[1:] == [("New", date(2021, 1, 1), None)]
    assert list(EntityAlias.objects.filter(entity__slug="unicri").values_list("alias", flat=True)) == ["Other form"]


def test_row_that_left_the_file_is_kept_and_told(edited_file):
    edited_file("countries.json", lambda data: data["countries"].pop(0))

    lines = load()

    assert Country.objects.filter(iso3="ABW").count() == 1
    assert "    no longer in the data file, kept because records may use it: ABW" in lines


def test_row_edited_by_a_person_is_kept_and_told():
    with acting(make.person("secretariat")):
        Recommendation.objects.filter(code="1(a)").update(topic="As the secretariat words it")

    lines = load()

    assert Recommendation.objects.get(code="1(a)").topic == "As the secretariat words it"
    assert "    differs from the data file, kept as edited in the portal: 1(a)" in lines
    assert lines[-1] == "Nothing changed."


def test_names_edited_by_a_person_are_kept_and_told():
    with acting(make.person("secretariat")):
        EntityName.objects.filter(entity__slug="undp").update(name="Another name")

    lines = load()

    assert EntityName.objects.get(entity__slug="undp").name == "Another name"
    assert "    differs from the data file, kept as edited in the portal: undp" in lines


def test_row_removed_by_a_person_stays_away():
    with acting(make.person("secretariat")):
        Term.objects.filter(code="event-kinds:briefing").delete()

    load()

    assert not Term.objects.filter(code="event-kinds:briefing").exists()


def test_row_added_by_a_person_is_not_told_as_missing():
    with acting(make.person("secretariat")):
        Term.objects.create(code="event-kinds:webinar", scheme_id="event-kinds", label="Webinar")

    lines = load()

    assert lines[-1] == "Nothing changed."
    assert [line for line in lines if "no longer" in line] == []
