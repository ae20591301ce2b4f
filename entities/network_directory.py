"""The directory of the network: roles with office and function, and of persons what each of them shows."""

from django.utils.translation import gettext as _

from entities.choices import Role
from entities.labels import labels
from entities.models import DirectoryEntry, Membership, NetworkMembership
from ungass_portal.lib import clock, sorting


def listed(words=""):
    """Places with their people, the secretariat first; every word must stand in what is shown of a person."""
    today = clock.today()
    network = NetworkMembership.objects.filter(starts__lte=today).exclude(ends__lt=today).values("entity")
    rows = Membership.objects.current().filter(user__is_active=True).select_related("user", "entity")
    held = [*rows.filter(role=Role.SECRETARIAT), *rows.filter(entity__in=network)]
    entries = {row.person_id: row for row in DirectoryEntry.objects.filter(person__in=[row.user_id for row in held])}
    places, wanted = {}, words.casefold().split()
    for row in held:
        shown = _shown(row, entries.get(row.user_id) or DirectoryEntry())
        if all(word in " ".join(filter(None, map(str, shown.values()))).casefold() for word in wanted):
            places.setdefault(shown["place"], []).append(shown)
    for people in places.values():
        people.sort(key=lambda shown: (shown["order"], *map(sorting.key, (shown["name"], shown["function"]))))
    first = _("CND secretariat")
    return sorted(places.items(), key=lambda item: (item[0] != first, sorting.key(item[0])))


ORDER = [Role.SECRETARIAT, Role.FOCAL_POINT, Role.CONTRIBUTOR, Role.VIEWER]


def _shown(row, entry):
    """What everybody in the network may read of a role and its person."""
    return {
        "place": labels().entity(row.entity.slug).name if row.entity else _("CND secretariat"),
        "slug": row.entity.slug if row.entity else "",
        "role": row.get_role_display() + (f" ({_('deputy')})" if row.deputy else ""),
        "office": entry.office,
        "function": entry.function,
        "name": row.user.name if entry.shows_name else "",
        "email": row.user.email if entry.shows_email else "",
        "phone": entry.phone if entry.shows_phone else "",
        "order": (ORDER.index(row.role), row.deputy),
    }
