"""Two processes that ask one record at once. Knows nothing of pytest."""

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import Pipe
from multiprocessing.connection import Connection

from systems import at_once, do, system_in

from bsm_projections.databases import Place
from bsm_service.application.command import Command
from bsm_service.application.command_service import CommandResult
from forked_processes import ForkedProcess


class Racers:
    def __init__(self, place: Place) -> None:
        pipes = [Pipe() for _ in range(2)]
        self._doors = [here for here, _ in pipes]
        self._processes = [ForkedProcess(_answer, place, there) for _, there in pipes]
        for _, there in pipes:
            there.close()

    def ask(self, commands: Sequence[Command]) -> Counter[str]:
        """All at once, through the processes in turn. How many were accepted, or
        refused with which code.
        """
        for number, door in enumerate(self._doors):
            door.send(commands[number::2])
        for door in self._doors:
            assert door.recv() == "ready"
        for door in self._doors:
            door.send("go")
        return sum((door.recv() for door in self._doors), Counter())

    def end(self) -> None:
        for door, process in zip(self._doors, self._processes, strict=True):
            door.close()
            process.wait(60)


@contextmanager
def racing_at(place: Place) -> Iterator[Racers]:
    racers = Racers(place)
    try:
        yield racers
    finally:
        racers.end()


def _answer(place: Place, pipe: Connection) -> None:
    """In the process: until nobody asks any more."""
    logging.disable()
    system = system_in(place, established=False)
    try:
        while True:
            commands: Sequence[Command] = pipe.recv()
            pipe.send("ready")
            pipe.recv()
            results = at_once([lambda each=each: do(system, each) for each in commands])
            pipe.send(Counter(map(_outcome, results)))
    except EOFError:
        system.close()


def _outcome(result: object) -> str:
    if isinstance(result, CommandResult):
        return "accepted"
    return getattr(result, "code", repr(result))
