"""The portal's log on standard error: a line of text, or one JSON object a line, each with its request's id."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime

# What every line says that is written while a request is answered.
current = ContextVar("current request", default=None)
NO_ROUTE = "none"
OWN = {*vars(logging.LogRecord("", 0, "", 0, "", (), None)), "message", "asctime", "request_id", "taskName"}


class RequestFilter(logging.Filter):
    """Gives each line the id of its request, and the route where Django tells the address: that may hold a secret."""

    def filter(self, record):
        """Let every line through."""
        record.request_id = current.get() or "-"
        request = getattr(record, "request", None)
        if hasattr(request, "path") and isinstance(record.args, tuple):
            route = route_of(request)
            record.args = tuple(route if part == request.path else part for part in record.args)
        return True


def route_of(request):
    """The route that a request took, as a text without values; “none” where there is none."""
    match = getattr(request, "resolver_match", None)
    return (match.route or match.view_name or "/") if match else NO_ROUTE


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, text, request, what the caller added, the traceback."""

    def format(self, record):
        """The line."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": record.request_id,
        }
        told |= {name: value for name, value in vars(record).items() if name not in OWN and _is_plain(value)}
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def _is_plain(value):
    """Django adds the whole request to some lines: that is not for the log."""
    return value is None or isinstance(value, (str, int, float, bool))


def config(form):
    """The settings of logging for the form `text` or `json`."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request": {"()": RequestFilter}},
        "formatters": {
            "text": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"},
            "json": {"()": JsonFormatter},
        },
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "filters": ["request"], "formatter": form},
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            # replaces Django's own handlers, which would print each line a second time
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.request": {"level": "ERROR"},  # an address that is not there is no event for the operator
            "django.security.DisallowedHost": {"level": "CRITICAL"},  # anybody can send a wrong name
            "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
            "ungass_portal.requests": {"level": "INFO" if form == "json" else "WARNING"},
        },
    }
