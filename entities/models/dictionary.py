"""The version of the reference data, from which readers' labels are made."""

import pgtrigger
from django.db import models

BUMP = """
    INSERT INTO entities_dictionary (id, version) VALUES (1, 1)
    ON CONFLICT (id) DO UPDATE SET version = entities_dictionary.version + 1;
    RETURN NULL;
"""


def bumps_dictionary():
    """A trigger for reference tables: any statement that changes them raises the dictionary's version."""
    return pgtrigger.Trigger(
        name="bump_dictionary",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=BUMP,
    )


class Dictionary(models.Model):
    """One row: the number of the newest state of entities, places, chapters and terms."""

    version = models.BigIntegerField(default=0)
    texts = models.BigIntegerField(
        default=0, db_default=0
    )  # the version in which a text of the portal was last corrected

    class Meta:
        db_table = "entities_dictionary"

    def __str__(self):
        return str(self.version)

    @classmethod
    def current(cls):
        """Version numbers now, of all and of corrected texts; 0 before any reference data."""
        return cls.objects.filter(pk=1).values_list("version", "texts").first() or (0, 0)
