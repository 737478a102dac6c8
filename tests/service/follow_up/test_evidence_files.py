"""Files that are evidence: what they are, however broken, and how many at once."""

import io
import random
import struct
import tracemalloc
import zipfile
from contextlib import suppress
from datetime import timedelta

import pytest
from systems import StoryClock, system_in

from bsm_projections.databases import Place
from bsm_service.documents.media_types import media_type_of
from bsm_service.foundation.refusals import FileRefused
from bsm_service.vault import StoredFileInfo

ODT = "application/vnd.oasis.opendocument.text"
# In an archive's directory, beside what each part is called.
_SIGNATURE, _SIZE_AT = b"PK\x01\x02", 24


def office_file(kind: str = ODT) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", "<a/>" * 50, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def lying(method: int, declared_size: int, size: int) -> bytes:
    """Says less of its first part than it unpacks to."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr("mimetype", bytes(size))
    data = bytearray(buffer.getvalue())
    at = data.rfind(_SIGNATURE) + _SIZE_AT
    data[at : at + 4] = struct.pack("<I", declared_size)
    return bytes(data)


def with_long_directory() -> bytes:
    """Of 30,000 parts, each with nothing in it."""
    local = (
        b"PK\x03\x04" + struct.pack("<5H3I2H", 20, 0, 0, 0, 33, 0, 0, 0, 1, 0) + b"a"
    )
    fields = (20, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0)
    directory = (_SIGNATURE + struct.pack("<6H3I5H2I", *fields) + b"a") * 30_000
    sizes = (0, 0, 30_000, 30_000, len(directory), len(local), 0)
    return local + directory + b"PK\x05\x06" + struct.pack("<4H2IH", *sizes)


def test_an_office_file_is_known_by_what_it_holds():
    assert media_type_of(office_file(), "odt") == ODT
    with pytest.raises(FileRefused, match="holds an OpenDocument text; name it"):
        media_type_of(office_file(), "xlsx")


@pytest.mark.parametrize(
    "data",
    [
        lying(zipfile.ZIP_DEFLATED, 39, 3_000_000),
        lying(zipfile.ZIP_BZIP2, 39, 3_000_000),
        lying(zipfile.ZIP_LZMA, 39, 3_000_000),
        with_long_directory(),
    ],
    ids=["deflated", "bzip2", "lzma", "directory"],
)
def test_a_small_archive_takes_no_more_than_is_asked_for(data: bytes):
    tracemalloc.start()
    try:
        with pytest.raises(FileRefused, match="cannot be attached"):
            media_type_of(data, "odt")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1_000_000


def test_a_file_that_is_broken_anywhere_is_refused_in_a_sentence():
    chance, whole = random.Random(3), office_file()
    for _ in range(1_500):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 2, 4))):
            data[chance.randrange(4, len(data))] = chance.randrange(256)
        with suppress(FileRefused):
            media_type_of(bytes(data), "odt")


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x0b", "\x1b", "<script"])
def test_text_is_what_people_write(sign: str):
    assert media_type_of("Überblick:\r\n\tja\f".encode(), "txt") == "text/plain"
    with pytest.raises(FileRefused):
        media_type_of(f"words {sign} words".encode(), "txt")


def test_what_is_shown_for_nothing_goes_a_day_after_it_last_came(place: Place):
    clock = StoryClock()
    system = system_in(place, clock=clock)
    contents = system.vault.files

    def found(file: StoredFileInfo) -> StoredFileInfo | None:
        return contents.find_uploaded(file.sha256, "an account")

    once, twice = (contents.store(data, "text/plain") for data in (b"one", b"two"))
    clock.pass_by(timedelta(hours=20))
    contents.store(b"two", "text/plain")
    clock.pass_by(timedelta(hours=20))
    contents.delete_unattached()
    after_a_day = [found(once), found(twice)]
    clock.pass_by(timedelta(hours=5))
    contents.delete_unattached()
    at_last = found(twice)
    system.close()

    assert after_a_day == [None, twice]
    assert at_last is None
