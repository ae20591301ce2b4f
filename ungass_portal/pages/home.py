"""The home page: what is going on."""

from math import ceil, sqrt

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from entities.choices import RecordKind
from entities.labels import labels
from entities.models import Country
from entities.readers import reader_of
from registry.about import Overview
from registry.month_state import state_of
from ungass_portal.lib import clock, sorting
from ungass_portal.lib.addresses import address
from ungass_portal.lib.equal_earth import project
from ungass_portal.pages import news

TINTS = 5
LARGEST_DOT = 14


@require_safe
def home(request):
    """News of the month, where it stands, who does what, what comes next, and where."""
    reader = reader_of(request)
    counted = Overview(reader)
    return render(
        request,
        "home.html",
        {
            "total": counted.total,
            "news": news.of_this_month(reader),
            "heat": heat(request, counted),
            "dots": dots(request, counted),
            "month": clock.today().replace(day=1),
            "state": state_of(request, reader),
        },
    )


def activities(request, **query):
    """The address of the matrix with some filters; it then shows as many activities as were counted."""
    return address(request, reverse("matrix"), kind=RecordKind.ACTIVITY.value, **query)


def heat(request, counted):
    """Network entities by chapter: numbers with the address of the very list that they count."""
    words = labels()
    chapters = {number: (str(number), words.get("chapter", number).short) for number in counted.by_chapter
                if number != "none"}  # fmt: skip
    chapters["none"] = (_("No chapter"), "")
    slugs = [slug for slug in words.of("entity") if slug in words.network and slug in counted.by_entity]
    most = max((counted.by_entity[slug][f"chapter_{code}"] for slug in slugs for code in chapters), default=0)
    return {
        "columns": [
            {
                "label": label,
                "title": title,
                "chapter": code if code != "none" else None,
                "url": activities(request, chapter=code),
                "total": counted.by_chapter[code],
            }
            for code, (label, title) in chapters.items()
        ],
        "rows": [_heat_row(request, slug, counted.by_entity[slug], chapters, most) for slug in slugs],
        "total": counted.total,
    }


def _heat_row(request, slug, counts, chapters, most):
    """One entity's numbers."""
    label = labels().entity(slug)
    return {
        "label": label.short,
        "title": label.name,
        "url": address(request, reverse("entity-detail", args=[slug])),
        "total": counts["all"],
        "cells": [
            {
                "count": counts[f"chapter_{code}"],
                "step": ceil(TINTS * counts[f"chapter_{code}"] / most) if most else 0,
                "url": activities(request, entity=slug, chapter=code),
                "title": _("%(entity)s, %(chapter)s: %(count)s")
                % {
                    "entity": label.short,
                    "chapter": title or head,
                    "count": ngettext("%(n)d activity", "%(n)d activities", counts[f"chapter_{code}"])
                    % {"n": counts[f"chapter_{code}"]},
                },
            }
            for code, (head, title) in chapters.items()
        ],
    }


def dots(request, counted):
    """A dot for each country with activities, largest first so that small ones stay visible."""
    words = labels()
    places = Country.objects.filter(iso3__in=counted.by_country, latitude__isnull=False)
    found = []
    for iso3, latitude, longitude in places.values_list("iso3", "latitude", "longitude"):
        x, y = project(latitude, longitude)
        count = counted.by_country[iso3]
        found.append(
            {
                "x": x,
                "y": y,
                "r": round(min(LARGEST_DOT, 2 + 2 * sqrt(count)), 1),
                "count": count,
                "label": words.get("country", iso3).name,
                "url": address(request, reverse("country-detail", args=[iso3.lower()])),
            }
        )
    return sorted(found, key=lambda dot: (-dot["count"], sorting.key(dot["label"])))
