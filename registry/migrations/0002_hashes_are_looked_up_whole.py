"""Nobody looks for hashes that begin with something, and each row of that index is as long as the key."""

from django.db import migrations

DROP = "DROP INDEX IF EXISTS registry_editioncontent_sha256_470a0469_like"
MAKE = """
CREATE INDEX registry_editioncontent_sha256_470a0469_like ON registry_editioncontent (sha256 varchar_pattern_ops)
"""


class Migration(migrations.Migration):
    """By itself, as Django makes the index at the end of the migration that makes the table."""

    dependencies = [("registry", "0001_first_release")]
    operations = [migrations.RunSQL(DROP, MAKE)]
