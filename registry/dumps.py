"""Everything that an audience reads in one file, kept while nothing changes, so that it can be fetched in parts."""

import fcntl
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language

from entities.api.cursors import era_of, make_cursor
from entities.api.records import Writing
from entities.filters import readable_fields
from entities.handling import notice
from entities.kinds import listings, record_kinds
from entities.labels import labels
from entities.models import Change
from entities.reading_state import state_of
from registry.exports import as_csv
from registry.exports.base import Table, rows_of, with_links
from ungass_portal.lib import clock
from ungass_portal.lib.raw_reading import compiled

KEPT = 2  # files of one name and audience: whoever fetches the last one in parts may finish
TRIES = 3
JSON_LINES, CSV = "application/x-ndjson", "text/csv; charset=utf-8"


@dataclass(frozen=True)
class Dump:
    """A dump that stands in a file: its tags and where it is."""

    path: Path
    etag: str
    changed_at: object  # moment of the audience's last change, or None
    content_type: str


def names():
    """The dumps that there are, with their types."""
    return {"records.ndjson": JSON_LINES} | {f"{listing.name}.csv": CSV for listing, _kinds in listings()}


def dump(name, reader):
    """The dump of a name for a reader, made now if something has changed since it was last made."""
    root = Path(settings.DUMP_ROOT)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(root / f"{reader.audience}-{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one makes it, the others wait and take it
        for _try in range(TRIES):
            state = state_of(reader)
            last = Change.objects.filter(audience_id=reader.audience, position__lte=state.position).last()
            # The last change as well: a restored database comes to the same position by another way.
            etag = state.etag("dump", name, get_language(), last and (last.reference, last.kind, last.at))
            found = Dump(_place(root, name, reader, etag), etag.removeprefix("W/"), last and last.at, names()[name])
            if found.path.exists():
                return found
            _make(found.path, name, reader, state)
            if state_of(reader) == state:
                break
        _sweep(root, name, reader)
    return found


def _place(root, name, reader, etag):
    return root / f"{reader.audience}-{etag.strip('W/"')}-{name}"


def _sweep(root, name, reader):
    """Delete all but the newest files of a name and audience."""
    found = sorted(root.glob(f"{reader.audience}-*-{name}"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in found[KEPT:]:
        path.unlink(missing_ok=True)


def _make(path, name, reader, state):
    """Write a dump beside its place and put it there whole."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        try:
            if names()[name] == CSV:
                for piece in as_csv.write(_table(name.removesuffix(".csv"), reader)):
                    file.write(piece)
            else:
                _write_lines(file, reader, state)
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise


def _write_lines(file, reader, state):
    """One line that says what the file is, then one for each record, as the API gives it."""
    cursor = make_cursor(reader.audience, state.position, era_of(state.position))
    about = {"kind": "about"} | notice(reader.audience) | {"cursor": cursor}
    file.write(json.dumps(about, ensure_ascii=False).encode() + b"\n")
    for kind in record_kinds():
        entries = kind.entry.objects.for_reader(reader).filter(kind=kind.name)
        _copy(Writing(kind.name, reader).whole(entries), file)


def _copy(rows, file):
    """The rows of a query of one column as lines, by COPY: the database writes them, not Python."""
    if (found := compiled(rows)) is None:
        return
    connection, sql, params = found
    with connection.cursor() as cursor:
        query = cursor.mogrify(sql, params).decode()
        # JSON holds no bare control character, so nothing is ever quoted or escaped.
        cursor.copy_expert(f"COPY ({query}) TO STDOUT (FORMAT csv, DELIMITER E'\\x02', QUOTE E'\\x01')", file)


def _table(name, reader):
    """A list with all the columns that the reader's format has."""
    listing = next(row for row, _kinds in listings() if row.name == name)
    model = next(kind.entry for kind in record_kinds() if kind.listing is listing)
    readable = readable_fields(model, reader.audience)
    columns = [column for column in listing.columns if column.reads in readable]
    entries = with_links(model.objects.for_reader(reader).order_by("reference"), columns, reader)
    words = labels()
    return Table(
        title=str(listing.title),
        audience=reader.audience,
        as_of=clock.today(),
        made_at=clock.now(),
        made_by="",
        told=[],
        count="",
        address="",
        columns=columns,
        rows=lambda finish=None: rows_of(entries, columns, words, finish),
    )
