"""Entries that were written before titles had keys get theirs."""

from django.db import migrations

from entities.sorted_titles import rewrite


def give_keys(apps, schema_editor):
    rewrite(apps.get_model("calendar_app", "CalendarEntry"))


class Migration(migrations.Migration):
    dependencies = [("calendar_app", "0011_titles_have_an_order")]

    operations = [migrations.RunPython(give_keys, migrations.RunPython.noop)]
