"""Tables as answers: streamed where the format allows it, else from a file that is gone with the answer.

An answer that was cut off goes on where it stopped. Made again of the same state and with the same stamp, a file has
the same bytes, so nothing is kept meanwhile and any process can send the rest.
"""

import re
import tempfile
from datetime import datetime

from django.http import FileResponse, StreamingHttpResponse
from django.utils.translation import get_language

from registry.exports import as_csv, as_xlsx
from ungass_portal.lib.ranges import file_answer

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX}
ETAG = re.compile(r'"([0-9a-f]{32})-(\d{1,9})"')


def download(request, table, form, state):
    """The table as a file to keep; `form` is csv or xlsx, `state` that from which the table is read."""
    key = state.etag("file", form, get_language(), request.get_full_path(), table.made_by).strip('W/"')
    table.made_at = table.made_at.replace(second=0, microsecond=0)  # as exactly as the file tells it
    begun = "Range" in request.headers and ETAG.fullmatch(request.headers.get("If-Range", ""))
    goes_on = bool(begun) and begun[1] == key
    if goes_on:
        table.made_at = datetime.fromtimestamp(int(begun[2]) * 60, table.made_at.tzinfo)
    etag = f'"{key}-{int(table.made_at.timestamp()) // 60}"'
    if goes_on:
        response = file_answer(request, _made(table, form), etag=etag, last_modified=None, content_type=TYPES[form])
    elif form == "csv":
        response = StreamingHttpResponse(as_csv.write(table), content_type=TYPES[form])
    else:
        response = FileResponse(_made(table, form), content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{table.file_name(form)}"'
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    response["Vary"] = "Authorization, Cookie"
    return response


def _made(table, form):
    """The whole file, which the answer closes."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    if form == "csv":
        file.writelines(as_csv.write(table))
    else:
        as_xlsx.write(table, file)
    file.seek(0)
    return file
