"""Parts of a file that stands still: RFC 9110 ranges, one at a time."""

import re
from io import SEEK_END

from django.http import FileResponse, HttpResponse, StreamingHttpResponse

ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
PIECE = 64 * 1024


def file_answer(request, file, *, etag, last_modified, content_type):
    """The open file, or the part of it that the request asks for: 200, 206 or 416.

    `etag` must be strong: a part is only given of the very bytes that the asker has the rest of.
    """
    size = file.seek(0, SEEK_END)
    file.seek(0)
    asked = ONE_RANGE.fullmatch(request.META.get("HTTP_RANGE", "").strip())
    condition = request.META.get("HTTP_IF_RANGE", etag)
    if asked and asked.groups() != ("", "") and condition in (etag, last_modified):
        response = _part(file, size, *asked.groups())
        response["Content-Type"] = content_type
    else:
        response = FileResponse(file, content_type=content_type)
    response["Accept-Ranges"] = "bytes"
    return response


def _part(file, size, first, last):
    """The part from first to last, or the last so many bytes."""
    if first:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
    else:
        start, end = max(size - int(last), 0), size - 1
    if start > end or start >= size:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    file.seek(start)
    response = StreamingHttpResponse(_pieces(file, end - start + 1), status=206)
    response["Content-Range"] = f"bytes {start}-{end}/{size}"
    response["Content-Length"] = str(end - start + 1)
    return response


def _pieces(file, left):
    """So many bytes of an open file, which is closed at the end."""
    with file:
        while left and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
