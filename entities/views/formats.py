"""What each audience reads of a record, field by field: the same page for everybody, made from the lists alone."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from entities.audiences import Reading
from entities.differences import capitalised, fields_of
from entities.kinds import record_kinds
from entities.payload import current_format
from entities.sharing_page import name_of


@require_GET
def formats(request):
    """Compare the formats of all audiences and numbers."""
    return render(request, "entities/formats.html", {"kinds": _kinds(), "audiences": list(Reading)})


def _kinds():
    """The kinds of record, those with the same lists together."""
    found = {}
    for kind in record_kinds():
        names = str(kind.working_copy._meta.verbose_name_plural) if kind.name != "mandate" else _("mandates")
        found.setdefault(id(kind.formats), []).append((kind, names))
    return [_one([kind for kind, _names in rows], [names for _kind, names in rows]) for rows in found.values()]


def _one(kinds, names):
    """The comparison of one set of lists."""
    kind = kinds[0]
    newest = {audience: current_format(kind.name, audience) for audience in Reading}
    listed = list(dict.fromkeys(name for audience in Reading for name in kind.formats[audience][newest[audience]]))
    return {
        "title": capitalised(", ".join(names)),
        "slug": kind.name,
        "newest": [(audience.label, newest[audience]) for audience in Reading],
        "fields": [
            {
                "label": name_of(kind.name, name),
                "name": name,
                "since": [(audience.label, _since(kind.formats[audience], name)) for audience in Reading],
            }
            for name in listed
        ],
        "internal": [name_of(kind.name, name) for name in fields_of(kind.name) if name not in listed],
    }


def _since(numbered, name):
    """The number of the first format of an audience that holds the field, if its newest still does; else None."""
    if name not in numbered[max(numbered)]:
        return None
    return next(number for number in sorted(numbered) if name in numbered[number])
