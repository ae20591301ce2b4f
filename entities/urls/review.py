"""Addresses of the secretariat's pages; registry adds its own reference data below `reference/`."""

from django.urls import path, re_path

from entities.urls import desk  # noqa: F401 - makes the form of a reference known to addresses
from entities.views import handing_over, invitations, jobs, mail, merges, partners, people, reference, restored, review

ENTITY = "reference/entities/<slug:slug>"

urlpatterns = [
    path("", review.queue, name="review"),
    path("clear-several/", review.clear_several, name="review-clear-several"),
    re_path(
        r"^(?P<which>with-focal-points|withdrawn|own-only|exceptions)/$",
        review.listing,
        name="review-list",
    ),
    path("reference/", reference.index, name="review-reference"),
    path("reference/entities/", reference.entities, name="reference-entities"),
    path("reference/entities/new/", reference.new_entity, name="reference-entity-new"),
    path(f"{ENTITY}/", reference.entity, name="reference-entity"),
    path(f"{ENTITY}/edit/", reference.edit_entity, name="reference-entity-edit"),
    path(f"{ENTITY}/names/new/", reference.new_name, name="reference-name-new"),
    path(f"{ENTITY}/names/<int:pk>/", reference.edit_name, name="reference-name"),
    path(f"{ENTITY}/names/<int:pk>/take-back/", reference.take_back_name, name="reference-name-take-back"),
    path(f"{ENTITY}/aliases/", reference.edit_aliases, name="reference-aliases"),
    path(f"{ENTITY}/network/new/", reference.network_time, name="reference-network-new"),
    path(f"{ENTITY}/network/<int:pk>/", reference.network_time, name="reference-network-time"),
    path(f"{ENTITY}/network/<int:pk>/end/", reference.end_network_time, name="reference-network-end"),
    path("reference/network/", reference.network, name="reference-network"),
    path("people/", people.people, name="review-people"),
    path("people/new/", people.new_role, name="review-role-new"),
    path("people/invite/", invitations.invite_any, name="review-invite"),
    path("people/invitations/<uuid:key>/revoke/", invitations.revoke_any, name="review-invitation-revoke"),
    path("people/<int:pk>/end/", people.end_role, name="review-role-end"),
    path("people/<int:pk>/reopen/", people.reopen_role, name="review-role-reopen"),
    path("partners/", partners.organisations, name="review-partners"),
    path("partners/new/", partners.new_organisation, name="review-partner-new"),
    path("partners/<slug:slug>/", partners.organisation, name="review-partner"),
    path("partners/<slug:slug>/edit/", partners.edit_organisation, name="review-partner-edit"),
    path("people/<int:pk>/hand-over/", handing_over.hand_over_for, name="review-hand-over"),
    path("restored/", restored.restored, name="review-restored"),
    path("jobs/", jobs.listing, name="review-jobs"),
    path("jobs/<uuid:pk>/retry/", jobs.retry, name="review-job-retry"),
    path("mail/", mail.listing, name="review-mail"),
    path("mail/<uuid:pk>/", mail.letter, name="review-letter"),
    path("mail/<uuid:pk>/body/", mail.letter_body, name="review-letter-body"),
    path("mail/<uuid:pk>/resend/", mail.resend, name="review-letter-resend"),
    path("<reference:reference>/merge/", merges.propose, name="review-merge"),
    path("<reference:reference>/", review.record, name="review-record"),
    path("<reference:reference>/clear/", review.clear, name="review-clear"),
    path("<reference:reference>/return/", review.send_back, name="review-return"),
]
