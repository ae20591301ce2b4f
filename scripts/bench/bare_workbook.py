"""XlsxWriter alone: write the cells of an existing workbook again, and print the milliseconds it took."""

import sys
import tempfile
import time
from datetime import date, datetime

import python_calamine
import xlsxwriter


def main(path):
    """Read all sheets first; only the writing is timed."""
    book = python_calamine.CalamineWorkbook.from_path(path)
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as target:
        start = time.perf_counter()
        copy = xlsxwriter.Workbook(target.name, {"constant_memory": True})
        wrapped = copy.add_format({"text_wrap": True, "valign": "top"})
        day = copy.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        for rows in sheets:
            sheet = copy.add_worksheet()
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, (date, datetime)):
                        sheet.write_datetime(number, column, value, day)
                    elif isinstance(value, float):
                        sheet.write_number(number, column, value, wrapped)
                    elif value != "":
                        sheet.write_string(number, column, str(value), wrapped)
        copy.close()
        print((time.perf_counter() - start) * 1000)


if __name__ == "__main__":
    main(sys.argv[1])
