"""Named states and codes that both kinds of record share."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EntityKind(TextChoices):
    """What an organisation is; the values are those of the reference data."""

    SECRETARIAT_OFFICE = "un_secretariat_office", _("UN Secretariat office")
    SECRETARIAT_DEPARTMENT = "un_secretariat_department", _("UN Secretariat department")
    JOINT_PROGRAMME = "un_joint_programme", _("UN joint programme")
    FUND_PROGRAMME = "un_fund_programme", _("UN fund or programme")
    UN_ENTITY = "un_entity", _("UN entity")
    SPECIALIZED_AGENCY = "un_specialized_agency", _("UN specialized agency")
    COORDINATION_BODY = "un_coordination_body", _("UN coordination body")
    REGIONAL_CENTRE = "un_regional_centre", _("UN regional centre")
    POLITICAL_MISSION = "un_political_mission", _("UN political mission")
    BACKED_COMMISSION = "un_backed_commission", _("UN-backed commission")
    RESEARCH_INSTITUTE = "un_research_training_institute", _("UN research and training institute")
    TREATY_BODY = "treaty_body", _("treaty body")
    SPECIAL_PROCEDURE = "special_procedure", _("special procedure of the Human Rights Council")
    EXPERT_COMMITTEE = "expert_committee", _("expert committee")
    PRINCIPAL_ORGAN = "un_principal_organ", _("principal organ of the United Nations")
    FUNCTIONAL_COMMISSION = (
        "ecosoc_functional_commission",
        _("functional commission of the Council"),
    )
    FORUM = "un_forum", _("UN forum")
    FINANCIAL_INSTITUTION = (
        "international_financial_institution",
        _("international financial institution"),
    )
    REGIONAL_ORGANIZATION = "regional_organization", _("regional organization")
    INTERGOVERNMENTAL = "intergovernmental_organization", _("intergovernmental organization")
    PUBLIC_PRIVATE = "public_private_partnership", _("public-private partnership")
    LAW_ENFORCEMENT_NETWORK = "law_enforcement_network", _("law enforcement network")
    ASSET_RECOVERY_NETWORK = "asset_recovery_network", _("asset recovery network")
    JUDICIAL_NETWORK = "judicial_network", _("judicial network")
    INFORMAL_GROUP = "informal_group", _("informal group")
    NGO = "ngo", _("non-governmental organization")
    OTHER = "other", _("other body")


class Rhythm(TextChoices):
    """How often a network entity reports."""

    MONTHLY = "monthly", _("reports every month")
    QUARTERLY = "quarterly", _("reports every quarter")
    READS = "reads", _("reads only")


class Role(TextChoices):
    """What a membership lets a person do; roles are code."""

    FOCAL_POINT = "focal_point", _("focal point")
    CONTRIBUTOR = "contributor", _("contributor")
    VIEWER = "viewer", _("viewer")
    SECRETARIAT = "secretariat", _("secretariat")
    PARTNER = "partner", _("partner member")


class TokenScope(TextChoices):
    """What an API token is good for; every token reads."""

    READ = "read", _("read")
    RECEIPTS = "receipts", _("confirm that withdrawn records are erased")
    WRITE = "write", _("write to the own desk")


class RecordKind(TextChoices):
    """What has a reference for ever; the value's first letters make the reference."""

    ACTIVITY = "activity", _("activity")
    MANDATE = "mandate", _("mandate")
    EVENT = "event", _("event")


class RecordState(TextChoices):
    """Where the working copy stands on its way through the desk."""

    DRAFT = "draft", _("draft")
    WITH_FOCAL_POINT = "with_focal_point", _("waiting for the focal point")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    CLEAN = "clean", _("cleared, nothing pending")


class Outcome(TextChoices):
    """What became of a submitted version."""

    PENDING = "pending", _("pending")
    CLEARED = "cleared", _("cleared")
    RETURNED = "returned", _("returned")
    RECALLED = "recalled", _("recalled")
    SUPERSEDED = "superseded", _("superseded by a later version")


class ParticipationRole(TextChoices):
    """An entity's part in a record; organisers of events are leads, co-organisers co-leads."""

    LEAD = "lead", _("lead")
    CO_LEAD = "co_lead", _("co-lead")
    PARTNER = "partner", _("partner")


