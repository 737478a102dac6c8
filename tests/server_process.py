"""The real server, as a process of its own. Knows nothing of pytest."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import SystemRandom

import httpx

from bsm_service.settings.settings import Settings
from forked_processes import ForkedProcess, run_command

ROOT = Path(__file__).parents[1]
# Two cores shared by servers, browsers and tests may be slow at a start.
PATIENCE = 120


@dataclass
class Server:
    """A server that answers. `said` holds everything that it printed."""

    address: str
    process: subprocess.Popen[bytes] | ForkedProcess
    said: Path
    start: Callable[[], ForkedProcess] | None = None

    def client(self, token: str | None = None) -> httpx.Client:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return httpx.Client(
            base_url=f"{self.address}/api/v1", headers=headers, timeout=PATIENCE
        )

    def stop(self) -> int:
        """Asks it to stop, and waits until it has; its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        """Ends it without a chance to say anything."""
        self.process.kill()
        self.process.wait(PATIENCE)

    def start_again(self) -> None:
        """After its end, on the same data and at the same address."""
        assert self.start is not None
        self.process = self.start()
        wait_for(self)


def bsm(*arguments: object) -> list[str]:
    """The command line as a process's arguments, whatever is in PATH."""
    start = "from bsm_service.assembly.command_line import app; app()"
    return [sys.executable, "-c", start, *map(str, arguments)]


def free_port() -> int:
    """A port that nobody gets by chance before the server has it.

    The system gives ports above these to whoever asks, other workers included.
    """
    while True:
        with socket.socket() as free:
            try:
                free.bind(("127.0.0.1", SystemRandom().randrange(20_000, 32_000)))
            except OSError:
                continue
            return int(free.getsockname()[1])


@contextmanager
def running(
    verb: str, folder: Path, said: Path, *more: object, **settings: object
) -> Iterator[Server]:
    """`bsm serve` or `bsm demo` on a folder, from its first answer on. What is set
    otherwise on this machine does not count, but `settings` do."""
    port = free_port()
    env = {k: v for k, v in os.environ.items() if not k.startswith("BSM_")}
    env |= {f"BSM_{name.upper()}": str(value) for name, value in settings.items()}
    arguments = tuple(map(str, (verb, "--data", folder, "--port", port, *more)))
    command = "bsm_service.assembly.command_line:app"

    def start() -> ForkedProcess:
        return ForkedProcess(run_command, command, arguments, env, said)

    server = Server(f"http://127.0.0.1:{port}", start(), said, start)
    try:
        wait_for(server)
        yield server
    finally:
        server.kill()


@contextmanager
def running_dashboard(settings: Settings, said: Path, *app: str) -> Iterator[Server]:
    """The dashboard alone, with these settings, from its first answer on. `app` is what
    the web server runs, if it is not the dashboard as it is: in a process that has not
    read the product yet, since it may change what is read.
    """
    serve = (*(app or ("dashboard.asgi:app",)), "--port", str(settings.port))
    arguments = (*serve, "--log-level", "warning")
    env = os.environ | settings.to_environment()
    with said.open("w") as output:
        process = (
            subprocess.Popen(
                [sys.executable, "-m", "uvicorn", *arguments],
                cwd=ROOT,
                env=env,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            if app
            else ForkedProcess(run_command, "uvicorn:main", arguments, env, said)
        )
    server = Server(f"http://127.0.0.1:{settings.port}", process, said)
    try:
        wait_for(server)
        yield server
    finally:
        server.stop()


def wait_for(server: Server) -> None:
    """Until it answers. Fails if its process ends before."""
    deadline = time.monotonic() + PATIENCE
    with httpx.Client(timeout=PATIENCE) as client:
        while True:
            try:
                client.get(f"{server.address}/api/v1/health").raise_for_status()
                return
            except httpx.HTTPError as error:
                status = server.process.poll()
                is_over = status is not None or time.monotonic() > deadline
                if is_over or not isinstance(error, httpx.ConnectError):
                    printed = server.said.read_text()
                    raise AssertionError(f"no server: {status} {printed}") from error
            with suppress(subprocess.TimeoutExpired):
                server.process.wait(0.1)
