"""Production does not serve while a person of the demonstration could sign in."""

import pytest
from django.core.exceptions import ImproperlyConfigured, MiddlewareNotUsed
from django.http import HttpResponse

from entities.models import User
from ungass_portal import demo_guard
from ungass_portal.demo_guard import DemoPeopleGuard


def view(request):
    return HttpResponse("served")


@pytest.fixture
def production(settings, monkeypatch):
    settings.PRODUCTION = True
    monkeypatch.setattr(demo_guard.connection, "close", lambda: None)  # it is the test's own


@pytest.mark.django_db
def test_start_is_refused_with_a_demo_person(production):
    User.objects.create_user("secretariat@ungass.example", "ungass-demo", is_demo=True)

    with pytest.raises(ImproperlyConfigured, match="people of the demonstration"):
        DemoPeopleGuard(view)


@pytest.mark.django_db
def test_start_goes_on_with_real_people_only(production, rf):
    User.objects.create_user("someone@un.example.org", "long-enough-password")

    assert DemoPeopleGuard(view)(rf.get("/")).content == b"served"


@pytest.mark.django_db
def test_check_is_made_up_for_when_the_database_comes_back(production, rf, monkeypatch):
    def unreachable():
        raise demo_guard.OperationalError("connection refused")

    with monkeypatch.context() as patch:
        patch.setattr(demo_guard, "refuse_demo_people", unreachable)
        guard = DemoPeopleGuard(view)
    User.objects.create_user("secretariat@ungass.example", "ungass-demo", is_demo=True)

    with pytest.raises(ImproperlyConfigured):
        guard(rf.get("/"))
    assert guard(rf.get("/healthz")).content == b"served"


def test_development_has_no_guard(settings):
    settings.PRODUCTION = False

    with pytest.raises(MiddlewareNotUsed):
        DemoPeopleGuard(view)
