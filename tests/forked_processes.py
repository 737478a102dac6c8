"""Processes that begin with the product already read, for tests that start many.

To read it takes a new process as long as most of them run. So one process reads it
once, and is forked for each. It has no thread and no database open. Knows nothing of
pytest.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from multiprocessing import Pipe, connection, forkserver, get_context
from multiprocessing.context import ForkServerContext
from pathlib import Path
from signal import SIGKILL
from types import ModuleType
from typing import IO, Any

_READ = (
    "faults.all_faults",
    "faults.import_process",
    "faults.settling_process",
    # What a server reads that has a dashboard.
    "bsm_service.assembly.command_line",
    "dashboard.overview.cache_warmup",
    "dashboard.shell.layout",
    "dashboard.shell.page_errors",
    "dashboard.shell.streamlit_assets",
    "dashboard.shell.streamlit_runs",
)
_PATH = os.pathsep.join(
    filter(None, (str(Path(__file__).parent), os.environ.get("PYTHONPATH")))
)


class ForkedProcess:
    """It calls a function, which is named in a module, and ends. What is done with it
    is as in `subprocess.Popen`.
    """

    def __init__(self, function: Callable[..., object], *arguments: Any) -> None:
        self._process = _context().Process(
            target=function,
            args=arguments,
            daemon=True,  # nobody waits for one that a failed test has left
        )
        with _no_main_module():
            self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def poll(self) -> int | None:
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if self.returncode is None:
            raise subprocess.TimeoutExpired("a forked process", timeout or 0)
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.returncode is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(SIGKILL)


class ForkedModule(ForkedProcess):
    """What `python -m module *arguments` does. Its standard input and output are
    pipes.
    """

    def __init__(
        self, module: str, *arguments: str, environment: Mapping[str, str]
    ) -> None:
        (stdin, to_it), (from_it, stdout) = Pipe(duplex=False), Pipe(duplex=False)
        with stdin, stdout, to_it, from_it:
            super().__init__(_run, module, arguments, dict(environment), stdin, stdout)
            self.stdin: IO[str] = os.fdopen(os.dup(to_it.fileno()), "w")
            self.stdout: IO[str] = os.fdopen(os.dup(from_it.fileno()))

    def communicate(self) -> str:
        """What else it writes until its end."""
        self.stdin.close()
        with self.stdout:
            said = self.stdout.read()
        self.wait()
        return said


@contextmanager
def _no_main_module() -> Iterator[None]:
    """What is started runs the main module anew, which is a page of the dashboard once
    a test has run one.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


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


def run_command(
    command: str, arguments: tuple[str, ...], environment: Mapping[str, str], said: Path
) -> None:
    """A command line, `module:function`, in a process of its own; what it prints is
    added to a file.
    """
    with said.open("ab") as output:
        for descriptor in (1, 2):
            os.dup2(output.fileno(), descriptor)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(Path(__file__).parents[1])
    os.umask(0)  # the product keeps its files private whatever its user's is
    sys.argv = [command, *arguments]
    module, _, function = command.partition(":")
    getattr(import_module(module), function)()
