"""Entries that were written before titles had keys get theirs."""

from django.db import migrations

from entities.sorted_titles import rewrite


def give_keys(apps, schema_editor):
    rewrite(apps.get_model("registry", "MatrixEntry"))


class Migration(migrations.Migration):
    dependencies = [("registry", "0014_titles_have_an_order")]

    operations = [migrations.RunPython(give_keys, migrations.RunPython.noop)]
