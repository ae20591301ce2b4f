"""Keeping reference data: entities and their dated names, the network; each write says who and why."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from entities.history import acting
from entities.models import EntityAlias, EntityName
from ungass_portal.lib.problems import ProcessError


@transaction.atomic
def keep(row, *, by, reason=""):
    """Save one row of reference data; returns it."""
    with acting(by, reason):
        row.save()
    return row


@transaction.atomic
def remove(row, *, by, reason=""):
    """Delete a row that nothing uses; the caller has asked `usage.in_use`."""
    with acting(by, reason):
        row.delete()


@transaction.atomic
def create_entity(*, entity, name, acronym, valid_from, by, reason=""):
    """Make an entity with its first name; returns it."""
    with acting(by, reason):
        entity.save()
        EntityName.objects.create(
            entity=entity, name=name, acronym=acronym, valid_from=valid_from, source=entity.source
        )
    return entity


@transaction.atomic
def rename(*, entity, name, acronym, valid_from, by, source="", reason=""):
    """Give an entity a new name from a day on; the former one ends the day before. Nothing else is rewritten."""
    names = list(entity.names.select_for_update().order_by("valid_from"))
    later = next((row for row in names if row.valid_from and row.valid_from >= valid_from), None)
    if later:
        raise ProcessError(
            _("The name “%(name)s” begins on %(day)s. Give a later day, or correct that name.")
            % {"name": later.name, "day": later.valid_from.isoformat()}
        )
    with acting(by, reason):
        for former in names:
            if former.valid_to is None or former.valid_to >= valid_from:
                former.valid_to = valid_from - timedelta(days=1)
                former.save(update_fields=["valid_to"])
        return EntityName.objects.create(
            entity=entity, name=name, acronym=acronym, valid_from=valid_from, source=source
        )


@transaction.atomic
def take_back_name(*, name, by):
    """Undo a renaming: the newest name goes, and the one before holds on. An only name stays."""
    names = list(name.entity.names.select_for_update().order_by(F("valid_from").asc(nulls_first=True)))
    if len(names) < 2 or names[-1].pk != name.pk:
        raise ProcessError(_("Only the newest of several names can be taken back. Correct this one instead."))
    with acting(by):
        name.delete()
        names[-2].valid_to = None
        names[-2].save(update_fields=["valid_to"])


@transaction.atomic
def set_aliases(*, entity, aliases, by, reason=""):
    """Make the entity's aliases these."""
    with acting(by, reason):
        entity.aliases.exclude(alias__in=aliases).delete()
        known = set(entity.aliases.values_list("alias", flat=True))
        for alias in aliases:
            if alias not in known:
                EntityAlias.objects.create(entity=entity, alias=alias)
