"""A mail server on the loopback that keeps what it was given, and can be switched off."""

import email
import socketserver
import threading


class Mailbox:
    """Recipients of the mails that were accepted, in order."""

    def __init__(self):
        self.recipients = []
        self.up = True
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), self._handler(), bind_and_activate=True)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()

    def _handler(mailbox):
        class Handler(socketserver.StreamRequestHandler):
            """One connection: the few commands that Django's backend uses."""

            def handle(self):
                if not mailbox.up:
                    return  # the connection is closed before a greeting
                self._say("220 soak")
                while line := self.rfile.readline():
                    command = line.decode("ascii", "replace").strip().upper()
                    if command == "DATA":
                        self._say("354 go on")
                        self._take()
                    self._say("221 bye" if command == "QUIT" else "250 ok")
                    if command == "QUIT":
                        return

            def _take(self):
                lines = []
                while (line := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(line)
                mailbox.recipients.append(email.message_from_bytes(b"".join(lines))["To"])

            def _say(self, text):
                self.wfile.write(f"{text}\r\n".encode())

        return Handler
