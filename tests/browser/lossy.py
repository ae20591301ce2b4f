"""A line that loses every twentieth request: half of them before the portal hears it, half of its answers."""

import http.client
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

NTH_LOST = 20  # 5 per cent
OF_THE_LINE = {"connection", "keep-alive", "transfer-encoding"}


class LossyLine:
    """A proxy before a portal; `lost` tells which requests did not come through."""

    def __init__(self, portal):
        self.portal, self.asked, self.lost, self._lock = urlsplit(portal).netloc, 0, [], threading.Lock()
        line = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *told):
                """Say nothing."""

            def _pass_on(self):
                line.carry(self)

            do_GET = do_HEAD = do_POST = _pass_on

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *problem):
        self.server.shutdown()
        self.server.server_close()

    def carry(self, handler):
        """Take one request to the portal and its answer back, or lose either."""
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        with self._lock:
            self.asked += 1
            is_lost = self.asked % NTH_LOST == 0
            if is_lost:
                self.lost.append(f"{handler.command} {handler.path}")
            on_the_way_back = is_lost and len(self.lost) % 2 == 0
        answer = None if is_lost and not on_the_way_back else self._ask(handler, body)
        if is_lost:
            handler.close_connection = True  # without a word: the browser sees the line go
            return
        status, headers, content = answer
        with suppress(ConnectionError):
            handler.send_response_only(status)
            for name, value in headers:
                if name.lower() not in OF_THE_LINE | {"content-length"}:
                    handler.send_header(name, value)
            handler.send_header("Content-Length", str(len(content)))
            handler.end_headers()
            if handler.command != "HEAD":
                handler.wfile.write(content)

    def _ask(self, handler, body):
        portal = http.client.HTTPConnection(self.portal, timeout=60)
        headers = {name: value for name, value in handler.headers.items() if name.lower() not in OF_THE_LINE}
        portal.request(handler.command, handler.path, body or None, headers)
        answer = portal.getresponse()
        found = answer.status, answer.getheaders(), answer.read()
        portal.close()
        return found
