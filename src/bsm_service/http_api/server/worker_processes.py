"""Several processes, each on its own port, for a proxy with sticky sessions.

None is the leader: every process has its own engine, and the first to compare-and-set
writes the page. A process that exits is restarted.
"""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

from bsm_service.settings.settings import Settings

_log = logging.getLogger("bsm_service.several")

_WORKER_PROGRAM = (
    "import sys; "
    "from bsm_service.http_api.server.listener import listen_as_worker; "
    "listen_as_worker(*map(int, sys.argv[1:]))"
)
# A process that exits at once must not keep the machine busy.
_RESTART_PAUSE_SECONDS = 1.0
# Seconds. Responses still open by then are cut off.
SHUTDOWN_SECONDS = 5


class WorkerProcesses:
    """The server processes, one for each claimed port (as file descriptors)."""

    def __init__(self, settings: Settings, doors: Sequence[int]) -> None:
        self._settings = settings
        self._doors = doors
        self._running: dict[int, subprocess.Popen[bytes]] = {}
        self._leaving = False
        # Held open by us only, so that the others see it close, however we end.
        self._life, self._ours = os.pipe()

    def run(self) -> None:
        """Serves until SIGTERM or Ctrl-C; returns when all processes have ended."""
        signal.signal(signal.SIGTERM, self._leave)
        signal.signal(signal.SIGINT, self._leave)
        for number in range(len(self._doors)):
            self._start(number)
        while not self._leaving:
            self._check()
            time.sleep(_RESTART_PAUSE_SECONDS / 4)
        self._terminate()

    def _start(self, number: int) -> None:
        door = self._doors[number]
        port = self._settings.port + number
        worker_settings = self._settings.model_copy(
            update={"port": port, "processes": 1}
        )
        self._running[number] = subprocess.Popen(
            [sys.executable, "-c", _WORKER_PROGRAM, str(door), str(self._life)],
            pass_fds=(door, self._life),
            env={**os.environ, **worker_settings.to_environment()},
            start_new_session=True,  # we pass Ctrl-C on
        )

    def _check(self) -> None:
        for number, process in tuple(self._running.items()):
            if process.poll() is not None and not self._leaving:
                _log.warning(
                    "the process on port %d exited with %s and is restarted",
                    self._settings.port + number,
                    process.returncode,
                )
                time.sleep(_RESTART_PAUSE_SECONDS)
                self._start(number)

    def _leave(self, _: int, __: FrameType | None) -> None:
        self._leaving = True

    def _terminate(self) -> None:
        for process in self._running.values():
            process.terminate()
        until = time.monotonic() + 2 * SHUTDOWN_SECONDS
        for process in self._running.values():
            try:
                process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
