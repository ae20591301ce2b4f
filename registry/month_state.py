"""Where the month stands, for the home page: the newest edition, the next one, and who has said their word.

What readers get is made from editions alone. Sign-offs show to those who work on the month: to people of an
entity its own word, to the secretariat everybody's.
"""

from dataclasses import dataclass, field

from entities.audiences import Reading
from entities.models import Entity
from entities.policies import may_review
from entities.roles import entities_of
from registry.choices import EditionState
from registry.missing import expected, missing_for
from registry.models import Edition, EditionRevision
from registry.querysets import UNDER_WAY
from registry.sign_offs import words


@dataclass(frozen=True)
class MonthState:
    """What the home page tells of the months."""

    newest: EditionRevision | None  # of the reader's audience
    following: Edition | None  # the oldest month that is not sealed
    own: list = field(default_factory=list)  # (entity, its newest word or None)
    expected: int = 0  # entities of which a word is waited for; for the secretariat only
    said: int = 0
    missing: object = None

    @property
    def is_under_way(self):
        """Do people work on the following month now?"""
        return self.following is not None and self.following.state in UNDER_WAY


def state_of(request, reader):
    """Where the month stands for a reader: two queries, and a few more for those who work on it."""
    revisions = EditionRevision.objects.filter(audience=reader.audience).select_related("edition")
    newest = revisions.order_by("-edition_id", "-number").first()
    following = Edition.objects.exclude(state=EditionState.SEALED).order_by("month").first()
    state = MonthState(newest, following)
    if not state.is_under_way or reader.audience != Reading.NETWORK or "as" in request.GET:
        return state
    said = words(following)
    if may_review(request.user):
        waited_for = {entity.pk for entity in expected(following)}
        return MonthState(
            newest, following, expected=len(waited_for), said=len(waited_for & {*said}), missing=missing_for(following)
        )
    own = sorted(Entity.objects.in_network().filter(pk__in=entities_of(request.user)), key=str)
    return MonthState(newest, following, own=[(entity, said.get(entity.pk)) for entity in own])
