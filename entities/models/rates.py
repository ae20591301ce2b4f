"""How much each caller of the API has taken of the present minute."""

from django.db import models


class RateWindow(models.Model):
    """Calls of one caller handed out in one minute; workers take them in small lots."""

    caller = models.CharField(max_length=64, primary_key=True, help_text="a token, a person or a network address")
    minute = models.BigIntegerField(help_text="minutes since 1970")
    taken = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["minute"], name="rate_window_minute")]

    def __str__(self):
        return f"{self.caller} {self.taken}"
