"""Who, where, and the gate that both kinds of record pass."""

from entities.models.access_log import AccessKind, AccessLog, RequestOrigin
from entities.models.admission import AccessRequest, ApprovedDomain, DirectoryEntry, LostFactor
from entities.models.dictionary import Dictionary
from entities.models.entry import Entry
from entities.models.gate import Agreement, Audience, AudienceClock, Change, Evidence, SharingPolicy
from entities.models.invitations import Invitation
from entities.models.jobs import Job, ScheduledRun
from entities.models.mail import Letter, MailRefusal
from entities.models.merge import Merge, MergedAddress, MergeWord
from entities.models.network import Entity, EntityAlias, EntityName, NetworkMembership
from entities.models.partners import ApiToken, PartnerOrganisation, TokenUsage
from entities.models.people import Membership, User
from entities.models.places import Country, Region
from entities.models.rates import RateWindow
from entities.models.receipts import Receipt
from entities.models.record import (
    FormDraft,
    Participation,
    ProgressLine,
    Proposal,
    Record,
    Revision,
    Version,
)
from entities.models.removal import Removal
from entities.models.restoring import Restoration
from entities.models.texts import TextCorrection
from entities.models.views import SavedView
from entities.models.webhooks import WebhookDelivery, WebhookEndpoint
from entities.models.working_copy import WorkingCopy

__all__ = [
    "AccessKind",
    "AccessLog",
    "AccessRequest",
    "Agreement",
    "ApiToken",
    "ApprovedDomain",
    "Audience",
    "AudienceClock",
    "Change",
    "Country",
    "Dictionary",
    "DirectoryEntry",
    "Entity",
    "EntityAlias",
    "EntityName",
    "Entry",
    "Evidence",
    "FormDraft",
    "Invitation",
    "Job",
    "Letter",
    "LostFactor",
    "MailRefusal",
    "Membership",
    "Merge",
    "MergeWord",
    "MergedAddress",
    "NetworkMembership",
    "Participation",
    "PartnerOrganisation",
    "ProgressLine",
    "Proposal",
    "RateWindow",
    "Receipt",
    "Record",
    "Region",
    "Removal",
    "RequestOrigin",
    "Restoration",
    "Revision",
    "SavedView",
    "ScheduledRun",
    "SharingPolicy",
    "TextCorrection",
    "TokenUsage",
    "User",
    "Version",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WorkingCopy",
]
