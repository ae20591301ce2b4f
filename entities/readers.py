"""Who reads: the audience of a request, decided once."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from entities.audiences import Reading, at_least
from entities.choices import Role
from entities.labels import labels
from ungass_portal.lib.problems import BadParameter, NotYourAudience


@dataclass(frozen=True)
class Reader:
    """The audience in whose name everything is read, and the reader's own entities (slugs)."""

    audience: str
    entities: frozenset = frozenset()

    @property
    def label(self):
        """The audience in words."""
        return Reading(self.audience).label


def audience_of(user):
    """The audience of a signed-in person: the widest that one of the current memberships gives."""
    if not user.is_authenticated:
        return Reading.PUBLIC
    network = labels().network
    found = Reading.PUBLIC
    for row in user.current_memberships():
        if row.role == Role.SECRETARIAT or (row.entity and row.entity.slug in network):
            return Reading.NETWORK
        if row.organisation is None or row.organisation.active:
            found = Reading.PARTNERS
    return found


def token_audience(token):
    """The audience of an API token: the network for its entities, partners for everybody else."""
    return Reading.NETWORK if token.entity and token.entity.slug in labels().network else Reading.PARTNERS


def own_reader(request):
    """The reader that the request is entitled to be, before any narrowing."""
    token = getattr(request, "auth", None)
    if token is not None:
        slugs = [token.entity.slug] if token.entity else []
        return Reader(token_audience(token), frozenset(slugs))
    memberships = request.user.current_memberships() if request.user.is_authenticated else []
    slugs = frozenset(row.entity.slug for row in memberships if row.entity)
    return Reader(audience_of(request.user), slugs)


def reader_of(request):
    """The reader of a request; `?as=` only narrows. Cached on the request.

    Raises BadParameter for an audience that is unknown or wider than the reader's own.
    """
    if not hasattr(request, "_reader"):
        own = own_reader(request)
        wanted = request.GET.get("as")
        if wanted and wanted not in at_least(own.audience):
            error = NotYourAudience if wanted in Reading else BadParameter
            raise error("as", _("You can view as: %(list)s.") % {"list": ", ".join(at_least(own.audience))})
        request._reader = Reader(wanted, own.entities) if wanted else own
    return request._reader
