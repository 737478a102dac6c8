"""Searches for remains of erased data, byte by byte, in all stored data.

Words are searched for in all forms in which they could be stored: plain, in JSON, in a
URL, in hexadecimal, in base64 at any offset. Compressed or encrypted data are not
opened.
"""

import json
import re
import stat
import struct
import unicodedata
from base64 import b64encode, urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from urllib.parse import quote, quote_plus

from pydantic import BaseModel

from bsm_domain.foundation.accents import without_accents
from bsm_projections.databases import Database

_WORDS = re.compile(r"\w+")
MIN_TERM_LENGTH = 5  # characters: shorter words occur by chance
_CHUNK_BYTES = 4_000_000
_MAX_MARKS = 30
_DATABASE_FILE = re.compile(r"\.db(-wal|-shm|-journal)?$")
# Longer texts may be split across two pages of a database file; one of their halves is
# then complete.
_MAY_BE_CUT = 24
_BASE64 = (b64encode, urlsafe_b64encode)


class ResidualFinding(BaseModel):
    """Remains were found: `what` they are (never the words), and `where`."""

    what: str
    where: str


class SearchResult(BaseModel):
    """What was searched, and what was found. `sought` counts the words and secrets;
    `unread` are files that could not be read.
    """

    sought: int = 0
    files: int = 0
    rows: int = 0
    bytes: int = 0
    found: tuple[ResidualFinding, ...] = ()
    unread: tuple[str, ...] = ()


def _spellings(text: str) -> set[str]:
    """A text in the forms in which it may be stored. With very many combining marks on
    a letter, only as it is: Python takes too long to normalise these.
    """
    plain = without_accents(text)  # as headings and cells of imports are compared
    folded = plain, " ".join(_WORDS.findall(plain))
    spelled = {
        text,
        text.casefold(),
        *(spelling for spelling in folded if len(spelling) >= MIN_TERM_LENGTH),
    }
    marks = groupby(text, key=lambda character: unicodedata.combining(character) > 0)
    if any(are and len(list(run)) > _MAX_MARKS for are, run in marks):
        return spelled
    return {
        unicodedata.normalize(form, spelling)
        for spelling in spelled
        for form in ("NFC", "NFD")
    }


@dataclass
class SearchTerms:
    """The words to search for, each form with a description. `names` are those of
    people, in clear.
    """

    forms: dict[bytes, str] = field(default_factory=dict)
    number: int = 0
    names: set[str] = field(default_factory=set)

    def name(self, description: str, name: str) -> None:
        """Adds the name of a person, however short, also as a text."""
        self.names.add(name)
        self.text(description, name)

    def text(self, description: str, text: str) -> None:
        """Adds words, unless they are too short to be significant."""
        if len(text) < MIN_TERM_LENGTH:
            return
        self.number += 1
        for spelling in _spellings(text):
            self._add(description, _forms_of_text(spelling))

    def secret(self, description: str, secret: bytes) -> None:
        self.number += 1
        self._add(description, _forms_of_bytes(secret))

    def _add(self, description: str, forms: Iterable[bytes]) -> None:
        for form in forms:
            self.forms.setdefault(form, description)

    def __bool__(self) -> bool:
        return bool(self.forms)


def search_residuals(
    terms: SearchTerms,
    folders: Sequence[Path],
    databases: Mapping[str, Database] | None = None,
) -> SearchResult:
    """Searches every file of the folders, and every row of databases that are
    elsewhere. Changes nothing. Raises one of DATABASE_ERRORS.
    """
    search = _Search(terms.forms)
    result = SearchResult(sought=terms.number)
    for file in _files(folders):
        try:
            for chunk in _chunks(file):
                search.feed(str(file), chunk)
        except FileNotFoundError:  # it was there a moment ago, such as a journal
            continue
        except OSError:
            result.unread += (str(file),)
        result.files += 1
    for name, database in (databases or {}).items():
        for stored in database.stored():
            search.feed(f"{name}: {stored.table}", stored.content)
            result.rows += stored.rows
    result.bytes, result.found = search.bytes, tuple(search.findings)
    return result


