"""The API, the list, the exports and the feed."""

import calendar
import csv
from datetime import datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import icalendar
import xlsxwriter
from django.http import HttpResponse
from django.shortcuts import render
from django.views.generic import ListView
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import viewsets
from rest_framework.filters import SearchFilter
from rest_framework.pagination import PageNumberPagination

from scripts.bench.plain.filters import ActivityFilter, EventFilter
from scripts.bench.plain.models import Activity, Event
from scripts.bench.plain.serializers import ActivitySerializer

COLUMNS = (
    "Reference", "Title", "Summary", "Lead", "Partners", "Chapter", "Sub-heading", "Recommendations", "Terms",
    "Level", "Scope", "Countries", "Regions", "From", "To", "Status", "Outputs", "Figures", "Programme",
    "Source", "Last confirmed", "Updated",
)  # fmt: skip


def activities():
    """All activities with everything that is shown of them."""
    return Activity.objects.select_related("chapter", "subheading", "programme").prefetch_related(
        "participants__entity",
        "other_partners",
        "other_chapters",
        "other_subheadings",
        "recommendations",
        "terms",
        "countries",
        "regions",
        "partner_countries",
        "outputs",
        "figures",
        "links",
        "progress",
    )


class Pages(PageNumberPagination):
    """Pages by number."""

    page_size = 100
    page_size_query_param = "page_size"
    max_page_size = 1000


class ActivityViewSet(viewsets.ModelViewSet):
    """The API."""

    queryset = activities()
    serializer_class = ActivitySerializer
    lookup_field = "reference"
    pagination_class = Pages
    filter_backends = [DjangoFilterBackend, SearchFilter]
    filterset_class = ActivityFilter
    search_fields = ["title", "summary"]


class ActivityList(ListView):
    """The matrix: a filter form and a table."""

    template_name = "plain/activity_list.html"
    paginate_by = 100

    def get_queryset(self):
        """The rows that the form asks for."""
        self.filter = ActivityFilter(self.request.GET, queryset=activities())
        return self.filter.qs

    def get_context_data(self, **kwargs):
        """The rows, with the form."""
        return super().get_context_data(**kwargs, filter=self.filter)


def cells(activity):
    """The row of an export."""
    parts = list(activity.participants.all())
    return [
        activity.reference,
        activity.title,
        activity.summary,
        ", ".join(part.entity.name for part in parts if part.role == "lead"),
        ", ".join(part.entity.name for part in parts if part.role != "lead"),
        activity.chapter.number if activity.chapter else None,
        activity.subheading.title if activity.subheading else "",
        ", ".join(row.code for row in activity.recommendations.all()),
        ", ".join(row.label for row in activity.terms.all()),
        activity.level,
        activity.scope,
        ", ".join(row.name for row in activity.countries.all()),
        ", ".join(row.name for row in activity.regions.all()),
        activity.date_from,
        activity.date_to,
        activity.status,
        "; ".join(row.title for row in activity.outputs.all()),
        "; ".join(f"{row.value:g} {row.unit}" for row in activity.figures.all()),
        activity.programme.label if activity.programme else "",
        activity.source_symbol,
        activity.last_confirmed,
        activity.updated_at.replace(tzinfo=None),
    ]


def export_csv(request):
    """Everything as CSV."""
    response = HttpResponse(content_type="text/csv")
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for activity in activities():
        writer.writerow(cells(activity))
    return response


def export_xlsx(request):
    """Everything as a workbook."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, COLUMNS)
    for number, activity in enumerate(activities(), 1):
        sheet.write_row(number, 0, cells(activity))
    book.close()
    return HttpResponse(buffer.getvalue(), content_type="application/octet-stream")


def feed(request):
    """All events as a calendar, by the usual library."""
    whole = icalendar.Calendar()
    whole.add("prodid", "-//plain//EN")
    whole.add("version", "2.0")
    for event in Event.objects.exclude(date_from=None).prefetch_related("organisers"):
        item = icalendar.Event()
        item.add("uid", f"{event.reference}@plain.invalid")
        item.add("dtstamp", event.updated_at)
        item.add("summary", event.title)
        item.add("description", event.summary)
        item.add("location", event.place)
        item.add("categories", [entity.name for entity in event.organisers.all()])
        if event.start_time:
            zone = ZoneInfo(event.time_zone)
            item.add("dtstart", datetime.combine(event.date_from, event.start_time, zone))
        else:
            item.add("dtstart", event.date_from)
            item.add("dtend", (event.date_to or event.date_from) + timedelta(days=1))
        whole.add_component(item)
    return HttpResponse(whole.to_ical(), content_type="text/calendar")


def month(request, year, month):
    """A month: each day with its first events, the first hundred as a list, and a form to filter them."""
    weeks = calendar.Calendar().monthdatescalendar(year, month)
    within = Event.objects.filter(date_from__lte=weeks[-1][-1], date_to__gte=weeks[0][0])
    form = EventFilter(request.GET, queryset=within.prefetch_related("organisers").order_by("date_from"))
    events = list(form.qs)
    days = [
        [(day, [event for event in events if event.date_from <= day <= event.date_to][:5]) for day in week]
        for week in weeks
    ]
    return render(request, "plain/month.html", {"filter": form, "weeks": days, "events": events[:100]})
