"""Archives as people send them, which may be broken, or say untrue things of
themselves: read so that none of them takes more than it was given.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

MAX_PARTS = 10_000
# Of which its names and sizes take most: 100 bytes for each part.
_MAX_DIRECTORY_BYTES = 1_000_000
# Of these so much is unpacked as is asked for; others unpack all that there is.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN_ARCHIVE_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    OSError,
    RuntimeError,
    ValueError,
)


class BrokenArchive(Exception):
    """It cannot be read, or takes more than it says."""


@contextmanager
def open_archive(data: bytes) -> Iterator[zipfile.ZipFile]:
    """The archive, whose parts are read by `read_part`. Raises BrokenArchive, for what
    is found while it is read as well.
    """
    limited_bytes = _LimitedBytes(data)
    try:
        with zipfile.ZipFile(limited_bytes) as archive:
            if len(archive.infolist()) > MAX_PARTS:
                raise BrokenArchive(f"it has more than {MAX_PARTS:,} parts")
            limited_bytes.maximum = len(data)
            yield archive
    except _BROKEN_ARCHIVE_ERRORS as error:
        raise BrokenArchive(str(error)) from error


def read_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, max_size: int) -> bytes:
    """A part of at most so many bytes, whatever the archive says of its size. Raises
    BrokenArchive.
    """
    if part.compress_type not in _METHODS:
        raise BrokenArchive("it is packed in a way that office programs do not know")
    with archive.open(part) as packed:
        content = packed.read(max_size + 1)
    if len(content) > max_size:
        raise BrokenArchive(f"a part unpacks to more than {max_size:,} bytes")
    return content


class _LimitedBytes(io.BytesIO):
    """The directory is read at once and made into objects of hundreds of bytes, before
    anybody can count them.
    """

    maximum = _MAX_DIRECTORY_BYTES

    def read(self, size: int | None = -1) -> bytes:
        if size is not None and size > self.maximum:
            raise BrokenArchive("its directory is too long")
        return super().read(size)
