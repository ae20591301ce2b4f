"""The three audiences and their clocks."""

from django.db import migrations

AUDIENCES = ("network", "partners", "public")


def make_audiences(apps, schema_editor):
    """Create the rows that the gate locks."""
    for order, slug in enumerate(AUDIENCES):
        audience, _made = apps.get_model("entities", "Audience").objects.get_or_create(
            slug=slug, defaults={"order": order}
        )
        apps.get_model("entities", "AudienceClock").objects.get_or_create(audience=audience)


class Migration(migrations.Migration):
    dependencies = [("entities", "0001_first_release")]

    operations = [migrations.RunPython(make_audiences, migrations.RunPython.noop)]
