"""Pages on which the secretariat keeps entities, their names over time, and the network."""

from django.contrib import messages
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entities import reference
from entities.forms.reference import AliasesForm, EntityForm, NameForm, NetworkForm, NewEntityForm, NewNameForm
from entities.labels import labels
from entities.models import Entity, EntityAlias, EntityName, NetworkMembership
from entities.reference_history import changes
from entities.views.editing import edit
from entities.views.finding import clean_words
from entities.views.review import tabs
from entities.views.secretariat import for_secretariat
from ungass_portal.lib import clock
from ungass_portal.lib.keyset import page_of
from ungass_portal.lib.lists import listed
from ungass_portal.lib.problems import ProcessError

SEEN_OR_SENT = require_http_methods(["GET", "HEAD", "POST"])


@for_secretariat
@require_GET
def index(request):
    """What reference data there is to keep."""
    return render(request, "entities/reference/index.html", {"tabs": tabs("reference")})


@for_secretariat
@require_GET
def entities(request):
    """All entities, found by any of their names."""
    words = clean_words(request.GET.get("q", ""))
    rows = Entity.objects.select_related("parent")
    if words:
        known = labels().of("entity").values()
        found = [
            row.code for row in known if words.casefold() in " ".join((row.name, row.code, *row.aliases)).casefold()
        ]
        rows = rows.filter(slug__in=found)
    page = page_of(rows, {"slug": clean_words}, request.GET, size=100)
    context = {"page": page, "words": words, "tabs": tabs("reference"), "network": labels().network}
    return render(request, "entities/reference/entities.html", context)


@for_secretariat
@SEEN_OR_SENT
def new_entity(request):
    """Make an entity."""
    form = NewEntityForm(request.POST or None)

    def save(form):
        entity = form.save(commit=False)
        named = {name: form.cleaned_data[name] for name in ("name", "acronym", "valid_from", "reason")}
        reference.create_entity(entity=entity, by=request.user, **named)

    slug = form.data.get("slug", "")
    back = reverse("reference-entity", args=[slug]) if slug and form.is_valid() else reverse("reference-entities")
    return edit(
        request,
        form,
        save,
        said=_("The entity is made."),
        back=back,
        title=_("New entity"),
        button=_("Make the entity"),
    )


@for_secretariat
@require_GET
def entity(request, slug):
    """One entity: its facts, names over time, aliases, network and history."""
    row = get_object_or_404(Entity.objects.select_related("parent"), slug=slug)
    context = {
        "entity": row,
        "label": labels().entity(slug),
        "facts": _facts(row),
        "names": row.names.order_by(F("valid_from").desc(nulls_last=True)),
        "aliases": row.aliases.all(),
        "network": row.network.order_by("-starts"),
        "today": clock.today(),
        "tabs": tabs("reference"),
        "changes": changes(
            (Entity, {"pgh_obj_id": row.pk}),
            (EntityName, {"entity_id": row.pk}),
            (EntityAlias, {"entity_id": row.pk}),
            (NetworkMembership, {"entity_id": row.pk}),
        ),
    }
    return render(request, "entities/reference/entity.html", context)


def _facts(row):
    """The facts of an entity as the page lists them."""
    seat = listed(filter(None, [row.hq_city, labels().get("country", row.hq_country).name if row.hq_country else ""]))
    approval = _("focal point approves") if row.contributors_need_approval else _("straight to the secretariat")
    return [
        {"term": _("Code"), "value": row.slug},
        {"term": _("Kind"), "value": row.get_kind_display()},
        {"term": _("UN system"), "value": _("yes") if row.un_system else _("no")},
        {"term": _("Part of"), "value": str(row.parent) if row.parent else _("nothing")},
        {"term": _("Seat"), "value": seat},
        {"term": _("Contributors’ submissions"), "value": approval},
        {"term": _("Source"), "value": row.source, "dir": "auto"},
        {"term": _("Remark"), "value": row.note or _("none"), "dir": "auto" if row.note else ""},
    ]


def on_entity(view):
    """A form about one entity: `view(request, entity, back, ...)`."""

    @for_secretariat
    @SEEN_OR_SENT
    def opened(request, slug, **more):
        row = get_object_or_404(Entity, slug=slug)
        return view(request, row, reverse("reference-entity", args=[slug]), **more)

    return opened


@on_entity
def edit_entity(request, row, back):
    """Change the facts of an entity."""

    def save(form):
        reference.keep(form.save(commit=False), by=request.user, reason=form.cleaned_data["reason"])

    return edit(
        request,
        EntityForm(request.POST or None, instance=row),
        save,
        said=_("Saved."),
        back=back,
        title=_("Facts about %(entity)s") % {"entity": labels().entity(row.slug)},
        button=_("Save"),
    )


