"""The rows of an uploaded file, read by a process of its own; and in words why a file cannot be read."""

import json
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ungass_portal.lib.problems import ProcessError

MOST_BYTES = 30_000_000
SECONDS = 240  # of the clock on the wall; the process has a bound of its own on the processor's time
PROBLEMS = {
    "empty": gettext_lazy("The file is empty. Save the workbook again and upload it."),
    "password": gettext_lazy("The file is protected with a password. Save it without one and upload it again."),
    "corrupt": gettext_lazy("The file is damaged. Open it in your spreadsheet program, save it anew and upload that."),
    "old": gettext_lazy("This is a file of Excel 2003 or older. Save it as XLSX and upload it again."),
    "type": gettext_lazy("This is no spreadsheet, whatever its name says. XLSX, ODS and CSV are read."),
    "entities": gettext_lazy("The file declares XML entities, which no spreadsheet program does. It was not opened."),
    "bomb": gettext_lazy("The file unpacks to more than the portal reads. Take out what is no table, or divide it."),
    "rows": gettext_lazy("The file holds more than 200,000 rows. Divide it into several."),
}
REMARKS = {
    "macros": gettext_lazy("The file holds macros. They were not run and not kept."),
    "external": gettext_lazy("The file points to other workbooks. They were not opened; the last values were taken."),
    "merged": gettext_lazy("Sheet “%(sheet)s”: the value of merged cells was taken for each of their rows."),
    "hidden": gettext_lazy("The hidden sheet “%(sheet)s” was not read."),
    "mixed": gettext_lazy("Some lines are not in UTF-8; they were read as %(encoding)s. Check names with accents."),
    "quote": gettext_lazy("Line %(line)d: a quotation mark is never closed. It was taken for a sign like any other."),
    "encoding": gettext_lazy("The file is not in UTF-8; it was read as %(encoding)s. Check names with accents."),
}


class Unreadable(ProcessError):
    """The file cannot be read; the message says why and what to do."""


@dataclass
class SheetFound:
    """The beginning of a sheet."""

    name: str
    hidden: bool = False
    formulas: list = field(default_factory=list)  # cells whose formula has no value


@dataclass
class RowFound:
    """A row that holds something: its number in the sheet, and its cells."""

    number: int
    cells: list


class OwnBook:
    """The workbook is one that the portal made."""


@dataclass
class Remark:
    """What was left aside, in a sentence."""

    text: str


def read(path):
    """What the file holds, in order; raises Unreadable. Memory does not grow with its rows."""
    command = [sys.executable, "-m", "registry.imports.opening", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=settings.BASE_DIR) as process:
        timer = threading.Timer(SECONDS, process.kill)
        timer.start()
        try:
            for line in process.stdout:
                yield from _found(json.loads(line))
            code = process.wait()
        except ValueError as error:
            raise Unreadable(str(PROBLEMS["corrupt"])) from error
        finally:
            timer.cancel()
            process.kill()
    if code:
        # Killed by one of its bounds, or by the library on a file that it was not made for.
        raise Unreadable(str(PROBLEMS["bomb"]))


def _found(said):
    """One line of the process as what it stands for."""
    if isinstance(said, list):
        yield RowFound(*said)
    elif "problem" in said:
        raise Unreadable(str(PROBLEMS[said["problem"]]))
    elif "own" in said:
        yield OwnBook()
    elif "remark" in said:
        yield Remark(str(REMARKS[said["remark"]]) % said)
    else:
        yield SheetFound(said["sheet"], said["hidden"], said["formulas"])
        if said["hidden"]:
            yield Remark(str(REMARKS["hidden"]) % said)


def value_of(cell):
    """A cell as it is read: a real date, else what JSON holds."""
    if isinstance(cell, dict):
        return date.fromisoformat(cell["d"]) if "d" in cell and "t" not in cell else cell.get("t", cell.get("d"))
    return cell


def as_text(cell):
    """A cell as people see it."""
    if isinstance(cell, dict):
        return " ".join(cell[name] for name in ("d", "t") if name in cell)
    if isinstance(cell, bool):
        return _("yes") if cell else ""
    return str(cell)


def size_problem(size):
    """Why a file of this size is not read, or nothing."""
    if size > MOST_BYTES:
        return _("The file has %(size)d MB; at most %(most)d are read. Divide it, or save it without pictures.") % {
            "size": size // 1_000_000,
            "most": MOST_BYTES // 1_000_000,
        }
    return "" if size else str(PROBLEMS["empty"])
