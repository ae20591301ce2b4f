"""What the secretariat mends by itself: codes and typing errors, and nothing beyond."""

import pytest
from django.urls import reverse

from entities import sharing
from entities.choices import Role
from entities.mending import mend, only_slips
from entities.models import Letter, Proposal, Record
from registry.models import MatrixEntry
from tests import factories as make
from tests.entities.test_forms import sent
from ungass_portal.lib.problems import ProcessError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


@pytest.fixture
def secretariat():
    return make.person(Role.SECRETARIAT)


def decide(record, focal):
    """Let partners read the record by the focal point's own word."""
    word = sharing.Word("partners", "agree")
    sharing.decide(record=record, entity=make.entity("who"), word=word, by=focal)


@pytest.mark.parametrize(
    ("before", "after", "slip"),
    [
        ("Trainig of nurses.", "Training of nurses", True),
        ("Traniing of Nurses", "Training of nurses", True),
        ("Training  of nurses", "Training of nurses", True),
        ("Training for nurses", "Training of nurses", False),
        ("It is not done", "It is now done", False),
        ("It is legal", "It is illegal", False),
        ("10 nurses", "100 nurses", False),
        ("Training of nurses", "Training of many nurses", False),
    ],
)
def test_typing_errors_are_single_letters_of_longer_words(before, after, slip):
    assert only_slips(before, after) is slip


def test_mending_is_read_at_once_inside_and_asked_anew_outside(secretariat):
    focal = make.person(Role.FOCAL_POINT, "who")
    record = make.cleared(by=focal, title="Trainig of nurses", countries=["AUT"])
    decide(record, focal)
    content = record.working_copy.content() | {"title": "Training of nurses", "countries": ["FRA"], "chapter": 2}

    mend(record=record, content=content, base_revision=record.revision, reason="Typing error.", by=secretariat)

    read = {row.audience_id: (row.title, row.countries) for row in MatrixEntry.objects.filter(record=record)}
    assert read == {"network": ("Training of nurses", ["FRA"]), "partners": ("Trainig of nurses", ["AUT"])}
    version = record.versions.get(outcome="cleared")
    assert (version.number, version.reason, version.submitted_by) == (2, "Typing error.", secretariat)
    assert Record.objects.get(pk=record.pk).state == "clean"
    assert [(letter.kind, letter.person) for letter in Letter.objects.all()] == [("mended", record.created_by)]


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"summary": "Nurses learn more."}, "Summary"),
        ({"title": "Another title", "countries": ["FRA"]}, "Title"),
        ({"status": "completed"}, "Status"),
        ({"participants": []}, "Who takes part"),
    ],
)
def test_anything_else_is_refused_and_nothing_is_changed(secretariat, change, names):
    record = make.cleared(title="A title")

    with pytest.raises(ProcessError, match=f"would change: {names}. Propose it"):
        mend(
            record=record, content=record.working_copy.content() | change, base_revision=record.revision,
            reason="Better.", by=secretariat,
        )  # fmt: skip

    assert record.versions.count() == 1


def test_form_mends_or_says_why_not_and_keeps_what_was_typed(client, secretariat):
    record = make.cleared(title="Trainig of nurses")
    client.force_login(secretariat)
    address = reverse("record-propose", args=["activity", record.reference])
    before = record.working_copy.content()
    form = {"then": "mend", "base_revision": record.revision}

    refused = client.post(address, sent(base=before | {"title": "Other words"}).dict() | form | {"reason": "Typo"})
    done = client.post(address, sent(base=before | {"title": "Training of nurses"}).dict() | form | {"reason": "Typo"})

    assert refused.status_code == 422
    assert "Other words" in refused.text
    assert "More than codes and typing errors would change: Title." in refused.text
    assert done.status_code == 302
    assert Record.objects.get(pk=record.pk).working_copy.title == "Training of nurses"
    assert not Proposal.objects.exists()
