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
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bsm_projections.databases import Place

HOST = "127.0.0.1"
NOT_MEASURABLE = "this system does not tell what a process uses"
_START_TIMEOUT = 120.0  # seconds
_BSM = "from bsm_service.assembly.command_line import app; app()"
_TESTS_FOLDER = Path(__file__).parents[2]


class ProcessFailed(Exception):
    """A server that did not start, or a job that failed; says what it printed."""


@dataclass(frozen=True)
class Server:
    """A server in a process of its own."""

    pid: int
    port: int

    def cpu_seconds(self) -> float:
        return cpu_seconds(self.pid)

    def request(
        self,
        method: str,
        path: str,
        body: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        """One request; its JSON. Raises OSError where nobody answers."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        try:
            sent_body = None if body is None else json.dumps(body)
            sent_headers = {"Content-Type": "application/json", **(headers or {})}
            connection.request(method, path, sent_body, sent_headers)
            response = connection.getresponse()
            content = response.read()
            if response.status >= 400:
                raise OSError(f"{method} {path} was answered {response.status}")
            return json.loads(content)
        finally:
            connection.close()


def can_measure_processes() -> bool:
    """Whether this system says how much CPU and memory a process uses."""
    return Path("/proc/self/stat").exists()


def cpu_seconds(pid: int) -> float:
    """User and system time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_mb(pid: int) -> float:
    """Resident memory of a process, in MB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def peak_memory_mb(pid: int) -> float:
    """Most resident memory that a process has had, in MB.

    `getrusage` would tell no less than the memory of the process that started this one.
    """
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024 / 1e6


@contextmanager
def running_product(place: Place) -> Iterator[Server]:
    """The product on a record, as `bsm serve` starts it."""
    port, data = _free_port(), place.folder
    arguments = ("serve", "--data", str(data), "--host", HOST, "--port", str(port))
    command = [sys.executable, "-c", _BSM, *arguments]
    settings = {
        "BSM_SCHEMA_PREFIX": place.schema,
        "BSM_DATABASE": place.url or "",
        "BSM_VAULT_KEY": "",  # the throw-away place has one of its own
    }
    with _running_server(
        command,
        port,
        "/api/v1/health",
        data / f"server-{port}.txt",
        environment=settings,
    ) as server:
        yield server


@contextmanager
def running_yardstick(folder: Path) -> Iterator[Server]:
    """The yardstick: a FastAPI application that does next to nothing."""
    port = _free_port()
    command = [
        *(sys.executable, "-m", "uvicorn", "bench.setup.yardstick_server:app"),
        *("--host", HOST, "--port", str(port)),
        *("--log-level", "warning", "--no-access-log"),
    ]
    with _running_server(
        command,
        port,
        "/empty",
        folder / "yardstick.txt",
        folder=folder,
        environment=_import_environment(),
    ) as server:
        yield server


def run_job(name: str, job: Mapping[str, Any]) -> dict[str, Any]:
    """Runs a module of this folder in a process of its own, so that it shares nobody's
    interpreter. It reads the job from standard input and writes what it found to
    standard output. Raises ProcessFailed.
    """
    process = subprocess.run(
        [sys.executable, "-P", "-m", f"{__package__}.{name}"],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **_import_environment()},
    )
    if process.returncode:
        raise ProcessFailed(process.stderr.strip()[-500:])
    found: dict[str, Any] = json.loads(process.stdout)
    return found


def _import_environment() -> dict[str, str]:
    """What a process needs in its environment to import these modules."""
    folders = [os.environ.get("PYTHONPATH"), str(_TESTS_FOLDER)]
    return {"PYTHONPATH": os.pathsep.join(filter(None, folders))}


@contextmanager
def _running_server(
    command: list[str],
    port: int,
    path: str,
    output_file: Path,
    *,
    folder: Path | None = None,
    environment: Mapping[str, str],
) -> Iterator[Server]:
    """Ends the server at the end. It has started once it answers at `path`."""
    with (
        output_file.open("w") as output,
        subprocess.Popen(
            command,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env={**os.environ, **environment},
        ) as process,
    ):
        server = Server(process.pid, port)
        try:
            _wait_for(server, path, process, output_file)
            yield server
        finally:
            process.terminate()


def _wait_for(
    server: Server, path: str, process: subprocess.Popen[bytes], output_file: Path
) -> None:
    deadline = time.perf_counter() + _START_TIMEOUT
    while time.perf_counter() < deadline and process.poll() is None:
        try:
            server.request("GET", path)
            return
        except (OSError, http.client.HTTPException):
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.1)
    output = output_file.read_text()[-500:]
    raise ProcessFailed(f"the server did not start: {output}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
