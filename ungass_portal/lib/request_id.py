"""One id per request, in the answer's header, in the log and in the audit history."""

import uuid
from contextvars import ContextVar

from pghistory.middleware import HistoryMiddleware

from ungass_portal.lib import logs

_present = ContextVar("present request", default=None)


def present_request():
    """The request that is being answered, or None outside of one: for what is kept with every write."""
    return _present.get()


class RequestIdMiddleware:
    """Gives each request an id of our own making; one sent from outside is not believed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.id = uuid.uuid4().hex
        logs.current.set(request.id)
        token = _present.set(request)
        try:
            response = self.get_response(request)
        finally:
            _present.reset(token)
        response["X-Request-ID"] = request.id
        return response


class RequestHistoryMiddleware(HistoryMiddleware):
    """Tells the audit history who wrote, at which address, in which request."""

    def get_context(self, request):
        """The person's id, the path and the request's id; never a name or an address of a person."""
        return {**super().get_context(request), "request_id": request.id}
