"""Errors that name the place and the remedy, shown by pages and API alike."""

from django.core.exceptions import BadRequest


class BadParameter(BadRequest):
    """A query parameter that is unknown or has a value that cannot be used: 400, naming it."""

    def __init__(self, name, message):
        self.name, self.message = name, str(message)
        super().__init__(f"{name}: {message}")


class ProcessError(Exception):
    """An act that the present state does not allow; the message says why and what to do instead: 409."""


class EditConflict(ProcessError):
    """Somebody saved in the meantime; holds what a person needs to merge."""

    def __init__(self, *, base, theirs, mine, revision):
        self.base, self.theirs, self.mine, self.revision = base, theirs, mine, revision
        super().__init__("saved by somebody else in the meantime")
