"""What a server process may use: open files, and so connections; memory."""

import ctypes
import resource
from contextlib import suppress
from dataclasses import dataclass

# Files that a process opens besides its connections: databases, journals, logs.
RESERVED_FILES = 200
_MMAP_THRESHOLD = -3  # as glibc's <malloc.h> numbers it
_LARGE_BLOCK_BYTES = 1_000_000  # bytes


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


def release_large_blocks() -> None:
    """Returns each large block, such as a file that was read, to the system as soon as
    it is free. By default glibc keeps up to 64 MB once a large block was freed. Without
    glibc, nothing changes.
    """
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE_BLOCK_BYTES)
