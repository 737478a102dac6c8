"""Memory that is free again, and that the C library would keep for the next time."""

import ctypes
from contextlib import suppress

_MMAP_THRESHOLD = -3  # as glibc's <malloc.h> numbers it
_LARGE_BLOCK_BYTES = 1_000_000  # bytes


def release_large_blocks() -> None:
    """Has each large block, such as a file that was read, go back to the system as soon
    as it is free. By itself glibc keeps up to 64 MB once a large block was freed. Where
    there is another C library, nothing changes.
    """
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE_BLOCK_BYTES)