def _chunks(file: Path) -> Iterator[bytes]:
    """Another process reads the files of databases: once this one closed such a file,
    the locks that SQLite holds on it would be gone, and the next process that closes
    the database would delete its journal, with what is not yet in the database. Raises
    OSError.
    """
    if not _DATABASE_FILE.search(file.name):
        with file.open("rb") as opened:
            yield from iter(lambda: opened.read(_CHUNK_BYTES), b"")
        return
    with Popen(["cat", "--", file], stdout=PIPE, stderr=DEVNULL) as reader:
        output = reader.stdout
        assert output is not None
        yield from iter(lambda: output.read(_CHUNK_BYTES), b"")
    if reader.returncode:
        file.stat()  # raises FileNotFoundError if it is gone
        raise OSError(f"{file.name} cannot be read")


class _Search:
    """Searches pieces of data from one place after another. Where a form could start is
    found for all forms at once by their first four bytes: a search for each separately
    takes much longer.
    """

    def __init__(self, forms: Mapping[bytes, str]) -> None:
        self._by_start: dict[int, list[tuple[bytes, str]]] = {}
        self._first, self._second = bytearray(1 << 16), bytearray(1 << 16)
        for form, description in forms.items():
            first, second = struct.unpack_from("<HH", form)
            self._first[first] = self._second[second] = True
            starting = self._by_start.setdefault(first | second << 16, [])
            starting.append((form, description))
        self._overlap = max(map(len, forms), default=1) - 1
        self._where, self._tail = "", b""
        self._findings: OrderedDict[tuple[str, str], None] = OrderedDict()
        self.bytes = 0

    @property
    def findings(self) -> Iterator[ResidualFinding]:
        for description, where in self._findings:
            yield ResidualFinding(what=description, where=where)

    def feed(self, where: str, chunk: bytes) -> None:
        self.bytes += len(chunk)
        if where != self._where:
            self._where, self._tail = where, b""
        piece = self._tail + chunk
        if not piece:  # rows may hold numbers only
            return
        for offset, start in self._candidates(piece):
            for form, description in self._by_start.get(start, ()):
                if piece.startswith(form, offset):
                    self._findings[description, where] = None
        self._tail = piece[-self._overlap :] if self._overlap else b""

    def _candidates(self, piece: bytes) -> Iterator[tuple[int, int]]:
        """Where the first four bytes of a form may be, and these bytes."""
        # Imported here: it takes a while, and few processes search.
        import numpy as np  # noqa: PLC0415

        first = np.frombuffer(self._first, bool)
        second = np.frombuffer(self._second, bool)
        for odd in (0, 1):
            pairs = np.frombuffer(piece, "<u2", (len(piece) - odd) // 2, odd)
            if len(pairs) < 2:
                continue
            [indices] = np.nonzero(first[pairs[:-1]] & second[pairs[1:]])
            starts = pairs[indices] | pairs[indices + 1].astype(np.uint32) << 16
            yield from zip((indices * 2 + odd).tolist(), starts.tolist(), strict=True)


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    """Each file once; a folder may also be a single file."""
    visited = set[tuple[int, int]]()
    for folder in folders:
        for file in [folder] if not folder.is_dir() else sorted(folder.rglob("*")):
            try:
                status = file.stat()
            except OSError:
                continue
            if (
                stat.S_ISREG(status.st_mode)
                and (status.st_dev, status.st_ino) not in visited
            ):
                visited.add((status.st_dev, status.st_ino))
                yield file


def _forms_of_text(text: str) -> Iterator[bytes]:
    plain = text.encode("utf-8", "replace")
    yield from _forms_of_bytes(plain)
    if len(plain) >= _MAY_BE_CUT:
        yield plain[: len(plain) // 2]
        yield plain[len(plain) // 2 :]
    yield text.encode("utf-16-le", "replace")
    yield text.encode("utf-16-be", "replace")
    yield json.dumps(text)[1:-1].encode()
    yield json.dumps(text, ensure_ascii=False)[1:-1].encode("utf-8", "replace")
    yield quote(text, safe="").encode()
    yield quote_plus(text).encode()


def _forms_of_bytes(data: bytes) -> Iterator[bytes]:
    yield data
    yield data.hex().encode()
    yield data.hex().upper().encode()
    for encode in _BASE64:
        # The bytes before determine the alignment; the last digits depend on what
        # follows.
        for offset, digits in ((0, 0), (1, 2), (2, 3)):
            whole = (offset + len(data)) * 8 // 6
            yield encode(b"\0" * offset + data)[digits:whole]