@on_entity
def new_name(request, row, back):
    """Give an entity a new name from a day on."""

    def save(form):
        data = form.cleaned_data
        reference.rename(
            entity=row,
            name=data["name"],
            acronym=data["acronym"],
            valid_from=data["valid_from"],
            source=data["source"],
            reason=data["reason"],
            by=request.user,
        )

    return edit(
        request,
        NewNameForm(request.POST or None, instance=EntityName(entity=row)),
        save,
        said=_("The new name is kept; the former one ends the day before."),
        back=back,
        title=_("New name of %(entity)s") % {"entity": labels().entity(row.slug)},
        lead=_("Nothing is rewritten: what was sealed under the former name keeps it."),
        button=_("Keep the new name"),
    )


@on_entity
def edit_name(request, row, back, pk):
    """Correct a name or its days."""

    def save(form):
        reference.keep(form.save(commit=False), by=request.user, reason=form.cleaned_data["reason"])

    return edit(
        request,
        NameForm(request.POST or None, instance=get_object_or_404(row.names, pk=pk)),
        save,
        said=_("Saved."),
        back=back,
        title=_("Correct a name of %(entity)s") % {"entity": labels().entity(row.slug)},
        lead=_("For mistakes only. A real change of name is a new name from a day on."),
        button=_("Save"),
    )


@for_secretariat
@require_POST
def take_back_name(request, slug, pk):
    """Undo a renaming."""
    name = get_object_or_404(EntityName, entity__slug=slug, pk=pk)
    try:
        reference.take_back_name(name=name, by=request.user)
    except ProcessError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("“%(name)s” is taken back; the name before it holds on.") % {"name": name.name})
    return redirect("reference-entity", slug)


@on_entity
def edit_aliases(request, row, back):
    """Say how else people write an entity's name."""

    def save(form):
        data = form.cleaned_data
        reference.set_aliases(entity=row, aliases=data["aliases"], by=request.user, reason=data["reason"])

    known = "\n".join(row.aliases.values_list("alias", flat=True))
    return edit(
        request,
        AliasesForm(request.POST or None, initial={"aliases": known}),
        save,
        said=_("Saved."),
        back=back,
        title=_("Other names of %(entity)s") % {"entity": labels().entity(row.slug)},
        button=_("Save"),
    )


@for_secretariat
@require_GET
def network(request):
    """The network of focal points: who belongs to it, since when, how often it reports."""
    today = clock.today()
    rows = list(NetworkMembership.objects.select_related("entity").order_by("entity__slug", "starts"))
    context = {
        "current": [row for row in rows if row.starts <= today and (not row.ends or row.ends >= today)],
        "coming": [row for row in rows if row.starts > today],
        "past": [row for row in rows if row.ends and row.ends < today],
        "tabs": tabs("reference"),
        "changes": changes((NetworkMembership, {}), by_people=True),
    }
    return render(request, "entities/reference/network.html", context)


@on_entity
def network_time(request, row, back, pk=None):
    """Add a time in the network, or change one: its rhythm, its end, its basis."""
    time = get_object_or_404(row.network, pk=pk) if pk else NetworkMembership(entity=row)

    def save(form):
        reference.keep(form.save(commit=False), by=request.user, reason=form.cleaned_data["reason"])

    initial = None if pk else {"starts": clock.today()}
    return edit(
        request,
        NetworkForm(request.POST or None, instance=time, initial=initial),
        save,
        said=_("Saved."),
        back=back,
        title=_("%(entity)s in the network") % {"entity": labels().entity(row.slug)},
        lead=_("Entities of the network read everything that is cleared, and decide about what names them."),
        button=_("Save") if pk else _("Add to the network"),
    )


@for_secretariat
@require_POST
def end_network_time(request, slug, pk):
    """Let an entity's time in the network end today, or go on again."""
    row = get_object_or_404(NetworkMembership, entity__slug=slug, pk=pk)
    if row.starts > clock.today():
        raise Http404
    if row.ends is None:
        row.ends = clock.today()
        said = _("The entity leaves the network after %(day)s.") % {"day": date_format(row.ends, "DATE_FORMAT")}
    else:
        later = row.entity.network.filter(starts__gt=row.starts).exists()
        if later:
            messages.error(request, _("A later time in the network exists; change that one."))
            return redirect("reference-entity", slug)
        row.ends, said = None, _("The entity stays in the network.")
    reference.keep(row, by=request.user)
    messages.success(request, said)
    return redirect("reference-entity", slug)
