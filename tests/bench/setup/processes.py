"""Processes that are measured: servers started as people start them, and what they use.

CPU and memory are read where Linux tells them; elsewhere they are not measured.
"""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bsm_projections.databases import Place

HOST = "127.0.0.1"
_STARTS_WITHIN = 120.0
_AS_PEOPLE_DO = "from bsm_service.cli import app; app()"
_TESTS = Path(__file__).parents[2]


class NotStarted(Exception):
    """A server or a load that did not come up; says what it printed."""


@dataclass(frozen=True)
class Server:
    """A server in a process of its own."""

    pid: int
    port: int

    def cpu_seconds(self) -> float:
        return cpu_seconds(self.pid)

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        """One request; its JSON. Raises OSError where nobody answers."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        try:
            sent = None if body is None else json.dumps(body)
            told = {"Content-Type": "application/json", **(headers or {})}
            connection.request(method, path, sent, told)
            answer = connection.getresponse()
            read = answer.read()
            if answer.status >= 400:
                raise OSError(f"{method} {path} was answered {answer.status}")
            return json.loads(read)
        finally:
            connection.close()


def is_told() -> bool:
    """Whether this system tells what a process uses."""
    return Path("/proc/self/stat").exists()


def cpu_seconds(pid: int) -> float:
    """User and system time of a process so far."""
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def memory_mb(pid: int) -> float:
    """Resident memory of a process."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextmanager
def product(place: Place) -> Iterator[Server]:
    """The product on a record, as `bsm serve` starts it."""
    port, data = _free_port(), place.folder
    serving = ("serve", "--data", str(data), "--host", HOST, "--port", str(port))
    command = [sys.executable, "-c", _AS_PEOPLE_DO, *serving]
    where = {
        "BSM_SCHEMA_PREFIX": place.schema,
        "BSM_DATABASE": place.url or "",
        "BSM_VAULT_KEY": "",  # the throw-away place has one of its own
    }
    with _started(
        command, port, "/api/v1/health", data / "server.txt", more=where
    ) as server:
        yield server


@contextmanager
def bare(folder: Path) -> Iterator[Server]:
    """The yardstick: a FastAPI application that does next to nothing."""
    port = _free_port()
    command = [
        *(sys.executable, "-m", "uvicorn", "bench.setup.yardstick_server:app"),
        *("--host", HOST, "--port", str(port)),
        *("--log-level", "warning", "--no-access-log"),
    ]
    with _started(
        command,
        port,
        "/empty",
        folder / "bare.txt",
        folder,
        more=finding_the_benchmark(),
    ) as server:
        yield server


def load(name: str, job: Mapping[str, Any]) -> dict[str, Any]:
    """Runs a load in a process of its own, so that it shares nobody's interpreter."""
    # By its file: a load that needs nothing of the product starts at once.
    script = Path(__file__).with_name(f"{name}.py")
    done = subprocess.run(
        [sys.executable, "-P", str(script)],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **finding_the_benchmark()},
    )
    if done.returncode:
        raise NotStarted(done.stderr.strip()[-500:])
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def finding_the_benchmark() -> dict[str, str]:
    """The part of a process's environment by which it imports these modules."""
    folders = [os.environ.get("PYTHONPATH"), str(_TESTS)]
    return {"PYTHONPATH": os.pathsep.join(filter(None, folders))}


@contextmanager
def _started(
    command: list[str],
    port: int,
    path: str,
    said: Path,
    folder: Path | None = None,
    more: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    with (
        said.open("w") as output,
        subprocess.Popen(
            command,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env={**os.environ, **(more or {})},
        ) as process,
    ):
        server = Server(process.pid, port)
        try:
            _wait_for(server, path, process, said)
            yield server
        finally:
            process.terminate()


def _wait_for(
    server: Server, path: str, process: subprocess.Popen[bytes], said: Path
) -> None:
    until = time.perf_counter() + _STARTS_WITHIN
    while time.perf_counter() < until and process.poll() is None:
        try:
            server.ask("GET", path)
            return
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
    raise NotStarted(f"the server did not start: {said.read_text()[-500:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