LEADING_ROLES = (ParticipationRole.LEAD, ParticipationRole.CO_LEAD)


class ParticipationState(TextChoices):
    """Whether the named entity has said that it takes part."""

    NAMED = "named", _("named, not yet confirmed")
    CONFIRMED = "confirmed", _("confirmed")
    DECLINED = "declined", _("declined")

    @classmethod
    def active(cls):
        """States of an entity that takes part."""
        return [cls.NAMED, cls.CONFIRMED]


class Decision(TextChoices):
    """A decider's word on the ledger."""

    AGREE = "agree", _("agrees")
    DECLINE = "decline", _("declines")
    WITHDRAW = "withdraw", _("withdraws")


class AgreementScope(TextChoices):
    """How far an agreement reaches."""

    WORDING = "wording", _("this wording only")
    RECORD = "record", _("this record from now on")


class PolicyWord(TextChoices):
    """What an entity says beforehand about everything that a policy fits."""

    AGREE = "agree", _("agree")
    DECLINE = "decline", _("never")
    ASK = "ask", _("ask us each time")


class DeliveryState(TextChoices):
    """What became of a message to a webhook."""

    WAITING = "waiting", _("waiting")
    DELIVERED = "delivered", _("delivered")
    FAILED = "failed", _("given up")


class ChangeKind(TextChoices):
    """What happened to an entry, as its audience learns it."""

    CREATED = "created", _("created")
    CHANGED = "changed", _("changed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ProposalState(TextChoices):
    """What became of a proposed change."""

    OPEN = "open", _("open")
    SETTLED = "settled", _("settled")
    RECALLED = "recalled", _("recalled")


class MergeState(TextChoices):
    """What became of the proposal to merge two records."""

    OPEN = "open", _("open")
    DONE = "done", _("carried out")
    DECLINED = "declined", _("declined")
    UNDONE = "undone", _("undone")


REFERENCE_PREFIXES = {
    RecordKind.ACTIVITY: "ACT",
    RecordKind.MANDATE: "MAN",
    RecordKind.EVENT: "EVT",
}


class JobState(TextChoices):
    """Where a job of the background stands."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("called off")


class RemovalBasis(TextChoices):
    """Why a record is removed from everything that readers ever had."""

    SAFETY = "safety", _("the safety of people")
    LAW = "law", _("a duty in law")


class LetterKind(TextChoices):
    """The sorts of letter that the portal writes."""

    CALL = "call", _("Call for updates")
    REMINDER = "reminder", _("Reminder before the deadline")
    OVERDUE = "overdue", _("Reminder after the deadline")
    RETURNED = "returned", _("Something is returned")
    MENDED = "mended", _("The secretariat has mended something")
    MOVED = "moved", _("An event is moved or called off")
    ASKED = "asked", _("What your entity is asked for")
    DIGEST = "digest", _("Digest of the secretariat")
    CIRCULAR = "circular", _("Circular")
    TOKEN_ENDS = "token_ends", _("A token ends soon")
    AGREEMENT_ENDS = "agreement_ends", _("An agreement to share ends soon")
    WEBHOOK_STOPPED = "webhook_stopped", _("A webhook was stopped")
    INVITATION = "invitation", _("Invitation")
    SECURITY = "security", _("About how you sign in")
    ACCESS_ASKED = "access_asked", _("Somebody asks for access")


class LetterState(TextChoices):
    """What has become of a letter."""

    WAITING = "waiting", _("waiting")
    CLAIMED = "claimed", _("being sent")
    SENT = "sent", _("sent")
    BOUNCED = "bounced", _("came back")
    FAILED = "failed", _("not accepted")
    UNKNOWN = "unknown", _("not known whether sent")
    DROPPED = "dropped", _("not sent")


class TextStanding(TextChoices):
    """What a text in another language is worth, in the words of who wrote it."""

    UNSAID = "", _("nothing said")
    OWN = "own", _("the entity’s own translation")
    UNOFFICIAL = "unofficial", _("not official")


UN_LANGUAGES = (
    ("ar", "العربية"),
    ("zh", "中文"),
    ("en", "English"),
    ("fr", "français"),
    ("ru", "русский"),
    ("es", "español"),
)
