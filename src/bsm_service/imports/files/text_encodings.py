"""Decodes text files. Where the bytes do not tell the encoding, it is guessed from the
letters of the network's languages.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from bsm_service.foundation.refusals import UnreadableFile
from bsm_service.imports.files.file_format import (
    DetectedProperty,
    DetectionSource,
    Encoding,
)
from bsm_service.imports.words import read_words

_CODECS = {
    Encoding.UTF_8: "utf-8-sig",
    Encoding.ISO_8859_2: "iso8859-2",
    Encoding.ISO_8859_5: "iso8859-5",
    Encoding.MAC_ROMAN: "mac-roman",
}
_BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_UNDECODED = re.compile("[\udc80-\udcff]")
_WORDS = re.compile(rb"[A-Za-z\x80-\xff]+")
_BYTES_PER_ZERO = 100  # at most, in UTF-16: spaces and signs have one
_MAX_WORDS = 5_000  # different ones, which are held against each encoding
_MAX_WORD_LENGTH = 40
_FREQUENT, _RARE, _WRONG = 1.0, 0.4, -1.5
_NUMBER_OF_COMMON = 8  # of the candidates; others must fit much better
# In this order where the letters fit several equally well.
_CANDIDATES = (
    (Encoding.WINDOWS_1252, "latin_west"),
    (Encoding.WINDOWS_1250, "latin_central"),
    (Encoding.WINDOWS_1251, "cyrillic"),
    (Encoding.WINDOWS_1254, "turkish"),
    (Encoding.WINDOWS_1257, "baltic"),
    (Encoding.WINDOWS_1253, "greek"),
    (Encoding.ISO_8859_2, "latin_central"),
    (Encoding.KOI8_R, "cyrillic"),
    (Encoding.CP866, "cyrillic"),
    (Encoding.CP850, "latin_west"),
    (Encoding.MAC_ROMAN, "latin_west"),
    (Encoding.CP852, "latin_central"),
)
_QUOTES = dict.fromkeys("“”„‘’‚–—…«»", _FREQUENT)
_SIGNS = dict.fromkeys("‹›°·•€§©®™№¿¡\xa0", 0.0)


@dataclass(frozen=True, slots=True)
class DecodedText:
    """Bytes that the encoding does not have are lone surrogates in `text`."""

    text: str
    encoding: DetectedProperty


def decode_text(data: bytes, chosen: Encoding | None = None) -> DecodedText:
    """The text of a file. Raises UnreadableFile where the chosen encoding, or the one
    that the file names itself, does not fit.
    """
    if chosen is not None:
        codec = _utf16_by_zeros(data) if chosen == Encoding.UTF_16 else _codec(chosen)
        return _decode_strictly(data, codec, chosen, DetectionSource.CHOSEN)
    for mark, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_strictly(data, codec, codec.upper(), DetectionSource.FOUND)
    has_zeros = data.count(0) * _BYTES_PER_ZERO > len(data)
    if has_zeros and (b"\n\x00" in data or b"\x00\n" in data):
        codec = _utf16_by_zeros(data)
        return _decode_strictly(data, codec, Encoding.UTF_16, DetectionSource.FOUND)
    text = data.decode("utf-8-sig", "surrogateescape")
    undecoded = len(text) - len(_UNDECODED.sub("", text))
    beyond_ascii = len(text) - undecoded - len(data.decode("ascii", "ignore"))
    if undecoded <= beyond_ascii:
        # Other encodings are hardly ever valid UTF-8: a few bytes do not matter.
        source = DetectionSource.ASSUMED if undecoded else DetectionSource.FOUND
        return _decoded(text, Encoding.UTF_8, source)
    assumed = _guess_encoding(data)
    text = data.decode(_codec(assumed), "surrogateescape")
    return _decoded(text, assumed, DetectionSource.ASSUMED)


def _decoded(text: str, encoding: str, source: DetectionSource) -> DecodedText:
    return DecodedText(text, DetectedProperty(value=str(encoding), source=source))


def _codec(encoding: Encoding) -> str:
    return _CODECS.get(encoding, encoding.replace("Windows-", "cp").lower())


def _decode_strictly(
    data: bytes, codec: str, name: str, source: DetectionSource
) -> DecodedText:
    try:
        return _decoded(data.decode(codec), name, source)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(
            f"the file is not {name}: line {line:,} has a byte "
            f"({data[error.start]:02X}) that is not valid in it; choose another "
            "encoding, or save the file as UTF-8"
        ) from None


def _utf16_by_zeros(data: bytes) -> str:
    """The byte order of UTF-16 by where the zeros of its ASCII characters are."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    is_little = data[1::2].count(0) >= data[::2].count(0)
    return "utf-16-le" if is_little else "utf-16-be"


def _guess_encoding(data: bytes) -> Encoding:
    """The encoding in which most letters of the words are of one language."""
    words: set[bytes] = set()
    for match in _WORDS.finditer(data):
        word = match.group()[:_MAX_WORD_LENGTH]
        if not word.isascii():
            words.add(word)
            if len(words) >= _MAX_WORDS:
                break
    scores = [
        _score(words, encoding, letters)
        * (_RARE if rank >= _NUMBER_OF_COMMON else _FREQUENT)
        for rank, (encoding, letters) in enumerate(_CANDIDATES)
    ]
    return _CANDIDATES[scores.index(max(scores))][0]


def _score(words: Collection[bytes], encoding: Encoding, letters: str) -> float:
    """How well each word fits the best language of these letters, and all of them
    one.
    """
    scores = [_word_scores(word, encoding, letters) for word in words]
    return sum(map(max, scores)) + max(map(sum, zip(*scores, strict=True)), default=0.0)


def _word_scores(word: bytes, encoding: Encoding, group: str) -> Sequence[float]:
    """How well a word fits each of these languages."""
    text = word.decode(_codec(encoding), "replace")
    letters = [
        character.lower()
        for character in text.replace("İ", "ı")
        if not character.isascii()
    ]
    # A capital within a word is a sign of another encoding, as are two scripts.
    faults = sum(
        following.isupper() and previous.islower()
        for previous, following in pairwise(text)
    )
    if group in ("cyrillic", "greek") and any(map(str.isascii, text)):
        faults += len(letters)
    return [
        faults * _WRONG
        + sum(_weights(language).get(letter, _WRONG) for letter in letters)
        for language in read_words("letters")[group]
    ]


@cache
def _weights(language: str) -> dict[str, float]:
    frequent, _, rare = language.partition("|")
    letters = dict.fromkeys(frequent, _FREQUENT) | dict.fromkeys(rare, _RARE)
    return letters | _QUOTES | _SIGNS
