from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("entities", "0009_letters_that_came_back"),
    ]

    operations = [
        migrations.CreateModel(
            name="RateWindow",
            fields=[
                (
                    "caller",
                    models.CharField(
                        help_text="a token, a person or a network address",
                        max_length=64,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("minute", models.BigIntegerField(help_text="minutes since 1970")),
                ("taken", models.PositiveIntegerField()),
            ],
            options={"indexes": [models.Index(fields=["minute"], name="rate_window_minute")]},
        ),
    ]
