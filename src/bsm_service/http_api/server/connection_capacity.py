"""How many connections a process has open, and how many it can open."""

import resource
from contextlib import suppress
from dataclasses import dataclass

# Files that a process opens besides its connections: databases, journals, logs.
RESERVED_FILES = 200


@dataclass(slots=True)
class ConnectionCounts:
    """For metrics: connections that this process has open, and those that it closed."""

    open: int = 0
    room: int = 0
    unfinished: int = 0
    unread: int = 0


CONNECTION_COUNTS = ConnectionCounts()


def raise_file_limit() -> None:
    """Raises this process's limit of open files, and so of connections."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    # Some systems report "unlimited" and allow less.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        soft = hard
    if soft != resource.RLIM_INFINITY:
        CONNECTION_COUNTS.room = connections_for_files(soft)


def connections_for_files(files: int) -> int:
    """The connections possible with so many open files, if each sends a file."""
    return max(files // 3, (files - RESERVED_FILES) // 2)
