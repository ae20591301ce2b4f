"""On whose side a person works, and what lists of the desk are made of."""

from dataclasses import dataclass, field

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, Window

from entities.choices import LEADING_ROLES, ParticipationState, Role
from entities.models import Entity, Membership, Participation, Record
from entities.roles import entities_of, is_secretariat

SHORT, LONG = 25, 100
WORDING = ("activity", "event")


@dataclass(frozen=True)
class Side:
    """On whose side a person works: primary keys of entities by what the person may do in them."""

    person: object
    entities: frozenset  # any role
    writing: frozenset  # focal point or contributor
    speaking: frozenset  # focal point
    stands_in: bool = False  # secretariat, for records whose leads have no focal point
    answering: frozenset = frozenset()  # whose words on sharing it gives: its own, and on behalf of those without one

    @classmethod
    def of(cls, user, entity=None):
        """The person's side, narrowed to one entity where the person acts for one."""
        groups = (
            entities_of(user),
            entities_of(user, Role.FOCAL_POINT, Role.CONTRIBUTOR),
            entities_of(user, Role.FOCAL_POINT),
        )
        kept = [frozenset(group & {entity.pk} if entity else group) for group in groups]
        stands_in = is_secretariat(user) and entity is None
        return cls(user, *kept, stands_in, kept[-1] | (_unanswered() if stands_in else set()))

    def records(self):
        """Records on the desk in which one of the entities takes part, or for which the person stands in."""
        mine = Q(Exists(parts_of(self.entities)))
        return Record.objects.on_desk().filter(mine | self._stood_in_for())

    def led(self, entities):
        """Records that one of the entities leads, or for which the person stands in."""
        return Q(Exists(parts_of(entities, role__in=LEADING_ROLES))) | self._stood_in_for()

    def _stood_in_for(self):
        if not self.stands_in:
            return Q(pk__in=())
        return ~Exists(parts_of(None, role__in=LEADING_ROLES).filter(_has_focal_point("entity")))


def _unanswered():
    """Primary keys of the entities that have no focal point: the secretariat answers for them, with evidence."""
    return set(Entity.objects.exclude(_has_focal_point("pk")).values_list("pk", flat=True))


def _has_focal_point(entity):
    """Has the entity that a column of the outer query names a focal point today?"""
    return Exists(Membership.objects.current().filter(role=Role.FOCAL_POINT, entity=OuterRef(entity)))


def parts_of(entities, **more):
    """Participations of the outer record, of some entities (of any: None)."""
    rows = Participation.objects.filter(record=OuterRef("pk"), state__in=ParticipationState.active(), **more)
    return rows if entities is None else rows.filter(entity__in=entities)


@dataclass
class Item:
    """One line of the desk: a record, and in words why it is here."""

    record: object
    why: str = ""
    reason: str = ""
    tone: str = ""
    act: str = ""  # name of the address that settles it
    act_label: str = ""
    act_args: tuple = ()
    may_edit: bool = False
    audiences: list = field(default_factory=list)
    entity: object = None


@dataclass
class Listing:
    """Some items, how many there are in all, and the reference after which the next page starts."""

    items: list
    total: int
    after: str = ""


def as_value(condition):
    """A condition as a column."""
    return ExpressionWrapper(condition, output_field=BooleanField())


def page(rows, limit):
    """The first rows, each with the total of all."""
    return list(rows.select_related(*WORDING).annotate(total=Window(Count("pk")))[:limit])


def searched(rows, words):
    """Rows whose reference or title holds the words."""
    if not words:
        return rows
    found = Q(reference__icontains=words) | Q(activity__title__icontains=words) | Q(event__title__icontains=words)
    return rows.filter(found)


def items(rows, make):
    """Rows as items, with their total."""
    return [make(row) for row in rows], rows[0].total if rows else 0
