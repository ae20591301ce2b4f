"""What is done: activities and mandates, the structure of the outcome document, and the months' editions."""

from registry.models.activity import Activity
from registry.models.circular import Circular, DistributionList, ListLeaving, Mailbox, PublishedCircular
from registry.models.edition import (
    Edition,
    EditionConfirmation,
    EditionContent,
    EditionCorrection,
    EditionDocument,
    EditionEntry,
    EditionEntryEnd,
    EditionLink,
    EditionRevision,
    EditionRule,
    LabelSet,
    PurgedRevision,
    RemovedContent,
    SignOff,
)
from registry.models.entry import MatrixEntry
from registry.models.imports import ColumnMemory, Import, ImportRow, ImportSheet
from registry.models.themes import Chapter, Recommendation, Scheme, Subheading, Term

__all__ = [
    "Activity",
    "Chapter",
    "Circular",
    "ColumnMemory",
    "DistributionList",
    "Edition",
    "EditionConfirmation",
    "EditionContent",
    "EditionCorrection",
    "EditionDocument",
    "EditionEntry",
    "EditionEntryEnd",
    "EditionLink",
    "EditionRevision",
    "EditionRule",
    "Import",
    "ImportRow",
    "ImportSheet",
    "LabelSet",
    "ListLeaving",
    "Mailbox",
    "MatrixEntry",
    "PublishedCircular",
    "PurgedRevision",
    "Recommendation",
    "RemovedContent",
    "Scheme",
    "SignOff",
    "Subheading",
    "Term",
]
