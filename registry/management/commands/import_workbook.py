"""Take a workbook in from the command line: read, checked and, unless it is only tried, applied as drafts."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

from entities.choices import Role
from entities.models import Entity, User
from entities.policies import may_create
from entities.roles import entities_of
from registry.imports.apply import apply
from registry.imports.intake import read_in, take_in
from registry.imports.read import size_problem
from registry.imports.remarks import sentence
from registry.imports.shown import FILTERS, counts, remarks_of
from registry.models import ImportRow


class Command(BaseCommand):
    """Says for each row that is not good where it stands and what is wrong."""

    help = "Read a workbook (XLSX, ODS, CSV) in the name of a person and apply its good rows as drafts."

    def add_arguments(self, parser):
        """The file, the person, and whether it is only tried."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--as", dest="email", required=True, metavar="E-MAIL")
        parser.add_argument("--entity", default="", help="code of the entity, where the person has several")
        parser.add_argument("--submit", action="store_true", help="submit what is ready")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")

    def handle(self, *, file, email, entity, submit, dry_run, **options):
        """Do it in one transaction; a trial is rolled back."""
        by = User.objects.filter(email__iexact=email, is_active=True).first()
        if by is None or not may_create(by):
            raise CommandError(f"{email} is nobody who may upload workbooks.")
        try:
            problem = size_problem(file.stat().st_size)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        if problem:
            raise CommandError(f"{file}: {problem}")
        owner = self._entity(by, entity)
        with translation.override(by.page_language), transaction.atomic():
            self._import(file, by, owner, submit=submit)
            if dry_run:
                transaction.set_rollback(True)
                self.stdout.write("Nothing was changed.")

    def _entity(self, by, slug):
        """The entity for which the person uploads; none for the secretariat."""
        rows = Entity.objects.filter(pk__in=entities_of(by, Role.FOCAL_POINT, Role.CONTRIBUTOR)).order_by("slug")
        if slug:
            rows = rows.filter(slug=slug)
        found = list(rows[:2])
        if len(found) > 1:
            raise CommandError("This person has several entities: name one with --entity.")
        if slug and not found:
            raise CommandError(f"{by.email} does not write for “{slug}”.")
        return found[0] if found else None

    def _import(self, file, by, owner, *, submit):
        with open(file, "rb") as opened:
            imported = take_in(file=opened, name=file.name, by=by, entity=owner, language=by.page_language)
        read_in(imported)
        if imported.problem:
            raise CommandError(f"{file}: {imported.problem}")
        for remark in remarks_of(imported):
            self.stdout.write(remark)
        found = counts(imported)
        self.stdout.write(", ".join(f"{found[name]} {label}" for name, label in FILTERS.items() if found.get(name)))
        for row in ImportRow.objects.filter(sheet__imported=imported).exclude(messages=[]).select_related("sheet"):
            for message in row.messages:
                where = f"{row.sheet.name}!{message['cell'] or row.number}"
                self.stdout.write(f"{where} {message['label']}: {sentence(message)}")
        done = apply(imported=imported, by=by, submit=submit)
        self.stdout.write(", ".join(f"{count} {name}" for name, count in done.counts.items() if count) or "0 applied")
        self.stdout.write(f"/imports/{imported.key}/")
