"""Tables as answers: streamed where the format allows it, else from a file that is gone with the answer."""

import tempfile

from django.http import FileResponse, StreamingHttpResponse

from registry.exports import as_csv, as_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(table, form):
    """The table as a file to keep; `form` is csv or xlsx."""
    name = table.file_name(form)
    if form == "csv":
        response = StreamingHttpResponse(as_csv.write(table), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    else:
        file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
        as_xlsx.write(table, file)
        file.seek(0)
        response = FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    response["Cache-Control"] = "no-cache"
    response["Vary"] = "Authorization, Cookie"
    return response
