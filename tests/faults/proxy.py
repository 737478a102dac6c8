"""Stands between the product and PostgreSQL, and can lose what either says.

It knows two things of the protocol: that a greeting names the schema, and what a COMMIT
looks like when it goes by.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path
from threading import Event, Lock, Thread

_COMMIT = b"COMMIT\0"  # ends the one message that is on its way


class Loss(Enum):
    """What becomes of the next COMMIT."""

    BEFORE = "lost on its way, connection closed"
    CLOSED = "done, connection closed instead of an answer"
    SILENT = "done, silence instead of an answer"


class Proxy:
    """Listens in a folder as a server does; `upstream` may be changed at any time."""

    def __init__(self, folder: Path, upstream: Path) -> None:
        folder.mkdir()
        self.url = f"postgresql://postgres@/postgres?host={folder}"
        self.upstream = upstream
        self.lost = Event()
        self._next: Loss | None = None
        self._of = ""
        self._then_shut = False
        self._shut = False
        self._lock = Lock()
        self._open: set[socket.socket] = set()
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(folder / ".s.PGSQL.5432"))
        self._listener.listen(64)
        Thread(target=self._accept, daemon=True).start()

    def lose(self, how: Loss, *, of: str = "log", then_shut: bool = False) -> None:
        """Loses the next COMMIT of the log or of another part; `then_shut` lets nobody
        in afterwards.
        """
        self.lost.clear()
        self._next, self._of, self._then_shut = how, of, then_shut

    def shut(self) -> None:
        """Everybody out, nobody in: the network is gone."""
        self._hang_up(shut=True)

    def let_in(self) -> None:
        self._shut = False

    def lead_to(self, upstream: Path) -> None:
        """The address now belongs to another server."""
        self.upstream = upstream
        self._hang_up()

    def close(self) -> None:
        _close(self._listener)
        self.shut()

    def _hang_up(self, but: socket.socket | None = None, *, shut: bool = False) -> None:
        with self._lock:
            self._shut = self._shut or shut
            _close(*(self._open - {but}))
            self._open.clear()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:  # closed
                return
            server = socket.socket(socket.AF_UNIX)
            try:
                server.connect(str(self.upstream))
            except OSError:
                _close(client, server)
                continue
            # Looked at together with being known: whoever comes while the network goes
            # is either turned away here or hung up with the others.
            with self._lock:
                shut = self._shut
                if not shut:
                    self._open |= {client, server}
            if shut:
                _close(client, server)
            else:
                _Line(self, client, server).start()

    def take_commit(self, greeting: bytes) -> Loss | None:
        """The loss that is due, once, to a connection that began with this."""
        with self._lock:
            if f"_{self._of}\0".encode() not in greeting:
                return None
            due, self._next = self._next, None
        return due

    def has_lost(self, client: socket.socket) -> None:
        """Before the client hears of it, or it could come back sooner."""
        if self._then_shut:
            self._hang_up(but=client, shut=True)
        self.lost.set()


class _Line:
    """One client's connection, both ways."""

    def __init__(
        self, proxy: Proxy, client: socket.socket, server: socket.socket
    ) -> None:
        self._proxy, self._client, self._server = proxy, client, server
        self._loses: Loss | None = None

    def start(self) -> None:
        Thread(target=self._asks, daemon=True).start()
        Thread(target=self._answers, daemon=True).start()

    def _asks(self) -> None:
        greeting = b""  # names the schema
        for data in _heard(self._client):
            greeting = greeting or data
            if data.endswith(_COMMIT):
                self._loses = self._proxy.take_commit(greeting)
            if self._loses is Loss.BEFORE:
                self._proxy.has_lost(self._client)
                _close(self._client, self._server)
                return
            with suppress(OSError):
                self._server.sendall(data)
        _close(self._client, self._server)

    def _answers(self) -> None:
        for data in _heard(self._server):
            if self._loses is None:
                with suppress(OSError):
                    self._client.sendall(data)
                continue
            self._proxy.has_lost(self._client)
            if self._loses is Loss.CLOSED:
                _close(self._client, self._server)
            return
        if self._loses is not Loss.SILENT:
            _close(self._client, self._server)


def _heard(connection: socket.socket) -> Iterator[bytes]:
    with suppress(OSError):
        while data := connection.recv(1 << 16):
            yield data


def _close(*sockets: socket.socket) -> None:
    for connection in sockets:
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
        connection.close()


@contextmanager
def between(folder: Path, upstream: Path) -> Iterator[Proxy]:
    proxy = Proxy(folder, upstream)
    try:
        yield proxy
    finally:
        proxy.close()
