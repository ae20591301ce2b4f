"""Errors that name the place and the remedy, shown by pages and API alike."""

import psycopg2
from django.core.exceptions import BadRequest
from django.db import DatabaseError, InterfaceError, OperationalError


class BadParameter(BadRequest):
    """A query parameter that is unknown or has a value that cannot be used: 400, naming it."""

    def __init__(self, name, message):
        self.name, self.message = name, str(message)
        super().__init__(f"{name}: {message}")


class NotYourAudience(BadParameter):
    """An audience that is wider than the reader's own: the API answers 403, pages treat it as any wrong value."""


class ProcessError(Exception):
    """An act that the present state does not allow; the message says why and what to do instead: 409."""


class EditConflict(ProcessError):
    """Somebody saved in the meantime; holds what a person needs to merge."""

    def __init__(self, *, base, theirs, mine, revision):
        self.base, self.theirs, self.mine, self.revision = base, theirs, mine, revision
        super().__init__("saved by somebody else in the meantime")


def is_database_away(error) -> bool:
    """Does the error say that the database cannot be reached, or that the connection to it broke?

    psycopg2 tells some broken connections as a plain DatabaseError; what the server itself refuses has a code.
    """
    if isinstance(error, (OperationalError, InterfaceError)):
        return True
    cause = getattr(error, "__cause__", None)
    return isinstance(error, DatabaseError) and isinstance(cause, psycopg2.Error) and cause.pgcode is None
