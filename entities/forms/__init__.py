"""What people type on the desk: forms of records and of the acts on them."""

from entities.forms.records import RecordForm, Section, form_class

__all__ = ["RecordForm", "Section", "form_class"]
