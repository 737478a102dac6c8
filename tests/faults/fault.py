"""What a fault is, where it is done, and the table of all."""

import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from uuid import UUID

from faults.servers import Server, shared_server

from bsm_projections.databases import Place
from bsm_service.application.system import System
from bsm_service.assembly.bootstrap import open_system
from bsm_service.foundation.clock import Clock, utc_now

SQLITE, POSTGRES = "SQLite", "PostgreSQL"
ORIGIN = "example.org/bsm"


class Broken(AssertionError):
    """An invariant did not hold."""


class NotRun(Exception):
    """The fault cannot be done on this machine, and why."""


def require(holds: object, otherwise: str) -> None:
    if not holds:
        raise Broken(otherwise)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was done, counted, and the figure that shows that the invariant held."""

    done: str
    figure: str


@dataclass
class FaultContext:
    """An empty place for one fault, with a chance of its own that can be repeated."""

    folder: Path
    database: str
    random: Random
    rounds: int
    _places: int = 0
    opened: ExitStack = field(default_factory=ExitStack)

    def place(self, url: str | None = None) -> Place:
        """A data folder; on PostgreSQL with schemas of its own at the shared server."""
        self._places += 1
        folder = self.folder / f"data{self._places}"
        if self.database == SQLITE:
            return Place(folder)
        schema = f"{self.folder.name.replace('-', '_').lower()}_{self._places}"
        return Place(folder, url or self.server().url, schema)

    def server(self) -> Server:
        return shared_server()

    def system(self, place: Place, *, clock: Clock = utc_now) -> System:
        """Closed when the fault is over."""
        system = opened(place, clock=clock)
        self.opened.callback(system.close)
        return system

    def command_id(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)


def opened(place: Place, *, clock: Clock = utc_now) -> System:
    system = open_system(place, clock=clock, origin=ORIGIN)
    if system.store.alarm is None:
        system.establish_network("Network of the faults")
    return system


PerformFault = Callable[[FaultContext], Finding]


@dataclass(frozen=True, slots=True)
class Fault:
    """`short` is 0 where only the report does it."""

    name: str
    database: str
    invariant: str
    rounds: int
    short: int
    do: PerformFault

    def once(self, seed: int, rounds: int | None = None) -> Finding:
        """Does it in a folder that is removed afterwards. Raises Broken, NotRun."""
        if self.database == POSTGRES:
            try:
                shared_server()
            except Exception as error:
                raise NotRun(f"PostgreSQL does not start here: {error}") from error
        with fault_context(
            self.name, self.database, seed, rounds or self.rounds
        ) as context:
            return self.do(context)


FAULTS: list[Fault] = []


def fault(
    name: str,
    *databases: str,
    invariant: str,
    rounds: int = 1,
    short: int = 1,
    report_only: Collection[str] = (),
) -> Callable[[PerformFault], PerformFault]:
    """Puts a function into the table, once for each database.

    `rounds` are for the report, `short` ones for the tests of every day; these leave
    out databases that are `report_only`, where another shows the same sooner.
    """

    def register(do: PerformFault) -> PerformFault:
        FAULTS.extend(
            Fault(
                name,
                database,
                invariant,
                rounds,
                0 if database in report_only else short,
                do,
            )
            for database in databases
        )
        return do

    return register


@contextmanager
def fault_context(
    name: str, database: str, seed: int, rounds: int
) -> Iterator[FaultContext]:
    # Sockets have short names only, and the server is another user.
    folder = Path(tempfile.mkdtemp(prefix="fault_", dir="/tmp"))
    folder.chmod(0o755)
    context = FaultContext(
        folder, database, Random(f"{seed} {name} {database}"), rounds
    )
    try:
        with context.opened:
            yield context
    finally:
        shutil.rmtree(folder, ignore_errors=True)
