"""What the month does not allow, in sentences."""

from ungass_portal.lib.problems import ProcessError


class EditionError(ProcessError):
    """The state of the month does not allow the act; `missing` lists what stands in the way of sealing."""

    def __init__(self, message, missing=()):
        self.message, self.missing = str(message), list(missing)
        super().__init__("\n".join([self.message, *(f"- {line}" for line in self.missing)]))


class AlreadySealed(EditionError):
    """Somebody sealed the month before: nothing is left to do."""
