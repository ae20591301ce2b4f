"""What a reader gets from an address, with only the masked parts made equal."""

import re

MASKS = (
    (re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"'), b"CSRF"),
    (re.compile(rb'"csrfToken":\s*"[^"]+"'), b"CSRF"),
    (re.compile(rb'nonce="[^"]+"'), b"NONCE"),
)
MASKED_HEADERS = {"X-Request-ID", "Date"}
NONCE_HEADER = re.compile(r"'nonce-[^']+'")


def answer(client, address):
    """Status, headers and body of a GET; request id, CSRF token, nonce and Date masked, nothing else."""
    response = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    request_id = response.headers.get("X-Request-ID", "").encode()
    if request_id:
        body = body.replace(request_id, b"REQUEST")
    for pattern, mask in MASKS:
        body = pattern.sub(mask, body)
    headers = {
        name: NONCE_HEADER.sub("NONCE", value) for name, value in response.headers.items() if name not in MASKED_HEADERS
    }
    return response.status_code, headers, body
