"""Corrections of the portal's own texts: what the secretariat mends in a translation without a developer."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from entities.choices import UN_LANGUAGES
from entities.history import audited

BUMP = """
    INSERT INTO entities_dictionary (id, version, texts) VALUES (1, 1, 1)
    ON CONFLICT (id) DO UPDATE SET version = entities_dictionary.version + 1, texts = entities_dictionary.version + 1;
    RETURN NULL;
"""


@audited()
class TextCorrection(models.Model):
    """One text of the portal as it reads in one language instead of what the catalogue has."""

    language = models.CharField(_("language"), max_length=5, choices=UN_LANGUAGES)
    key = models.CharField(_("key"), max_length=32, help_text=_("Made from the English text and its context."))
    text = models.TextField(_("English text"))
    plural = models.TextField(_("English plural"), blank=True)
    context = models.CharField(_("context"), max_length=200, blank=True)
    forms = ArrayField(models.TextField(), verbose_name=_("translation"))

    class Meta:
        ordering = ["language", "key"]
        verbose_name = _("correction of a text")
        verbose_name_plural = _("corrections of texts")
        constraints = [models.UniqueConstraint(fields=["language", "key"], name="text_corrected_once")]
        triggers = [
            pgtrigger.Trigger(
                name="bump_texts",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=BUMP,
            )
        ]

    def __str__(self):
        return f"{self.language}: {self.text[:60]}"
