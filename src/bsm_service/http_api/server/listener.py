"""Listening on a port of this machine until stopped."""

import asyncio
import errno
import os
import signal
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from threading import Thread
from typing import Any, Protocol
from weakref import WeakSet

import uvicorn

from bsm_domain.foundation.errors import InvalidValue
from bsm_service.foundation.logs import configure_logging
from bsm_service.foundation.refusals import CannotListen, PortTaken
from bsm_service.http_api.server.process_limits import (
    raise_file_limit,
    release_large_blocks,
)
from bsm_service.http_api.server.protocols import (
    HttpConnection,
    WebSocketConnection,
    close_stuck_connections,
)
from bsm_service.http_api.server.worker_processes import (
    SHUTDOWN_SECONDS,
    WorkerProcesses,
)
from bsm_service.settings.loading import load_settings
from bsm_service.settings.settings import LOOPBACK, Settings, SignInMode


class EndlessStream(Protocol):
    """A stream without end, such as that of positions."""

    def close(self) -> None:
        """Ends the stream, because the server waits for open responses before it
        stops.
        """
        ...


# Seconds in which clients are told why the server closes.
_CLOSE_GRACE_SECONDS = 0.1

ENDLESS_STREAMS: WeakSet[EndlessStream] = WeakSet()


@contextmanager
def claim_ports(settings: Settings) -> Iterator[list[socket.socket]]:
    """Claims the ports, one for each process from the configured port on, so that they
    stay free while data are prepared. Raises InvalidValue for a demonstration that
    would be reachable from other machines, PortTaken for a port in use, CannotListen if
    the operating system refuses.
    """
    if settings.sign_in is SignInMode.DEMONSTRATION and settings.host not in LOOPBACK:
        raise InvalidValue(
            "a demonstration has no sign-in and can listen on 127.0.0.1 only, not on "
            f"{settings.host!r}"
        )
    with ExitStack() as resources:
        yield [
            resources.enter_context(_claim_port(settings.host, settings.port + number))
            for number in range(settings.processes)
        ]


def _claim_port(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with ExitStack() as resources:
        try:
            # Marked as TCP: otherwise asyncio's event loop (without uvloop) leaves
            # Nagle's algorithm on, and each response waits 40 ms for the
            # acknowledgement of its first half.
            door = resources.enter_context(
                socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
            )
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind((host, port))
            door.listen()
        except OverflowError:
            raise CannotListen(
                f"{port} is not a port; choose one up to 65535 with --port"
            ) from None
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortTaken(
                    f"port {port} is already in use; choose another with --port"
                ) from error
            raise CannotListen(
                f"cannot listen on {host}, port {port}: {error.strerror}"
            ) from error
        resources.pop_all()
    return door


def server_address(settings: Settings) -> str:
    """The server's address for browsers."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}"


def listen(settings: Settings, doors: Sequence[socket.socket]) -> None:
    """Serves until SIGTERM, which ends the process with status 0, or Ctrl-C."""
    os.environ.update(settings.to_environment())
    configure_logging(settings.log_level, settings.log_format)
    if len(doors) > 1:
        WorkerProcesses(settings, [door.fileno() for door in doors]).run()
    else:
        _serve(doors[0], settings)


def listen_as_worker(door: int, parent_pipe: int) -> None:
    """Runs a process started by `WorkerProcesses`, at a port given to it, until it is
    told to end or its parent has gone.
    """
    settings = load_settings().settings
    configure_logging(settings.log_level, settings.log_format)

    def stop_with_parent() -> None:
        os.read(parent_pipe, 1)  # nothing is ever written; this waits for the end
        os.kill(os.getpid(), signal.SIGTERM)

    Thread(target=stop_with_parent, daemon=True).start()
    _serve(socket.socket(fileno=door), settings)


def _serve(door: socket.socket, settings: Settings) -> None:
    release_large_blocks()
    # The server finishes its responses first and then raises the signal again.
    signal.signal(signal.SIGTERM, _stopped)
    raise_file_limit()
    # By its import string: the dashboard is a layer above, and imports point down.
    config = uvicorn.Config(
        "dashboard.asgi:app",
        http=HttpConnection,
        ws=WebSocketConnection,
        log_config=None,
        access_log=False,
        # A page's messages on its socket have the same limit as bodies.
        ws_max_size=settings.body_limit,
        # Does not help those who look for servers with a known vulnerability.
        server_header=False,
        # Only a proxy on this machine is trusted to name its clients.
        forwarded_allow_ips=["127.0.0.1", "::1"],
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
    )
    try:
        _Server(config).run(sockets=[door])
    except KeyboardInterrupt:
        return


class _Server(uvicorn.Server):
    async def on_tick(self, counter: int) -> bool:
        if counter % 10 == 0:  # once a second
            now = asyncio.get_running_loop().time()
            close_stuck_connections(self.server_state.connections, now)
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for stream in tuple(ENDLESS_STREAMS):
            stream.close()
        await asyncio.sleep(_CLOSE_GRACE_SECONDS)
        await super().shutdown(sockets)


def _stopped(*_: Any) -> None:
    sys.exit(0)
