"""Addresses of the desk. The first part names a kind of record: activities, mandates, events.

The desk's first page is the month's: registry/urls_desk.py.
"""

from django.urls import path, register_converter

from entities.views import (
    acts,
    admission,
    amending,
    audit,
    desk,
    entity_sharing,
    handing_over,
    history,
    invitations,
    merges,
    proposals,
    records,
    sharing,
)

KINDS = {"activities": "activity", "mandates": "mandate", "events": "event"}
PLURALS = {kind: plural for plural, kind in KINDS.items()}


class KindConverter:
    """A kind of record, in the plural in addresses."""

    regex = "|".join(KINDS)

    def to_python(self, value):
        """The kind."""
        return KINDS[value]

    def to_url(self, value):
        """The plural of a kind; a plural stays as it is."""
        return value if value in KINDS else PLURALS[value]


class ReferenceConverter:
    """A reference like ACT-482913."""

    regex = "(?:ACT|MAN|EVT)-[0-9]{6}"

    def to_python(self, value):
        """The reference as text."""
        return value

    def to_url(self, value):
        """The reference as text."""
        return str(value)


register_converter(KindConverter, "kind")
register_converter(ReferenceConverter, "reference")
RECORD = "<kind:kind>/<reference:reference>"

urlpatterns = [
    path("acting-for/", desk.acting_for, name="acting-for"),
    path("merges/<uuid:key>/", merges.merge, name="merge"),
    path("audit/", audit.own, name="desk-audit"),
    path("audit/audit.csv", audit.export_own, name="desk-audit-export"),
    path("people/", invitations.own_people, name="desk-people"),
    path("people/invite/", invitations.invite, name="desk-invite"),
    path("people/invitations/<uuid:key>/revoke/", invitations.revoke, name="desk-invitation-revoke"),
    path("people/domains/", admission.domains, name="desk-domains"),
    path("people/requests/<uuid:key>/decline/", admission.decline, name="desk-access-decline"),
    path("people/<int:pk>/lost-factors/", admission.own_lost_factors, name="desk-lost-factors"),
    path("people/<int:pk>/end/", invitations.end_role, name="desk-role-end"),
    path("people/<int:pk>/deputy/", invitations.name_deputy, name="desk-name-deputy"),
    path("hand-over/", handing_over.hand_over, name="hand-over"),
    path("sharing/", entity_sharing.index, name="entity-sharing"),
    path("sharing/policies/new/", entity_sharing.new_policy, name="sharing-policy-new"),
    path("sharing/policies/<int:pk>/end/", entity_sharing.end_policy, name="sharing-policy-end"),
    path("drafts/<uuid:key>/discard/", records.discard_typing, name="draft-discard"),
    path("<kind:kind>/new/", records.new, name="record-new"),
    path("<kind:kind>/new/autosave/", records.autosave_new, name="record-new-autosave"),
    path(f"{RECORD}/", records.hub, name="record-desk"),
    path(f"{RECORD}/history/", history.history, name="record-history"),
    path(f"{RECORD}/edit/", records.edit, name="record-edit"),
    path(f"{RECORD}/autosave/", records.autosave, name="record-autosave"),
    path(f"{RECORD}/merge/", records.merge, name="record-merge"),
    path(f"{RECORD}/submit/", acts.submit, name="record-submit"),
    path(f"{RECORD}/recall/", acts.recall, name="record-recall"),
    path(f"{RECORD}/approve/", acts.approve, name="record-approve"),
    path(f"{RECORD}/return/", acts.send_back, name="record-return"),
    path(f"{RECORD}/withdraw/", acts.withdraw, name="record-withdraw"),
    path(f"{RECORD}/remove/", acts.remove, name="record-remove"),
    path(f"{RECORD}/restore/", acts.restore, name="record-restore"),
    path(f"{RECORD}/restrict/", acts.restrict, name="record-restrict"),
    path(f"{RECORD}/delete/", acts.discard, name="record-delete"),
    path(f"{RECORD}/take-back/", acts.take_back, name="record-take-back"),
    path(f"{RECORD}/progress/", acts.add_progress, name="record-progress"),
    path(f"{RECORD}/still-true/", amending.still_true, name="record-still-true"),
    path(f"{RECORD}/amend/", amending.amend, name="record-amend"),
    path(f"{RECORD}/close/", amending.close, name="record-close"),
    path(f"{RECORD}/propose/", proposals.propose, name="record-propose"),
    path(f"{RECORD}/proposals/<int:number>/", proposals.settle, name="record-proposal"),
    path(f"{RECORD}/sharing/", sharing.sharing, name="record-sharing"),
    path(f"{RECORD}/evidence/<uuid:key>/", sharing.attachment, name="record-evidence"),
    path(f"{RECORD}/without/", sharing.without, name="record-without"),
    path(f"{RECORD}/participation/", sharing.participation, name="record-participation"),
]
