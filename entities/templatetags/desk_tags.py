"""What templates of the desk need, and the desk's panel beside an entry."""

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from entities.audiences import Reading
from entities.choices import RecordKind
from entities.differences import capitalised
from entities.kinds import entry_models
from entities.models import Record
from entities.policies import Action, actions_on, has_desk, may_review
from entities.readers import reader_of
from entities.record_page import who_reads
from entities.worklist import EDITABLE
from ungass_portal.lib.lists import listed

register = template.Library()


@register.filter
def text_dir(language):
    """The direction of a wording in a language."""
    return "rtl" if str(language).split("-")[0] == "ar" else "ltr"


@register.filter
def audience_words(slugs):
    """Audiences in running text: the network, partners."""
    words = {Reading.NETWORK: _("the network"), Reading.PARTNERS: _("partners"), Reading.PUBLIC: _("the public")}
    return listed(words[Reading(slug)] for slug in ([slugs] if isinstance(slugs, str) else slugs))


@register.filter
def kicker(record):
    """The small line above a record's title: its kind and reference."""
    return f"{capitalised(str(record.get_kind_display()))} {record.reference}"


@register.filter
def typed_title(draft):
    """The title of something that was typed and not saved."""
    typed = (draft.data.get("title") or [""])[0].strip()
    return typed or _("Untitled %(kind)s") % {"kind": draft.get_kind_display()}


@register.filter
def typing_address(draft):
    """Where a person goes on typing; a record that cannot be edited now shows its page instead."""
    if draft.record is None:
        return f"{reverse('record-new', args=[draft.kind])}?draft={draft.draft_key}"
    name = "record-edit" if draft.record.state in EDITABLE else "record-desk"
    return reverse(name, args=[draft.kind, draft.record.reference])


@register.filter
def kept_at(draft):
    """When something typed was kept: the time, with the day where it was not today."""
    moment = timezone.localtime(draft.saved_at)
    same_day = moment.date() == timezone.localdate()
    return date_format(moment, "H:i" if same_day else "DATETIME_FORMAT")


@register.simple_tag
def new_title(kind):
    """The title of the form of a new record."""
    return {
        RecordKind.ACTIVITY: _("New activity"),
        RecordKind.MANDATE: _("New mandate"),
        RecordKind.EVENT: _("New event"),
    }[RecordKind(kind)]


@register.simple_tag
def desk_url(name, args):
    """The address of an act of the desk with its arguments."""
    return reverse(name, args=args)


@register.inclusion_tag("entities/desk_panel.html", takes_context=True)
def desk_panel(context, reference):
    """Who can read the record and what its owners can do; empty for every other reader.

    Whether a reader is an owner is asked of the network's entry, so a reader who is none causes no look at
    the desk's tables. Nothing is shown while somebody views a page as another audience.
    """
    request = context["request"]
    user = request.user
    if not user.is_authenticated or not has_desk(user) or reader_of(request).audience != Reading.NETWORK:
        return {}
    if not may_review(user) and not _takes_part(request, reference):
        return {}
    rows = Record.objects.filter(reference=reference).prefetch_related("participations__entity")
    record = rows.select_related("activity", "event").first()
    open_actions = actions_on(user, record) if record else set()
    if Action.SEE not in open_actions:
        return {}
    return {
        "record": record,
        "readers": who_reads(record),
        "may_edit": Action.EDIT in open_actions,
        "may_propose": Action.PROPOSE in open_actions,
    }


def _takes_part(request, reference):
    """Is one of the reader's own entities named in the network's entry?"""
    reader = reader_of(request)
    for model in entry_models():
        rows = model.objects.for_reader(reader).filter(reference=reference)
        named = rows.values_list("participants", flat=True).first()
        if named is not None:
            return bool({part.partition(":")[0] for part in named} & reader.entities)
    return False
