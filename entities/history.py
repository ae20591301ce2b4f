"""The audit history: kept by the database itself, with actor, reason and request, and refused to change."""

from contextlib import contextmanager
from datetime import datetime

import pghistory
import pgtrigger
from django.db import models
from django.db.models.fields.json import KeyTransform

from ungass_portal.lib import clock

NEWEST = (models.F("pgh_created_at").desc(), models.F("pgh_id").desc())
REFUSAL = "RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;"


def no_truncate():
    """A trigger that refuses TRUNCATE; row triggers do not see it."""
    return pgtrigger.Trigger(
        name="no_truncate",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func=REFUSAL,
    )


def append_only(unless=""):
    """Triggers that refuse UPDATE, DELETE and TRUNCATE of a table; `unless` returns the row that may pass first."""
    refuse = pgtrigger.Trigger(
        name="append_only",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=unless + REFUSAL,
    )
    return [refuse, no_truncate()]


def audited(**options):
    """Class decorator: every insert, update and delete of the model writes an audit row by trigger.

    An audit row holds the person's id only (`user` in its context), never a name or address.
    """
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        append_only=True,
        context_field=pghistory.ContextJSONField(),
        context_id_field=None,
        meta={
            "triggers": [no_truncate()],
            # the audit's page goes through every table from its newest row on: of everybody, of one person, of one act
            "indexes": [
                models.Index(fields=["-pgh_created_at", "-pgh_id"]),
                *(
                    models.Index(KeyTransform(key, "pgh_context"), *NEWEST, name=f"{name}_%(class)s")
                    for key, name in (("user", "who"), ("request_id", "act"))
                ),
                models.Index(
                    KeyTransform("imported", "pgh_context"),
                    *NEWEST,
                    condition=models.Q(pgh_context__has_key="imported"),  # few changes come with a workbook
                    name="imp_%(class)s",
                ),
            ],
        },
        **options,
    )


@contextmanager
def acting(by, reason="", *, imported=None):
    """Block in which every audit row names the acting person, the reason given and the import that it came with.

    pghistory keeps what an inner context adds until the outermost one ends, so it is put back here: the
    reason of one act of a request must not stand under the next. From where the request came is noted beside it.
    """
    from entities import origins  # models are made of what stands here

    details = {"user": by.pk if by else None}
    if reason:
        details["reason"] = reason
    if imported:
        details["imported"] = str(imported)
    if clock.is_fixed():
        # The audit runs on real time; a demonstration shows its own.
        details["portal_time"] = clock.now().isoformat()
    with pghistory.context() as tracked:
        before = dict(tracked.metadata)
        tracked.metadata.update(details)
        origins.note()
        try:
            yield
        finally:
            tracked.metadata.clear()
            tracked.metadata.update(before)


def person_of(event):
    """The id of the person who made the change that an audit row tells of; None for the portal itself."""
    return (event.pgh_context or {}).get("user")


def moment_of(event):
    """When the change was made: the portal's time where it was fixed, else the audit's."""
    told = (event.pgh_context or {}).get("portal_time")
    return datetime.fromisoformat(told) if told else event.pgh_created_at
