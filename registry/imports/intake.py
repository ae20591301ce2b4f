"""Taking a file in: kept, read into rows, its columns mapped, its rows checked; by a job, or by a command at once."""

from itertools import batched

from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from entities import cycle, jobs, personal_data
from entities.history import acting
from entities.loading import draw_ids
from entities.models import Job
from entities.row_sets import Rows, update_rows
from registry.choices import ImportState, RowOutcome
from registry.imports import store
from registry.imports.check import Check
from registry.imports.head import LOOKED_AT, find_head
from registry.imports.match import Matcher, decide_order
from registry.imports.read import OwnBook, Remark, RowFound, SheetFound, Unreadable, as_text, read
from registry.imports.taking import DATES
from registry.models import Import, ImportRow, ImportSheet

NAME = "import"
BATCH = 5_000  # rows that are checked together; memory is bounded by them
MOST_CHARACTERS = 50_000_000  # of rows that are held before they are written
DATE_CELLS = 20_000  # looked at to decide which comes first, day or month
ORDERED = (DATES, "date_from", "date_to")  # columns in which day and month may be exchanged
CHECKED = (
    "outcome", "warned", "title", "kind", "record", "base", "now", "content", "mine", "changed", "messages",
    "proposes", "twin", "twin_row", "chosen", "mended", "settled",
)  # fmt: skip


def take_in(*, file, name, by, entity, language):
    """Keep an uploaded file; it is read by `read_in`."""
    path, size, sha256 = store.keep(file)
    return Import.objects.create(
        by=by, entity=entity, language=language, name=name[-200:], path=path, size=size, sha256=sha256
    )


def enqueue(imported):
    """Have a kept file read in the background."""
    return jobs.enqueue(NAME, key=f"{NAME} {imported.key}", by=imported.by, imported=imported.pk)


def job_of(imported):
    """The job that reads, or last applied, an import."""
    return Job.objects.filter(kind=NAME, key=f"{NAME} {imported.key}").first()


def run(attempt, imported):
    """The job's function."""
    read_in(Import.objects.get(pk=imported), attempt.progress)


def given_up(error, imported):
    """The job will not be tried again."""
    Import.objects.filter(pk=imported).update(state=ImportState.FAILED, problem=error)


def read_in(imported, progress=lambda done, total=0, words="": None):
    """Read a kept file and check its rows. A second attempt begins anew."""
    with translation.override(imported.language):
        imported.sheets.all().delete()
        imported.state, imported.problem, imported.remarks = ImportState.READING, "", []
        try:
            reading = _Reading(imported, progress)
            reading.read()
        except Unreadable as problem:
            imported.state, imported.problem = ImportState.FAILED, str(problem)
        else:
            check_all(imported, progress, matcher=reading.matcher)
            imported.state = ImportState.READ
        imported.save(update_fields=["state", "problem", "remarks"])


