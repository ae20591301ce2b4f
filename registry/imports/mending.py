"""What a person does to an import before it is applied: mend cells, settle conflicts, choose rows, correct columns."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from entities import jobs
from entities.contents import contents_of
from entities.models import Job, Revision
from registry.choices import RowOutcome
from registry.imports.apply import GOOD, apply, good_rows
from registry.imports.check import Check
from registry.imports.head import remember
from registry.imports.intake import NAME, check_all, check_rows
from registry.imports.sheets import sheet_named
from registry.imports.taking import DATES
from registry.models import Import, ImportRow
from ungass_portal.lib.problems import BadParameter, ProcessError

CHECKING, APPLYING = "import-check", "import-apply"
AT_ONCE = 1_000  # rows that a request may take on by itself
LONGEST = 32_767


def job_of(imported):
    """The newest job about an import, or None."""
    kinds = (NAME, CHECKING, APPLYING)
    return Job.objects.filter(kind__in=kinds, arguments__imported=imported.pk).order_by("-asked_at").first()


@transaction.atomic
def mend(*, row, column, text, by):
    """Type another text into a cell; the row is checked anew."""
    row = _locked(row)
    if column not in {*sheet_named(row.sheet.listing).by_name, DATES} or len(text) > LONGEST:
        raise BadParameter("column", _("The sheet has no such column."))
    row.mended = row.mended | {column: text.replace("\0", "")}
    return recheck(row, by=by)


@transaction.atomic
def settle(*, row, values, by):
    """Say what holds in a conflict: a value for each field."""
    row = _locked(row)
    row.settled = row.settled | values
    return recheck(row, by=by)


@transaction.atomic
def take_as_new(*, row, by):
    """Say that a possible duplicate is a record of its own."""
    row = _locked(row)
    row.settled = row.settled | {"duplicate": "no"}
    return recheck(row, by=by)


@transaction.atomic
def choose(*, imported, rows, chosen):
    """Choose rows to be applied, or leave them out; only good ones can be chosen."""
    found = ImportRow.objects.filter(sheet__imported=imported, applied_at__isnull=True, pk__in=rows)
    return found.filter(outcome__in=GOOD).update(chosen=True) if chosen else found.update(chosen=False)


def choose_all(*, imported, chosen):
    """Choose every row that is new or changed, or none."""
    found = ImportRow.objects.filter(sheet__imported=imported, applied_at__isnull=True)
    if chosen:
        return found.filter(outcome__in=(RowOutcome.NEW, RowOutcome.CHANGED)).update(chosen=True)
    return found.update(chosen=False)


def _locked(row):
    """The row, locked; one that is applied stays as it is."""
    row = ImportRow.objects.select_for_update(of=("self",)).select_related("sheet__imported__entity").get(pk=row.pk)
    if row.applied_at:
        raise ProcessError(_("This row has been applied already."))
    return row


def recheck(row, *, by):
    """Check one row anew."""
    with translation.override(row.sheet.imported.language):
        check_rows(Check(row.sheet, by=by, alone=True), [row])
    return row


@transaction.atomic
def map_columns(*, page, mapping, by):
    """Say what the columns of a sheet hold, and keep that for the entity's next file."""
    page.mapping = {place: name for place, name in mapping.items() if name} if page.listing else {}
    page.doubts = {}
    page.save(update_fields=["listing", "mapping", "doubts", "order"])
    if not page.listing:  # nothing of ours: what was read of it waits, and is not applied
        page.rows.filter(applied_at__isnull=True).update(outcome=RowOutcome.UNREAD, chosen=False, messages=[])
    elif page.imported.entity:
        remember(page.imported.entity, sheet_named(page.listing), page.titles, mapping)


def check_again(imported, *, by):
    """Check all rows anew, at once or, where there are many, in the background; returns whether it is done."""
    if ImportRow.objects.filter(sheet__imported=imported).count() <= AT_ONCE:
        with translation.override(imported.language):
            check_all(imported)
        return True
    _enqueue(CHECKING, imported, by)
    return False


def apply_chosen(imported, *, by, submit):
    """Apply the chosen rows, at once or, where there are many, in the background; returns what was done, or None."""
    if good_rows(imported).count() <= AT_ONCE:
        return apply(imported=imported, by=by, submit=submit)
    _enqueue(APPLYING, imported, by, submit=submit)
    return None


def _enqueue(kind, imported, by, **more):
    count = Job.objects.filter(kind=kind, arguments__imported=imported.pk).count()
    jobs.enqueue(kind, key=f"{kind} {imported.key} {count}", by=by, imported=imported.pk, **more)


def _run_check(attempt, imported):
    row = Import.objects.get(pk=imported)
    with translation.override(row.language):
        check_all(row, attempt.progress)


def _run_apply(attempt, imported, submit):
    apply(imported=Import.objects.get(pk=imported), by=attempt.by, submit=submit, progress=attempt.progress)


def _title(imported, **more):
    return _("Rows of “%(name)s”") % {"name": Import.objects.get(pk=imported).name}


def _address(imported, **more):
    return f"/imports/{Import.objects.get(pk=imported).key}/"


def register():
    """Make the jobs known; called in AppConfig.ready."""
    for name, function in ((CHECKING, _run_check), (APPLYING, _run_apply)):
        jobs.register(name, function, title=_title, result_url=_address, attempts=2)


def three_sides(row):
    """What a conflict is about: the content as given out, as it is now, and as the sheet says."""
    present = contents_of([row.record])[row.record_id]
    base = Revision.objects.filter(record=row.record, number=row.base).values_list("content", flat=True).first()
    return base or present, present, row.mine
