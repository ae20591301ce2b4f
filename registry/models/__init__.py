"""What is done: activities and mandates, and the structure of the outcome document."""

from registry.models.activity import Activity
from registry.models.entry import MatrixEntry
from registry.models.themes import Chapter, Recommendation, Scheme, Subheading, Term

__all__ = ["Activity", "Chapter", "MatrixEntry", "Recommendation", "Scheme", "Subheading", "Term"]
