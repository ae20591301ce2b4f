"""Inviting people: by the secretariat, by focal points to their own entity; and accepting by the link of the letter."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from entities import acting_for, invitations, people
from entities.choices import Role
from entities.forms.people import AccountForm, InvitationForm, OwnInvitationForm
from entities.models import Entity, Invitation, Membership, User
from entities.policies import may_give
from entities.roles import entities_of
from entities.second_factor import guarded
from entities.single_sign_on import keep_invitation
from entities.views.editing import edit
from entities.views.people import edit_end
from entities.views.reference import SEEN_OR_SENT
from entities.views.secretariat import for_secretariat
from ungass_portal.lib import clock
from ungass_portal.lib.language_codes import spoken
from ungass_portal.lib.problems import ProcessError

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@for_secretariat
@SEEN_OR_SENT
@guarded
def invite_any(request):
    """Invite somebody to any role."""
    form = InvitationForm(request.POST or None, initial={"starts": clock.today()})
    return _invite(request, form, back=reverse("review-people"))


@for_secretariat
@require_POST
def revoke_any(request, key):
    """Take back any invitation."""
    return _revoke(request, get_object_or_404(Invitation, key=key), "review-people")


@login_required
@require_GET
def own_people(request):
    """The people of the own entity, and who is invited."""
    entity = own_entity(request)
    rows = Membership.objects.filter(entity=entity).exclude(ends__lt=clock.today()).select_related("user", "entity")
    rows = list(rows.order_by("role", "deputy", "user__name", "pk"))
    names = may_give(request.user, role=Role.FOCAL_POINT, entity=entity, deputy=True)
    for row in rows:
        own = row.user_id == request.user.pk
        row.may_end = not own and may_give(request.user, role=row.role, entity=entity, deputy=row.deputy)
        row.may_name = not own and names and row.holds and row.role in (Role.CONTRIBUTOR, Role.VIEWER)
    context = {
        "entity": entity,
        "rows": rows,
        "invitations": Invitation.objects.open().filter(entity=entity).select_related("invited_by", "entity"),
        "requests": entity.access_requests.filter(closed_at=None).order_by("asked_at"),
        "domains": entity.approved_domains.order_by("domain"),
    }
    return render(request, "entities/people/own.html", context)


@login_required
@SEEN_OR_SENT
@guarded
def invite(request):
    """Invite somebody to the own entity."""
    entity = own_entity(request)
    form = OwnInvitationForm(
        request.POST or None,
        instance=Invitation(entity=entity),
        initial={"starts": clock.today(), "what": Role.CONTRIBUTOR, **_asked(request, entity)},
        names_deputies=may_give(request.user, role=Role.FOCAL_POINT, entity=entity, deputy=True),
    )
    return _invite(request, form, back=reverse("desk-people"))


@login_required
@require_POST
def revoke(request, key):
    """Take back an invitation to the own entity."""
    rows = Invitation.objects.filter(entity__in=entities_of(request.user, Role.FOCAL_POINT))
    return _revoke(request, get_object_or_404(rows, key=key), "desk-people")


@login_required
@SEEN_OR_SENT
def end_role(request, pk):
    """Let the role of somebody of the own entity end."""
    return edit_end(request, colleague(request, pk), back=reverse("desk-people"))


@login_required
@require_POST
@guarded
def name_deputy(request, pk):
    """Make a colleague the deputy of the focal point."""
    row = colleague(request, pk)
    try:
        people.name_deputy(membership=row, by=request.user)
    except ProcessError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("%(person)s is deputy from today.") % {"person": row.user})
    return redirect("desk-people")


@never_cache
@SEEN_OR_SENT
def accept(request, key, proof):
    """What the link of an invitation opens: who offers what, and the way to accept. Opening it uses nothing up."""
    invitation = invitations.find(key, proof)
    if invitation is None:
        raise Http404
    if not invitations.works(invitation):
        return render(request, "entities/people/invitation_over.html", {"invitation": invitation}, status=410)
    account = User.objects.filter(email=invitation.email).first()
    context = {"invitation": invitation, "account": account, "own": request.user == account}
    if account is None and not request.user.is_authenticated:
        keep_invitation(request, invitation, proof)
        context["form"] = AccountForm(request.POST or None, email=invitation.email, initial={
            "name": invitation.name, "language": spoken(get_language())})  # fmt: skip
    status = 200
    if request.method == "POST":
        status = 422
        try:
            person = _accepted(request, invitation, context)
        except ProcessError as problem:
            messages.error(request, str(problem))
            status = 409
        else:
            if person:
                messages.success(request, _("Welcome. You are %(role)s now.") % {"role": invitation})
                return redirect("desk" if invitation.role != Role.PARTNER else "matrix")
    return render(request, "entities/people/invitation.html", context, status=status)


def _accepted(request, invitation, context):
    """The person who now holds the role, or None where the form is not right or somebody else is signed in."""
    if context["account"]:
        return invitations.accept(invitation=invitation, person=request.user) if context["own"] else None
    form = context.get("form")
    if form is None or not form.is_valid():
        return None
    data = form.cleaned_data
    person = invitations.accept(
        invitation=invitation, name=data["name"], language=data["language"], password=data["password"]
    )
    login(request, person, backend=BACKEND)
    UserSession.objects.create_from_request(request)
    return person


def _asked(request, entity):
    """Address and name of the request for access that is answered."""
    key = request.GET.get("request", "")
    row = next((row for row in entity.access_requests.filter(closed_at=None) if str(row.key) == key), None)
    return {"email": row.email, "name": row.name, "what": Role.VIEWER} if row else {}


def _invite(request, form, *, back):
    def save(form):
        invitations.invite(invitation=form.save(commit=False), by=request.user, reason=form.cleaned_data["reason"])

    return edit(
        request,
        form,
        save,
        said=_("The invitation is on its way. The link works once, for two weeks."),
        back=back,
        title=_("Invite a person"),
        lead=_("A letter with a link goes to the address; whoever reads it there accepts."),
        button=_("Send the invitation"),
    )


def _revoke(request, invitation, back):
    try:
        invitations.revoke(invitation=invitation, by=request.user)
    except ProcessError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The invitation is taken back: its link leads nowhere now."))
    return redirect(back)


def own_entities(user):
    """The entities that the person is focal point of."""
    return Entity.objects.filter(pk__in=entities_of(user, Role.FOCAL_POINT)).order_by("slug")


def own_entity(request):
    """The entity that the person acts for and is focal point of; without one the page does not exist."""
    entity, own = acting_for.chosen(request), list(own_entities(request.user))
    if entity not in own:
        entity = next(iter(own), None)
    if entity is None:
        raise Http404
    return entity


def colleague(request, pk):
    """Somebody's role in an entity that the person is focal point of."""
    rows = Membership.objects.filter(entity__in=entities_of(request.user, Role.FOCAL_POINT))
    return get_object_or_404(rows.select_related("user", "entity"), pk=pk)
