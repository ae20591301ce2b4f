"""The days of a token's use tell between which states of its audience it read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("entities", "0022_titles_have_keys")]

    operations = [
        migrations.AddField(
            model_name="tokenusage",
            name="first_position",
            field=models.BigIntegerField(help_text="of its audience's clock, at the first answer", null=True),
        ),
        migrations.AddField(
            model_name="tokenusage",
            name="last_position",
            field=models.BigIntegerField(help_text="at the last answer", null=True),
        ),
    ]
