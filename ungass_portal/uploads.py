"""Bodies of requests: what is announced as larger than any file that the portal takes is refused before it is kept."""

from django.conf import settings

from ungass_portal import errors

PIECE = 1 << 16


class BodyLimit:
    """Answers 413 by the announced length, before anything reads the form and puts files on the disk.

    Without a length nothing is read at all. A body that is not much too large is read away first, in small pieces:
    browsers show an answer only when they have sent what they had to send.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        size = request.META.get("CONTENT_LENGTH") or ""
        if not size.isdecimal() or int(size) <= settings.MOST_BODY_BYTES:
            return self.get_response(request)
        if int(size) <= settings.MOST_BYTES_READ_AWAY:
            while request.read(PIECE):
                continue
        return errors.too_large(request)
