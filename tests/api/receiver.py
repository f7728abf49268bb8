"""Another system's end: an HTTP server on this machine that takes what Kith sends, and checks each signature as its guide says."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, NamedTuple


class Came(NamedTuple):
    """One request that came."""

    id: str
    at: int
    signatures: list[str]
    body: bytes

    @property
    def said(self) -> Any:
        return json.loads(self.body)

    def is_signed_with(self, secret: str) -> bool:
        key = base64.b64decode(secret.removeprefix("whsec_"))
        mac = hmac.digest(key, f"{self.id}.{self.at}.".encode() + self.body, hashlib.sha256)
        return f"v1,{base64.b64encode(mac).decode()}" in self.signatures


class Receiver:
    """What came, in its order; `answer` says with what each is answered, and may take its time."""

    def __init__(self, port: int = 0) -> None:
        self.came: list[Came] = []
        self.answer: Callable[[Came], int] = lambda came: 204
        self.location = ""
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                at, signatures = int(self.headers["webhook-timestamp"]), self.headers["webhook-signature"].split()
                came = Came(self.headers["webhook-id"], at, signatures, body)
                receiver.came.append(came)
                self.send_response(receiver.answer(came))
                if receiver.location:
                    self.send_header("Location", receiver.location)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *said: Any) -> None:
                """Not among the lines of a test."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *said: Any) -> None:
                """Whoever asked may have been killed."""

        self.server = Server(("127.0.0.1", port), Handler)
        self.host = f"127.0.0.1:{self.server.server_port}"
        self.url = f"http://{self.host}/hooks"

    @property
    def told(self) -> list[Came]:
        """What came but for tests."""
        return [one for one in self.came if one.said["type"] != "webhook.test"]


@contextmanager
def receiving(port: int = 0) -> Iterator[Receiver]:
    receiver = Receiver(port)
    serving = Thread(target=receiver.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    serving.start()
    try:
        yield receiver
    finally:
        receiver.server.shutdown()
        receiver.server.server_close()
