"""Returns freed memory to the system, which the C library would keep."""

import ctypes
from contextlib import suppress

_MMAP_THRESHOLD = -3  # as glibc's <malloc.h> numbers it
_LARGE_BLOCK_BYTES = 1_000_000  # bytes


def release_large_blocks() -> None:
    """Returns each large block, such as a file that was read, to the system as soon as
    it is free. By default glibc keeps up to 64 MB once a large block was freed. Without
    glibc, nothing changes.
    """
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE_BLOCK_BYTES)
