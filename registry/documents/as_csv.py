"""Lists of an edition as CSV, with a row of HXL hashtags or without."""

from functools import partial

from registry import hxl
from registry.exports import as_csv


def write(sealed, file, *, name, tagged):
    """Write the list of this name."""
    tags = sealed.lists[name][0].tags | hxl.STAMPS if tagged else None
    file.writelines(as_csv.write(sealed.table(name), tags))


matrix = partial(write, name="matrix", tagged=False)
calendar = partial(write, name="calendar", tagged=False)
matrix_with_tags = partial(write, name="matrix", tagged=True)
calendar_with_tags = partial(write, name="calendar", tagged=True)
