"""A link of a sealed month may lead to several records; a month keeps only where links differ from the one before."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

INTO_SEVERAL = """
    ALTER TABLE registry_editionlink RENAME COLUMN target TO targets;
    ALTER TABLE registry_editionlink ALTER COLUMN targets TYPE varchar(12)[] USING array_remove(ARRAY[targets], '')
"""
INTO_ONE = """
    ALTER TABLE registry_editionlink ALTER COLUMN targets TYPE varchar(12) USING coalesce(targets[1], '');
    ALTER TABLE registry_editionlink RENAME COLUMN targets TO target
"""


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0017_documents_in_volumes_and_sealed_days"),
    ]

    operations = [
        migrations.RunSQL(
            INTO_SEVERAL,
            INTO_ONE,
            state_operations=[
                migrations.RemoveField(model_name="editionlink", name="target"),
                migrations.AddField(
                    model_name="editionlink",
                    name="targets",
                    field=ArrayField(
                        base_field=models.CharField(max_length=12),
                        help_text="references; empty where there are none any more",
                        size=None,
                    ),
                    preserve_default=False,
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="editionlink",
            index=models.Index(fields=["reference"], name="edition_link_reference"),
        ),
    ]
