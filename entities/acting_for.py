from ungass_portal.lib import sorting

"""For which of a person's entities the desk is laid out: chosen once, kept in the session."""

KEY = "acting_for"


def choices(user):
    """Entities in which the person holds a role today, in the order of their short names."""
    if not user.is_authenticated:
        return []
    found = {row.entity_id: row.entity for row in user.current_memberships() if row.entity_id}
    return sorted(found.values(), key=sorting.key)


def chosen(request):
    """The entity that the person acts for: the only one, or the one chosen; None for all of them."""
    offered = choices(request.user)
    if len(offered) == 1:
        return offered[0]
    wanted = request.session.get(KEY) if offered else None
    return next((entity for entity in offered if entity.slug == wanted), None)


def choose(request, slug):
    """Act for one entity, or for all with an empty slug; returns whether the person may."""
    if slug and slug not in {entity.slug for entity in choices(request.user)}:
        return False
    request.session[KEY] = slug
    return True
