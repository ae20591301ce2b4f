"""The desk for the entities' own systems: working copies by the same validators and processes as the forms."""

import itertools
import re
import uuid
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, NotAuthenticated
from rest_framework.views import APIView

from entities import desk, review
from entities.api.reading import limit_of
from entities.choices import LEADING_ROLES, RecordState, Role, TokenScope
from entities.history import acting
from entities.kinds import kind_of
from entities.models import Record
from entities.policies import Action, demand
from entities.roles import entities_of
from ungass_portal.lib.filters import check_parameters, query_with
from ungass_portal.lib.keyset import Order, page
from ungass_portal.lib.problems import EditConflict, ProcessError

BY_REFERENCE = Order("reference", ("reference",))
KEYS = uuid.UUID("5f0a4b8e-6a57-4f0e-9d0c-6f1c0b8f2f11")  # under which keys of other systems become keys of ours
LONGEST_KEY = 200
ETAG = re.compile(r'"r(\d{1,9})"')


class Unfit(APIException):
    """A request whose conditions do not hold, with a status of its own."""

    def __init__(self, status, message, **members):
        self.status_code, self.members = status, members
        super().__init__(message)


class WritingView(APIView):
    """What a token does for its entity. It acts as the person who made it."""

    parameters = ()
    permission_classes = ()

    def initial(self, request, *args, **kwargs):
        """Let in a token that may write, of a person who still speaks for its entity."""
        super().initial(request, *args, **kwargs)
        token = request.auth
        if token is None and not request.user.is_authenticated:
            raise NotAuthenticated(_("Writing needs a token of your entity."))
        if token is None or not token.may(TokenScope.WRITE):
            raise PermissionDenied
        self.entity, self.by = token.entity, token.made_by
        if self.by is None or not self.by.is_active or self.entity.pk not in entities_of(self.by, Role.FOCAL_POINT):
            raise PermissionDenied
        self.reason = _("By the token “%(name)s”") % {"name": token.name}
        if request.method.lower() in self.http_method_names:  # any other is refused as such
            check_parameters(request.GET, self.parameters if request.method in ("GET", "HEAD") else ())


class DeskView(WritingView):
    """Working copies of one kind of the token's entity."""

    kind = ""

    @property
    def records(self):
        """The entity's own records of the kind, with their working copies."""
        side = kind_of(self.kind).working_copy._meta.model_name
        return Record.objects.on_desk().of_entities([self.entity]).filter(kind=self.kind).select_related(side)

    def record(self, reference):
        """One of them; whatever else there may be does not exist here."""
        found = self.records.filter(reference=reference).first() if reference.isprintable() else None
        if found is None:
            raise Http404
        return found

    def content(self, request):
        """The JSON object that was sent."""
        if not isinstance(request.data, dict):
            raise Unfit(HTTPStatus.BAD_REQUEST, _("Send one JSON object."))
        return request.data

    def key_of(self, text):
        """The key under which a record is begun once: of the token's entity, its person and the kind."""
        return uuid.uuid5(KEYS, f"{self.entity.slug}/{self.by.pk}/{self.kind}/{text}")

    def create(self, content, key=None):
        """Begin a record, once for each key."""
        content = desk.clean(self.kind, content)
        self.own(content)
        with acting(self.by, self.reason):
            record = desk.create(kind=self.kind, content=content, by=self.by, draft_key=key)
        if not self.records.filter(pk=record.pk).exists():
            raise Unfit(
                HTTPStatus.CONFLICT, _("The record that this key made is no longer on your desk. Send a new key.")
            )
        first = record.revisions.get(number=1).content if key else content
        if any(first[name] != value for name, value in content.items()):
            raise Unfit(
                HTTPStatus.CONFLICT,
                _("This key was used for another content. Send a new key with a new record."),
                reference=record.reference,
            )
        return self.answer(record, HTTPStatus.CREATED)

    def save(self, request, record, content):
        """Save a whole content on top of the revision that `If-Match` names."""
        base = revision_of(request)
        self.own(desk.clean(self.kind, content))
        try:
            with acting(self.by, self.reason):
                record = desk.save(record=record, content=content, base_revision=base, by=self.by, reason=self.reason)
        except EditConflict as error:
            raise Unfit(
                HTTPStatus.PRECONDITION_FAILED,
                _("Somebody saved in the meantime. Get the record again, and put your changes on top of it."),
                etag=etag_of(error.revision),
            ) from error
        return self.answer(record)

    def own(self, content):
        """The token's own entity leads, whatever else the person may do elsewhere."""
        leading = [row["entity"] for row in content["participants"] if row["role"] in LEADING_ROLES]
        if self.entity.slug not in leading:
            raise desk.ValidationError({"participants": [_("Name your own entity as lead or co-lead.")]})

    def answer(self, record, status=HTTPStatus.OK):
        """The record as it stands on the desk."""
        response = JsonResponse(written(record), status=status)
        response["ETag"] = etag_of(record.revision)
        response["Cache-Control"] = "no-store"
        if status == HTTPStatus.CREATED:
            response["Location"] = address_of(record)
        return response


