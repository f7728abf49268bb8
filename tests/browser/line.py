"""A line between a browser and the server that can be cut, and mended: what a lift, a cellar or a server that is killed does to a page."""

from __future__ import annotations

import contextlib
import socket
import threading


class Line:
    """Listens at a port of its own and carries what it hears to the server. `is_deaf`: what the server answers never arrives."""

    def __init__(self, server: tuple[str, int]) -> None:
        self.server, self.port, self.is_deaf = server, 0, False
        self.open_ends: list[socket.socket] = []
        self.mend()

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def mend(self) -> None:
        self.is_deaf = False
        self.listener = socket.create_server(("127.0.0.1", self.port), reuse_port=False)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._listen, args=[self.listener], daemon=True).start()

    def cut(self) -> None:
        """As when the server is killed: what was under way ends in the middle, and nobody answers."""
        for end in [self.listener, *self.open_ends]:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self.open_ends.clear()

    def _listen(self, listener: socket.socket) -> None:
        while True:
            try:
                browser, _from = listener.accept()
                server = socket.create_connection(self.server)
            except OSError:
                return
            self.open_ends += [browser, server]
            threading.Thread(target=self._carry, args=[browser, server, False], daemon=True).start()
            threading.Thread(target=self._carry, args=[server, browser, True], daemon=True).start()

    def _carry(self, near: socket.socket, far: socket.socket, answers: bool) -> None:
        with contextlib.suppress(OSError):
            while said := near.recv(65536):
                if not (answers and self.is_deaf):
                    far.sendall(said)
        with contextlib.suppress(OSError):
            far.shutdown(socket.SHUT_RDWR)
