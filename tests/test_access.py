"""Every address: open to the public by the list written here, or closed; the secretariat's open to it alone."""

import pytest
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLResolver

from calendar_app.models import CalendarSource
from entities.choices import Role
from entities.models import (
    ApiToken,
    Invitation,
    Job,
    Letter,
    Membership,
    Merge,
    PartnerOrganisation,
    SharingPolicy,
    WebhookEndpoint,
)
from entities.texts import catalogue
from registry.models import Circular, DistributionList, Import, ImportRow, ImportSheet
from tests import factories as make
from tests.factories.editions import edition

pytestmark = pytest.mark.django_db

PUBLIC = {
    "healthz",
    "metrics",
    "security-txt",
    "readyz",
    "home",
    "accessibility",
    "set_language",
    "matrix",
    "matrix-export",
    "figures",
    "figures-export",
    "activity-detail",
    "mandate-detail",
    "event-detail",
    "calendar",
    "calendar-ics",
    "calendar-view-ics",
    "calendar-zone",
    "commission-list",
    "commission-detail",
    "event-ics",
    "secret-feed",
    "edition-list",
    "edition-detail",
    "edition-revision",
    "edition-entries",
    "edition-revision-entries",
    "edition-changes",
    "edition-since",
    "entity-list",
    "entity-detail",
    "chapter-list",
    "chapter-detail",
    "country-list",
    "country-detail",
    "edition-document",
    "formats",
    "edition-narrative",
    "recommendation-list",
    "recommendation-detail",
    "edition-entry",
    "edition-entry-newest",
    "account_login",
    "account_logout",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_inactive",
    "invitation",
    "access-request",
    "mfa_authenticate",
    "mfa_trust",
    "mfa_list_webauthn",  # leads to the page of all factors
    "mfa_login_webauthn",
    "openid_connect_login",
    "openid_connect_callback",
    "socialaccount_login_cancelled",
    "mail-leave",
    "circulars",
    "circular-detail",
    "circulars-atom",
    "list-leave",
    "api",
    "api-docs",
    "api-reference",
    "api-openapi",
    "changes-feed",
    "api-catalogue",
    "api-changes",
    "api-editions",
    "api-edition",
    "api-edition-newest",
    "api-edition-matrix",
    "api-edition-matrix-newest",
    "api-edition-calendar",
    "api-edition-calendar-newest",
    "api-edition-documents",
    "api-edition-documents-newest",
    "api-dump",
    "api-dump-file",
    "api-summary",
    "api-activities",
    "api-activity",
    "api-mandates",
    "api-mandate",
    "api-events",
    "api-event",
    "api-chapters",
    "api-chapter",
    "api-recommendations",
    "api-recommendation",
    "api-terms",
    "api-term",
    "api-entities",
    "api-entity-iati",
    "api-entity",
    "api-countries",
    "api-country",
    "api-regions",
    "api-region",
}
SIGN_IN = "/account/sign-in/?next="


