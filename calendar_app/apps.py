"""The app of the joint calendar."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarAppConfig(AppConfig):
    """When."""

    name = "calendar_app"
    verbose_name = _("calendar")

    def ready(self):
        """Register events as a kind of record, and what the calendar has to do by itself."""
        from calendar_app import move_letters, secret_feeds, sources  # models are loaded only now
        from calendar_app.choices import EventStatus
        from calendar_app.columns import COLUMNS, MOVES, ON_PAPER, TAGS, by_date, by_month
        from calendar_app.content import EventContent, kept_inside
        from calendar_app.formats import FORMATS
        from calendar_app.models import CalendarEntry, Event
        from entities import cycle, handing_over, jobs, leaving, personal_data
        from entities.kinds import Kind, Listing, register

        cycle.register("calendars of others looked at", sources.fetch_due)
        jobs.register("calendar-source", sources.look, title=sources.title, result_url=sources.result_url)
        register(
            Kind(
                "event",
                working_copy=Event,
                entry=CalendarEntry,
                content=EventContent,
                formats=FORMATS,
                form="calendar_app.forms.EventForm",
                listing=Listing(
                    "calendar",
                    _("Calendar"),
                    COLUMNS,
                    ON_PAPER,
                    TAGS,
                    place=by_date,
                    placed_by=("dates",),
                    heading=by_month,
                    moves=MOVES,
                ),
                over=EventStatus.HELD,
                replaced=move_letters.tell,
                kept_inside=kept_inside,
            )
        )
        handing_over.register(secret_feeds.hand_over)
        leaving.register(secret_feeds.end_all)
        personal_data.register("calendar_feeds", secret_feeds.told, secret_feeds.erase)
