"""Is a code of reference data in use? The one place of the rule, over all kinds of record."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import Q

from entities.content import CodeField, CodeListField
from entities.kinds import record_kinds
from entities.models import Revision


def code_fields(kind):
    """Names of the content fields, of all kinds of record, that hold codes of one list: {name: is it a list}."""
    found = {}
    for record_kind in record_kinds():
        for name, field in record_kind.content().fields.items():
            if isinstance(field, CodeListField) and field.child.kind == kind:
                found[name] = True
            elif isinstance(field, CodeField) and field.kind == kind:
                found[name] = False
    return found


def in_use(kind, code):
    """Does any wording, present or past, hold this code of a list? Published payloads are made from these."""
    fields = code_fields(kind)
    return _in_working_copies(fields, code) or _in_revisions(fields, code)


def _in_working_copies(fields, code):
    for model in {record_kind.working_copy for record_kind in record_kinds()}:
        columns = {column.name: column for column in model._meta.get_fields() if hasattr(column, "column")}
        for name in fields:
            column = columns.get(name)
            if column is None:
                continue
            lookup = {f"{name}__contains": [code]} if isinstance(column, ArrayField) else {name: code}
            if model.objects.filter(**lookup).exists():
                return True
    return False


def _in_revisions(fields, code):
    held = Q()
    for name, is_list in fields.items():
        held |= Q(content__contains={name: [code] if is_list else code})
    return bool(fields) and Revision.objects.filter(held).exists()