class DeskList(DeskView):
    """Working copies of your entity."""

    http_method_names = ["get", "head", "post"]
    parameters = ("after", "before", "limit")

    def get(self, request):
        """A page of them, by reference."""
        found = page(
            self.records,
            BY_REFERENCE,
            limit=limit_of(request.GET),
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        rows = [brief(record) for record in found.rows]
        body = {"count": self.records.count(), **sides_of(request, found), "results": rows}
        response = JsonResponse(body)
        response["Cache-Control"] = "no-store"
        return response

    def post(self, request):
        """Begin a record; the same `Idempotency-Key` sent twice makes one."""
        key = request.headers.get("Idempotency-Key", "")
        if len(key) > LONGEST_KEY:
            raise Unfit(HTTPStatus.BAD_REQUEST, _("The key is too long."), parameter="Idempotency-Key")
        return self.create(self.content(request), self.key_of(f"key/{key}") if key else None)


class DeskDetail(DeskView):
    """One working copy."""

    http_method_names = ["get", "head", "put", "patch"]

    def get(self, request, reference):
        """The record as it stands on the desk."""
        return self.answer(self.record(reference))

    def put(self, request, reference):
        """Save a whole content: what is not sent takes its default."""
        return self.save(request, self.record(reference), self.content(request))

    def patch(self, request, reference):
        """Save some fields and leave the others as they are."""
        record = self.record(reference)
        return self.save(request, record, record.working_copy.content() | self.content(request))


class DeskByIdentifier(DeskView):
    """A working copy by your own system's identifier."""

    http_method_names = ["get", "head", "put"]

    def get(self, request, identifier):
        """The record that carries the identifier."""
        record = self.find(identifier)
        if record is None:
            raise Http404
        return self.answer(record)

    def put(self, request, identifier):
        """Make the record, or save it on top of the revision that `If-Match` names."""
        content = self.content(request) | {"own_identifier": identifier}
        record = self.find(identifier)
        if record is None and "If-Match" in request.headers:
            raise Unfit(HTTPStatus.PRECONDITION_FAILED, _("There is no record of this identifier yet."))
        if record is None:
            return self.create(content, self.free_key(identifier))
        return self.save(request, record, content)

    def free_key(self, identifier):
        """The key of a record yet to be made: what was made under the identifier before may be deleted, handed over
        or carry another one now. Two who send it at once come to the same key, so that one record is made.
        """
        for number in itertools.count():
            key = self.key_of(f"own/{identifier}" + (f"/{number}" if number else ""))
            if not Record.objects.filter(draft_key=key).exclude(pk__in=self.under(identifier)).exists():
                return key

    def find(self, identifier):
        """The one record that the entity leads under the identifier, or None."""
        if "\x00" in identifier:
            raise Http404
        found = self.under(identifier)[:2]
        if len(found) > 1:
            raise ProcessError(_("Several records carry this identifier. Use their references."))
        return found[0] if found else None

    def under(self, identifier):
        """The records that the entity leads under the identifier."""
        side = kind_of(self.kind).working_copy._meta.model_name
        return self.records.filter(
            **{f"{side}__own_identifier": identifier},
            participations__entity=self.entity,
            participations__role__in=LEADING_ROLES,
        )


class DeskSubmit(DeskView):
    """The way of a working copy to the secretariat."""

    http_method_names = ["post"]

    def post(self, request, reference):
        """Submit it as it stands; once it waits for the secretariat, asking again changes nothing."""
        record = self.record(reference)
        if "If-Match" in request.headers and revision_of(request) != record.revision:
            raise Unfit(
                HTTPStatus.PRECONDITION_FAILED, _("Somebody saved in the meantime."), etag=etag_of(record.revision)
            )
        if record.state not in (RecordState.SUBMITTED, RecordState.WITH_FOCAL_POINT):
            demand(self.by, Action.SUBMIT, record)
            with acting(self.by, self.reason):
                record = review.submit(record=record, by=self.by)
        return self.answer(record)


def sides_of(request, found):
    """Addresses of the pages beside a page of a list."""
    return {
        name: None if side is None else f"{settings.SITE_URL}{request.path}?{query_with(request.GET, **side)}"
        for name, side in (("next", found.next), ("previous", found.previous))
    }


def brief(record):
    """A working copy in a list."""
    return {
        "reference": record.reference,
        "kind": record.kind,
        "state": record.state,
        "etag": etag_of(record.revision),
        "url": address_of(record),
        "title": record.working_copy.title,
        "own_identifier": record.working_copy.own_identifier,
    }


def written(record):
    """A working copy with its whole content."""
    return brief(record) | {"content": record.working_copy.content()}


def address_of(record):
    """Where the working copy is in the API."""
    return settings.SITE_URL + reverse(f"api-desk-{record.kind}", args=[record.reference])


def etag_of(revision):
    """The ETag of a working revision."""
    return f'"r{revision}"'


def revision_of(request):
    """The working revision that the request was made on top of."""
    text = request.headers.get("If-Match", "").strip()
    if not text:
        raise Unfit(HTTPStatus.PRECONDITION_REQUIRED, _("Send the ETag of the record that you changed as If-Match."))
    found = ETAG.fullmatch(text)
    if not found:
        raise Unfit(HTTPStatus.PRECONDITION_FAILED, _("If-Match holds no ETag of a working copy."))
    return int(found[1])


def routes(plural, kind):
    """The addresses of the desk for one kind of record."""
    return [
        path(f"desk/{plural}/", DeskList.as_view(kind=kind), name=f"api-desk-{plural}"),
        path(f"desk/{plural}/own/<str:identifier>/", DeskByIdentifier.as_view(kind=kind), name=f"api-desk-{kind}-own"),
        path(f"desk/{plural}/<str:reference>/", DeskDetail.as_view(kind=kind), name=f"api-desk-{kind}"),
        path(f"desk/{plural}/<str:reference>/submit/", DeskSubmit.as_view(kind=kind), name=f"api-desk-{kind}-submit"),
    ]