def routes(patterns=None, path=""):
    """Route and name of every address outside the technical administration."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route, pattern.name


ROUTES = [(route, name) for route, name in routes() if not route.startswith("admin/")]
CLOSED = sorted(name for _route, name in ROUTES if name not in PUBLIC)
SECRETARIAT = sorted(name for route, name in ROUTES if route.startswith("review/"))
WEBHOOKS = sorted(name for route, name in ROUTES if route.startswith("account/webhooks/<"))
RECORD = sorted(name for route, name in ROUTES if route.startswith("desk/<kind:kind>/<reference:reference>"))


@pytest.fixture
def places():
    """Arguments that lead to something that exists, so that a refusal refuses something."""
    make.code_lists()
    record = make.submitted(lead="who")
    merge = Merge.objects.create(
        survivor=make.record(lead="who"), absorbed=record, reason="The same.", proposed_by=record.created_by
    )
    time = make.entity("who").network.get()
    organisation = PartnerOrganisation.objects.create(slug="partner", name="Partner")
    role = Membership.objects.create(
        user=make.person(), role=Role.PARTNER, organisation=organisation, starts=make.NETWORK_START, ends="2018-01-01"
    )
    policy = SharingPolicy.objects.create(
        entity=make.entity("who"), audience_id="partners", word="ask", made_by=role.user
    )
    token, _secret = ApiToken.make(name="Sync", organisation=organisation)
    webhook = WebhookEndpoint.objects.create(organisation=organisation, url="https://a.example/", made_by=role.user)
    invitation = Invitation.objects.create(
        email="a@example.org", role=Role.VIEWER, entity=make.entity("who"), invited_by=record.created_by
    )
    source = CalendarSource.objects.create(
        name="Meetings", address="https://a.example/", organiser=make.entity("who"), keeper=record.created_by
    )
    on_record = {"kind": record.kind, "reference": record.reference}
    entity = {"slug": "who"}
    return {
        **same(RECORD, on_record),
        "record-proposal": on_record | {"number": 1},
        **same(
            [f"api-desk-{kind}{act}" for kind in ("activity", "event") for act in ("", "-submit")],
            {"reference": record.reference},
        ),
        **same(["api-desk-activity-own", "api-desk-event-own"], {"identifier": "A-17"}),
        "record-new": {"kind": "activity"},
        "record-new-autosave": {"kind": "activity"},
        "draft-discard": {"key": "0b9f5a7e-9d7f-4f0f-8f0f-0b9f5a7e9d7f"},
        **same(("review-record", "review-clear", "review-return", "review-merge"), {"reference": record.reference}),
        **same(("account-feed-replace", "account-feed-end"), {"key": "0b9f5a7e-9d7f-4f0f-8f0f-0b9f5a7e9d7f"}),
        "review-list": {"which": "exceptions"},
        **same(
            (
                "review-edition",
                "review-edition-documents",
                "review-edition-move",
                "review-edition-seal",
                "review-edition-correct",
            ),
            {"month": edition("2018-04", "planned").code},
        ),
        "review-edition-act": {"month": "2018-04", "act": "open"},
        "review-sign-off": entity,
        "merge": {"key": merge.key},
        "review-hand-over": {"pk": record.created_by.memberships.get().pk},
        "sharing-policy-end": {"pk": policy.pk},
        **same(("review-invitation-revoke", "desk-invitation-revoke"), {"key": invitation.key}),
        **same(("mfa_edit_webauthn", "mfa_remove_webauthn"), {"pk": 1}),
        "desk-access-decline": {"key": invitation.key},
        **same(("review-lost-factors", "desk-lost-factors", "review-erase"), {"pk": role.pk}),
        **same(("desk-role-end", "desk-name-deputy"), {"pk": role.pk}),
        **same(WEBHOOKS, {"key": webhook.key}),
        "record-evidence": on_record | {"key": token.key},
        **same(("review-partner", "review-partner-edit"), {"slug": organisation.slug}),
        **same(("account-token-edit", "account-token-replace", "account-token-revoke"), {"key": token.key}),
        **same(("job", "job-cancel", "review-job-retry"), {"pk": Job.objects.create(kind="test", key="test").pk}),
        **same(
            (
                "review-letter",
                "review-letter-body",
                "review-letter-resend",
                "own-letter",
                "own-letter-body",
            ),
            {"pk": Letter.objects.create(kind="call", key="test", address="a@example.org").pk},
        ),
        "review-texts-language": {"language": "fr"},
        "review-texts-export": {"language": "fr", "form": "po"},
        **same(("review-text", "review-text-take-back"), {"language": "fr", "key": next(iter(catalogue("fr")[0]))}),
        **same([f"calendar-source{act}" for act in ("", "-edit", "-fetch")], {"key": source.key}),
        **circular_places(record.created_by),
        **import_places(record),
        **same(("review-role-end", "review-role-reopen"), {"pk": role.pk}),
        **same(("reference-recommendation", "reference-recommendation-delete"), {"code": "1(a)"}),
        **same(("reference-term", "reference-term-delete"), {"code": "sdg:3.5"}),
        **same(("reference-scheme", "reference-scheme-edit", "reference-term-new"), {"slug": "sdg"}),
        **same(
            (
                "reference-entity",
                "reference-entity-edit",
                "reference-name-new",
                "reference-aliases",
                "reference-network-new",
            ),
            entity,
        ),
        **same(("reference-name", "reference-name-take-back"), entity | {"pk": make.entity("who").names.get().pk}),
        **same(("reference-network-time", "reference-network-end"), entity | {"pk": time.pk}),
    }


def import_places(record):
    """A workbook that came in, with a row in conflict."""
    imported = Import.objects.create(
        by=record.created_by, entity=make.entity("who"), name="book.xlsx", size=1, sha256="0" * 64, state="read"
    )
    sheet = ImportSheet.objects.create(imported=imported, place=0, name="Matrix", listing="matrix", head=1)
    row = ImportRow.objects.create(
        sheet=sheet, number=2, outcome="conflict", record=record, kind=record.kind, base=1,
        mine=record.working_copy.content(),
    )  # fmt: skip
    one = {"key": imported.key}
    return {
        **same([f"import{act}" for act in ("", "-apply", "-take-back", "-remarks")], one),
        **same([f"api-import{act}" for act in ("", "-rows", "-apply", "-take-back")], one),
        **same(("import-row", "import-conflict"), one | {"pk": row.pk}),
        "import-columns": one | {"place": 0},
    }


def circular_places(by):
    """A list, and a circular with a letter of its own."""
    DistributionList.objects.create(slug="news", name="News", audience_id="public")
    row = Circular.objects.create(slug="news", title="News", note="x", audience_id="public", written_by=by)
    letter = Letter.objects.create(kind="circular", key=f"circular:{row.pk}:a@example.org", address="a@example.org")
    one = {"slug": "news"}
    return {
        "review-distribution-list": one,
        **same([f"review-circular{act}" for act in ("", "-edit", "-test", "-send")], one),
        "review-circular-preview": one | {"audience": "public"},
        **same(("review-circular-bounced", "review-circular-resend"), one | {"pk": letter.pk}),
    }


def same(names, arguments):
    """The same arguments for several addresses."""
    return dict.fromkeys(names, arguments)


def address(name, places):
    return reverse(name, kwargs=places.get(name, {}))


def test_every_address_has_a_name_of_its_own():
    names = [name for _route, name in ROUTES]

    assert None not in names
    assert sorted(names) == sorted(set(names))


def test_the_public_list_names_only_addresses_that_exist():
    assert PUBLIC - {name for _route, name in ROUTES} == set()


@pytest.mark.parametrize("method", ["get", "post"])
def test_visitors_are_sent_to_sign_in_from_every_closed_address(method, client, places):
    found = {}
    for name in CLOSED:
        response = getattr(client, method)(address(name, places))
        signs_in = response.status_code == 302 and response["Location"].startswith(SIGN_IN)
        # an address for one method only may refuse the other before it asks who comes
        refused = response.status_code in (401, 404) or (response.status_code == 405 and method == "get")
        if not (signs_in or refused):
            found[name] = (response.status_code, response.headers.get("Location"))

    assert found == {}


def test_closed_addresses_answer_those_who_may(client, places):
    """The same addresses lead to something: else the tests of refusals would prove nothing."""
    # need a draft, a proposal, a form, tokens of one's own
    without = {"draft-discard", "record-proposal", "record-participation", "account-token-new"}
    without |= {"own-letter", "own-letter-body"}  # letters of one's own
    without |= {
        "account-token-edit",
        "account-token-replace",
        "entity-sharing",
        "sharing-policy-new",
        "sharing-policy-end",
        "account-webhook-new",
        "account-webhook",
        "account-webhook-remove",
        "record-without",
        "record-evidence",
        # the people of an entity of one's own
        "desk-people",
        "desk-invite",
        "desk-domains",
        "desk-lost-factors",
        "desk-audit",
        "desk-audit-export",
        "desk-role-end",
        # passkeys of one's own
        "mfa_edit_webauthn",
        "mfa_remove_webauthn",
        "mfa_deactivate_totp",
        "mfa_download_recovery_codes",
        "mfa_view_recovery_codes",
    }
    client.force_login(make.person(Role.SECRETARIAT, is_staff=True))

    found = {name: client.get(address(name, places)).status_code for name in CLOSED if name not in without}

    assert {name: status for name, status in found.items() if status not in (200, 302, 403, 405)} == {}


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.CONTRIBUTOR, Role.VIEWER, Role.PARTNER, None])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_secretariats_addresses_do_not_exist_for_others(role, method, client, places):
    client.force_login(make.person(role, "who") if role else make.person())

    found = {name: getattr(client, method)(address(name, places)).status_code for name in SECRETARIAT}

    assert found == dict.fromkeys(SECRETARIAT, 404)


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.VIEWER, Role.PARTNER, None])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_desk_of_another_entity_does_not_exist(role, method, client, places):
    client.force_login(make.person(role, "undp") if role else make.person())

    found = {name: getattr(client, method)(address(name, places)).status_code for name in RECORD}

    # 405 stands for every record, whether it exists or not
    assert {name: status for name, status in found.items() if status not in (404, 405)} == {}
    assert found["record-desk"] == found["record-edit"] == 404


@pytest.mark.parametrize("path", ["/admin/", "/admin/entities/user/", "/admin/entities/record/"])
def test_technical_administration_is_for_superusers(path, client):
    client.force_login(make.person(Role.SECRETARIAT))

    response = client.get(path)

    assert response.status_code in (302, 404)
    assert response.status_code == 404 or response["Location"].startswith("/admin/login/")
