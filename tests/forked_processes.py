"""Processes that begin with the product already read, for tests that start many.

To read it takes a new process as long as most of them run. So one process reads it
once, and is forked for each. It has no thread and no database open. Knows nothing of
pytest.
"""

import os
import sys
import time
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from multiprocessing import Pipe, connection, forkserver, get_context
from multiprocessing.context import ForkServerContext
from pathlib import Path
from signal import SIGKILL
from typing import IO

_READ = ("faults.all_faults", "faults.import_process", "faults.settling_process")
_PATH = os.pathsep.join(
    filter(None, (str(Path(__file__).parent), os.environ.get("PYTHONPATH")))
)


class ForkedProcess:
    """What `python -m module *arguments` does. Its standard input and output are pipes;
    the rest is as in `subprocess.Popen`.
    """

    def __init__(
        self, module: str, *arguments: str, environment: Mapping[str, str]
    ) -> None:
        (stdin, to_it), (from_it, stdout) = Pipe(duplex=False), Pipe(duplex=False)
        self._process = _context().Process(
            target=_run,
            args=(module, arguments, dict(environment), stdin, stdout),
            daemon=True,  # nobody waits for one that a failed test has left
        )
        with stdin, stdout, to_it, from_it:
            self._process.start()
            self.stdin: IO[str] = os.fdopen(os.dup(to_it.fileno()), "w")
            self.stdout: IO[str] = os.fdopen(os.dup(from_it.fileno()))

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        assert self._process.pid is not None
        os.kill(self._process.pid, number)

    def kill(self) -> None:
        self.send_signal(SIGKILL)

    def communicate(self) -> str:
        """What else it writes until its end."""
        self.stdin.close()
        with self.stdout:
            said = self.stdout.read()
        self._process.join()
        return said


@cache
def _context() -> ForkServerContext:
    context = get_context("forkserver")
    context.set_forkserver_preload(list(_READ))
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = _PATH
    try:
        forkserver.ensure_running()
    finally:
        del os.environ["PYTHONPATH"]
        if before is not None:
            os.environ["PYTHONPATH"] = before
    return context


def _run(
    module: str,
    arguments: tuple[str, ...],
    environment: Mapping[str, str],
    stdin: connection.Connection,
    stdout: connection.Connection,
) -> None:
    for pipe, descriptor in ((stdin, 0), (stdout, 1)):
        os.dup2(pipe.fileno(), descriptor)
        pipe.close()
    sys.stdin, sys.stdout = os.fdopen(0), os.fdopen(1, "w")
    os.environ.update(environment)
    time.tzset()
    sys.argv = [module, *arguments]
    import_module(module).main()