class _Reading:
    """Reads the rows of a file into the database, sheet by sheet."""

    def __init__(self, imported, progress):
        self.imported, self.progress = imported, progress
        self.matcher, self.page, self.done = Matcher(), None, 0
        self.first, self.rows, self.dates, self.own, self.pages = [], [], [], False, 0
        self.held = 0  # characters of the rows

    def read(self):
        """Read everything that the file holds."""
        for found in read(store.place_of(self.imported)):
            if isinstance(found, OwnBook):
                self.own = True
            elif isinstance(found, Remark):
                self.imported.remarks.append(found.text)
            elif isinstance(found, SheetFound):
                self._close()
                self.page = None if found.hidden else self._page(found)
            elif isinstance(found, RowFound) and self.page:
                self._row(found)
        self._close()
        if not self.imported.sheets.exclude(listing="").exists():
            self.imported.remarks.append(
                _("No row of titles was found that the portal knows. Say below what the columns hold.")
            )

    def _page(self, found):
        self.pages += 1
        place = self.pages - 1
        return ImportSheet(imported=self.imported, place=place, name=found.name[:100], formulas=found.formulas)

    def _row(self, found):
        """Hold the first rows back until the head is found among them."""
        if self.first is not None:
            self.first.append((found.number, found.cells))
            if len(self.first) == LOOKED_AT:
                self._begin()
        else:
            self._keep(found.number, found.cells)

    def _begin(self):
        """Find the head; what stands below it are rows."""
        rows, self.first, page = self.first, None, self.page
        head = find_head(rows, self.matcher, self.imported.entity, own=self.own)
        if head is None:
            self.page = None
            return
        page.head, page.listing, page.titles, page.own = head.number, head.listing, head.titles, head.own
        page.mapping, page.doubts = head.mapping, head.doubts
        page.save()
        self.date_places = [int(place) for place, name in page.mapping.items() if name in ORDERED]
        for number, cells in rows:
            if number > head.number:
                self._keep(number, cells)

    def _keep(self, number, cells):
        """A row to be written; one that says nothing in a column of ours, or repeats the head, is none."""
        places = [int(place) for place in self.page.mapping] or range(len(cells))
        said = [cells[place] for place in places if place < len(cells) and cells[place] not in ("", None)]
        texts = [as_text(cell) for cell in cells]
        if not said or texts == self.page.titles or all(str(cell).startswith("#") for cell in said):
            return
        for place in self.date_places:
            if place < len(cells) and isinstance(cells[place], str) and len(self.dates) < DATE_CELLS:
                self.dates.append(cells[place])
        self.rows.append((number, cells))
        self.held += sum(map(len, texts))
        if len(self.rows) == BATCH or self.held > MOST_CHARACTERS:
            self._write()

    def _write(self):
        """Copy the rows that were collected."""
        rows = Rows()
        for pk, (number, cells) in zip(draw_ids(ImportRow, len(self.rows)), self.rows, strict=True):
            rows.add(ImportRow, id=pk, sheet_id=self.page.pk, number=number, cells=cells)
        with connection.cursor() as cursor:
            rows.copy(cursor)
        self.done += len(self.rows)
        self.rows, self.held = [], 0
        self.progress(self.done, 0, _("reading rows"))

    def _close(self):
        """The end of a sheet."""
        if self.page and self.first:
            self._begin()
        if self.rows:
            self._write()
        if self.page and self.page.pk:
            order = decide_order(self.dates)
            self.page.order = {
                "day_first": order.day_first, "certain": order.certain, "matters": order.matters,
                "sentence": str(order.sentence),
            } if self.date_places else {}  # fmt: skip
            self.page.save(update_fields=["order"])
        self.first, self.dates = [], []


def check_all(imported, progress=lambda done, total=0, words="": None, *, matcher=None):
    """Check all rows that are not applied, a batch at a time; what somebody mended, settled and chose stays."""
    pages = list(imported.sheets.exclude(listing=""))
    waiting = ImportRow.objects.filter(sheet__in=pages, applied_at__isnull=True)
    total, done, wrong = waiting.count(), 0, 0
    for page in pages:
        page.imported = imported
        check = Check(page, matcher=matcher)
        for rows in batched(_in_order(waiting.filter(sheet=page)), BATCH, strict=False):
            check_rows(check, list(rows))
            done += len(rows)
            wrong += sum(1 for row in rows if row.outcome == RowOutcome.ERROR)
            words = _("rows found wanting: %(wrong)d, left: %(left)d") % {"wrong": wrong, "left": total - done}
            progress(done, total, words)


def _in_order(rows):
    """The rows by their number, fetched a batch at a time."""
    last = 0
    while found := list(rows.filter(number__gt=last).order_by("number")[:BATCH]):
        yield from found
        last = found[-1].number


@transaction.atomic
def check_rows(check, rows):
    """Check some rows of a sheet and write down what was found."""
    check.check(rows)
    with acting(check.by):
        update_rows(ImportRow, rows, CHECKED)


def _title(imported):
    row = Import.objects.get(pk=imported)
    return _("Reading of “%(name)s”") % {"name": row.name}


def _address(imported):
    return f"/imports/{Import.objects.get(pk=imported).key}/"


def register():
    """Make the job known; called in AppConfig.ready."""
    jobs.register(NAME, run, title=_title, result_url=_address, given_up=given_up, attempts=2)
    cycle.register("uploaded files removed", store.sweep)
    personal_data.register("workbooks_brought", store.told, store.erase)
