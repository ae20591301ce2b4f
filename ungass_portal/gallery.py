"""The staff's page with every component of `templates/components/`, on made-up values."""

import datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from ungass_portal.lib.equal_earth import project

CHAPTERS = [
    (1, _("Prevention, treatment and health")),
    (2, _("Access to controlled medicines")),
    (3, _("Supply reduction")),
    (4, _("Human rights, youth, women")),
    (5, _("New challenges and threats")),
    (6, _("International cooperation")),
    (7, _("Alternative development")),
]


class SampleForm(forms.Form):
    """One field of each kind that the portal's forms use."""

    title = forms.CharField(max_length=200, help_text=_("One line that says what is done."))
    summary = forms.CharField(widget=forms.Textarea, help_text=_("What it is, for somebody outside your entity."))
    start = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}), label=_("From"))
    level = forms.ChoiceField(choices=[("", "---------"), ("hq", _("Headquarters")), ("field", _("Field"))])
    chapters = forms.MultipleChoiceField(choices=CHAPTERS, widget=forms.CheckboxSelectMultiple, required=False)
    scope = forms.ChoiceField(choices=[("global", _("Global")), ("country", _("Country"))], widget=forms.RadioSelect)
    countries = forms.MultipleChoiceField(
        required=False,
        choices=[("KEN", "Kenya"), ("CIV", "Côte d’Ivoire"), ("VNM", "Viet Nam"), ("AFG", "Afghanistan")],
        help_text=_("As many as the activity takes place in."),
    )
    entity = forms.ChoiceField(
        required=False,
        choices=[("", "---------"), ("who", "WHO"), ("unodc", "UNODC"), ("ohchr", "OHCHR")],
    )
    joint = forms.BooleanField(required=False, label=_("Several entities do this together"))


def samples() -> dict[str, object]:
    """Made-up values for each component, none of them of a real record."""
    places = [("Kenya", 0.2, 37.9, 7), ("Colombia", 4.6, -74.1, 12), ("Viet Nam", 16.2, 106.3, 4)]
    counts = [[12, 0, 3, 7, 1, 5, 0], [2, 9, 0, 0, 0, 1, 4], [0, 0, 1, 30, 0, 2, 0]]
    columns = [[row[i] for row in counts] for i in range(7)]
    return {
        "form": SampleForm(initial={"countries": ["KEN", "CIV"]}),
        "form_with_errors": SampleForm({"summary": "Kept as it was typed"}, auto_id="wrong_%s"),
        "chapters": [{"number": number, "title": title} for number, title in CHAPTERS],
        "long_facet": [{"value": n, "label": f"Country {n}", "count": n * 3, "checked": n == 2} for n in range(1, 14)],
        "short_facet": [{"value": n, "label": title, "count": None} for n, title in CHAPTERS[:4]],
        "chips": [
            {"label": _("Entity"), "value": "WHO", "url": "?"},
            {"label": _("Status"), "value": _("Ongoing"), "url": "?"},
        ],
        "page": {"previous": "?before=a", "next": "?after=z", "shown": 100, "total": 1240},
        "columns": [
            {"label": _("Reference"), "url": "?sort=reference", "sorted": "ascending"},
            {"label": _("Activity"), "url": "?sort=title", "sorted": ""},
            {"label": _("Chapter")},
            {"label": _("Status")},
            {"label": _("Countries"), "number": True},
        ],
        "heat_columns": [
            {
                "label": number,
                "chapter": number,
                "title": title,
                "url": "?",
                "total": sum(columns[number - 1]),
            }
            for number, title in CHAPTERS
        ],
        "heat_rows": [
            {
                "label": name,
                "url": "?",
                "total": sum(row),
                "cells": [{"count": n, "url": "?", "step": min(5, (n + 4) // 5)} for n in row],
            }
            for name, row in zip(("UNODC", "WHO", "OHCHR"), counts, strict=True)
        ],
        "heat_total": sum(map(sum, counts)),
        "dots": [
            {"label": name, "count": n, "url": "?", "r": 3 + n**0.5 * 2, "x": x, "y": y}
            for name, lat, lon, n in places
            for x, y in [project(lat, lon)]
        ],
        "history": [
            {
                "title": _("Returned"),
                "when": datetime.datetime(2018, 3, 9, 16, 20, tzinfo=datetime.UTC),
                "who": _("the secretariat"),
                "reason": _("The dates of the second workshop are missing."),
                "tone": "warning",
            },
            {
                "title": _("Submitted"),
                "when": datetime.datetime(2018, 3, 8, 10, 2, tzinfo=datetime.UTC),
                "who": "WHO",
                "diff": [
                    {"kind": "same", "text": "Training of "},
                    {"kind": "removed", "text": "health workers"},
                    {"kind": "added", "text": "nurses and pharmacists"},
                    {"kind": "same", "text": " in three countries."},
                ],
            },
        ],
        "facts": [
            {"term": _("Level"), "value": _("Headquarters")},
            {"term": _("Lead"), "value": "WHO", "url": "?"},
            {"term": _("Dates"), "value": None},
        ],
        "tabs": [
            {"label": _("Needs you"), "url": "?", "current": True, "count": 3},
            {"label": _("Unchanged"), "url": "?", "count": 8},
            {"label": _("Done"), "url": "?", "count": None},
        ],
    }


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component on one page, to be looked at before and after a change of style."""
    return render(request, "gallery.html", samples())
