"""Receipts in the API: a partner organisation confirms what it has erased."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotAuthenticated, ValidationError
from rest_framework.views import APIView

from entities import receipts
from entities.api.records import in_utc
from entities.choices import TokenScope
from ungass_portal.lib.filters import check_parameters


class ReceiptList(APIView):
    """What your organisation has erased."""

    http_method_names = ["post"]
    permission_classes = ()

    def post(self, request):
        """Confirm that every copy of some withdrawn records is erased; saying it twice changes nothing."""
        check_parameters(request.GET, ())
        organisation = organisation_of(request)
        found = receipts.confirm(
            organisation=organisation,
            references=references_of(request.data),
            by=request.user if request.auth is None else None,
            token=request.auth,
        )
        rows = [
            {
                "reference": reference,
                "withdrawn_at": in_utc(receipt.change.at),
                "erase_by": in_utc(receipt.change.erase_by),
                "confirmed_at": in_utc(receipt.at),
            }
            for reference, receipt in sorted(found.items())
        ]
        response = JsonResponse({"results": rows}, status=HTTPStatus.CREATED)
        response["Cache-Control"] = "no-store"
        return response


def organisation_of(request):
    """The partner organisation that speaks: the token's, or the signed-in member's."""
    token = request.auth
    if token is None and not request.user.is_authenticated:
        raise NotAuthenticated(_("Say who you are: with a token of your organisation, or signed in."))
    if token is not None:
        if token.organisation is None or not token.may(TokenScope.RECEIPTS):
            raise PermissionDenied
        return token.organisation
    found = [row.organisation for row in request.user.current_memberships() if row.organisation]
    if not found or not found[0].active:
        raise PermissionDenied
    return found[0]


def references_of(data):
    """The references that were sent, each once."""
    sent = data.get("references") if isinstance(data, dict) else None
    if not isinstance(sent, list) or not sent or len(sent) > receipts.MOST or set(data) != {"references"}:
        raise ValidationError(
            {"references": [_("Send “references”: a list of 1 to %(most)d references.") % {"most": receipts.MOST}]}
        )
    for number, reference in enumerate(sent):
        if not isinstance(reference, str) or not reference.isascii() or not reference.isprintable():
            raise ValidationError({"references": {str(number): [_("This is no reference.")]}})
    return list(dict.fromkeys(sent))
