"""Listening on one port of this machine, until somebody stops it."""

import errno
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Protocol
from weakref import WeakSet

import uvicorn

from bsm_domain.errors import InvalidValue
from bsm_service.refusals import CannotListen, PortTaken
from bsm_service.settings import Settings

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

# Whatever does not end by then is cut off.
_LEAVE_WITHIN = 3


class Leaver(Protocol):
    """Something that never ends by itself, such as a stream of positions."""

    def leave(self) -> None:
        """Ends it: the server is about to stop, and waits for open answers."""
        ...


LEAVERS: WeakSet[Leaver] = WeakSet()


@contextmanager
def claimed(settings: Settings) -> Iterator[socket.socket]:
    """The port, held from now on, so that nobody takes it while data are made ready.

    Raises InvalidValue for a host beyond this machine, PortTaken for a port that
    somebody holds, CannotListen where the machine says no.
    """
    if settings.host not in LOOPBACK:
        raise InvalidValue(
            f"this version listens on 127.0.0.1 only, not on {settings.host!r}; put a "
            "proxy with sign-in before it until accounts exist"
        )
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with ExitStack() as held:
        try:
            # Named as TCP: otherwise the event loop leaves Nagle's algorithm on, and
            # each answer waits 40 ms for the acknowledgement of its own first half.
            port = held.enter_context(
                socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
            )
            port.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            port.bind((settings.host, settings.port))
            port.listen()
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortTaken(
                    f"port {settings.port} is in use; choose another with --port"
                ) from error
            raise CannotListen(
                f"cannot listen on {settings.host}, port {settings.port}: "
                f"{error.strerror}"
            ) from error
        yield port


def address_of(settings: Settings) -> str:
    """Where a browser finds the server."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}"


def listen(settings: Settings, port: socket.socket) -> None:
    """Serves until SIGTERM, which ends the process with 0, or Ctrl-C."""
    os.environ.update(settings.to_environment())
    # The server finishes its answers first and then raises the signal again.
    signal.signal(signal.SIGTERM, _stopped)
    # By its import string: the dashboard is above us, and imports point down.
    config = uvicorn.Config(
        "dashboard.asgi:app",
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=_LEAVE_WITHIN,
    )
    try:
        _Server(config).run(sockets=[port])
    except KeyboardInterrupt:
        return


class _Server(uvicorn.Server):
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for one in tuple(LEAVERS):
            one.leave()
        await super().shutdown(sockets)


def _stopped(*_: Any) -> None:
    sys.exit(0)
