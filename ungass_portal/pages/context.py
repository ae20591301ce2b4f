"""What the frame of every page knows of its reader: `portal` in templates."""

from functools import cached_property

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from entities import acting_for, closed, policies, second_factor, sign_in
from entities.audiences import Reading, at_least
from entities.choices import Role
from entities.labels import labels
from entities.readers import own_reader, reader_of
from entities.roles import entities_of
from registry import month_words
from ungass_portal.lib import clock
from ungass_portal.lib.language_codes import spoken


class Portal:
    """Each part is worked out when a template asks for it, so a page that needs none costs no query."""

    def __init__(self, request):
        self.request = request

    @cached_property
    def reader(self):
        """The audience that the page is shown for."""
        return reader_of(self.request)

    @cached_property
    def mark(self):
        """What the browser keeps a person's unsent text under, so that it never goes in somebody else's name."""
        user = self.request.user
        return sign_in.fingerprint(user.email) if user.is_authenticated else ""

    @property
    def translation_unchecked(self):
        """Is the page in a language whose texts UN translators have not checked yet?"""
        return spoken(get_language()) not in settings.CHECKED_LANGUAGES

    @cached_property
    def acting_for(self):
        """Short name of the entity that the person acts for, or None."""
        entity = acting_for.chosen(self.request)
        return labels().entity(entity.slug).short if entity else None

    @cached_property
    def may_review(self):
        """May the person open the secretariat's pages?"""
        return policies.may_review(self.request.user)

    @cached_property
    def has_desk(self):
        """Has the person a desk?"""
        return policies.has_desk(self.request.user)

    @cached_property
    def keeps_people(self):
        """Is the person focal point of an entity, and so keeps its people?"""
        return bool(entities_of(self.request.user, Role.FOCAL_POINT))

    @property
    def waits_to_be_opened(self):
        """Was the portal restored, and not opened to its readers yet? Then only the secretariat sees a page."""
        return closed.is_closed()

    @property
    def reads_network(self):
        """Is the page shown for the network?"""
        return self.reader.audience == Reading.NETWORK

    @property
    def single_sign_on(self):
        """The organisations whose own sign-in opens the portal to their people."""
        return [
            {"name": row["name"], "url": reverse("openid_connect_login", args=[row["provider_id"]])}
            for row in settings.OIDC_PROVIDERS
        ]

    @cached_property
    def must_set_factor(self):
        """Is the portal closed to the person until a second factor is set up?"""
        return second_factor.demanded(self.request)

    @cached_property
    def factor_asked_from(self):
        """The day to come from which the person needs a second factor, where there is none yet; else None."""
        day, user = settings.SECOND_FACTOR_FROM, self.request.user
        if day is None or day <= timezone.localdate() or not second_factor.concerns(user):
            return None
        return None if second_factor.has_factor(user) else day

    @property
    def demo_date(self):
        """The day of a demonstration, or None."""
        return clock.today() if clock.is_fixed() else None

    @cached_property
    def can_view_as(self):
        """Audiences that the person can see the pages as; empty where there is nothing to choose."""
        found = at_least(own_reader(self.request).audience)
        return found if len(found) > 1 else []

    @property
    def view_as(self):
        """The audience chosen to view the pages as, or None."""
        return self.reader.audience if self.request.GET.get("as") and self.can_view_as else None

    @cached_property
    def strip(self):
        """A sentence about the month that is under way, for those who work on it; or nothing."""
        return month_words.of_the_month() if self.reader.audience == Reading.NETWORK else ""

    @property
    def as_query(self):
        """What keeps the chosen audience in an address without a query of its own: "?as=partners", or nothing."""
        return f"?as={self.view_as}" if self.view_as else ""


def portal(request):
    """The context processor."""
    return {"portal": Portal(request)}
