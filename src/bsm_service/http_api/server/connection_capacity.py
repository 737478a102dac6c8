"""How many connections a process has open, and for how many it has room."""

import resource
from contextlib import suppress
from dataclasses import dataclass

# Files that a process opens beside its connections: databases, their journals, logs.
RESERVED_FILES = 200


@dataclass(slots=True)
class ConnectionCounts:
    """For metrics: what this process has open, and what it closed."""

    open: int = 0
    room: int = 0
    unfinished: int = 0
    unread: int = 0


CONNECTION_COUNTS = ConnectionCounts()


def raise_file_limit() -> None:
    """Lets this process open as many files, and so connections, as it may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):  # some systems say "unlimited" and mean less
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        soft = hard
    if soft != resource.RLIM_INFINITY:
        CONNECTION_COUNTS.room = connections_for_files(soft)


def connections_for_files(files: int) -> int:
    """The connections for which so many open files suffice, where each sends a file."""
    return max(files // 3, (files - RESERVED_FILES) // 2)
