"""What can be read in a PDF as typst writes it: its pages, and their text."""

import re
import zlib

_OBJECT = re.compile(rb"^(\d+) 0 obj\n(.*?)\nendobj", re.S | re.M)
_PLAIN = rb"[^()\\]|\\."
_TEXT = rb"\((?:" + _PLAIN + rb"|\((?:" + _PLAIN + rb")*\))*\)"
_SHOWN = re.compile(
    rb"/(f\d+) [\d.]+ Tf|((?:" + _TEXT + rb"|[-\d.\s])+)\]\s*TJ|(" + _TEXT + rb")\s*Tj",
    re.S,
)
_STRING = re.compile(_TEXT, re.S)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.S)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def text(pdf: bytes) -> str:
    """Everything that is drawn as text, a line for each piece."""
    objects = {int(match[1]): match[2] for match in _OBJECT.finditer(pdf)}
    fonts = {
        name: _characters(objects, int(number))
        for one in objects.values()
        for name, number in re.findall(
            rb"/(f\d+) (\d+) 0 R", b"".join(re.findall(rb"/Font\s*<<(.*?)>>", one))
        )
    }
    texts = []
    for object in objects.values():
        if b"/FlateDecode" in object and b"stream\n" in object:
            content = _inflated(object)
            if b" Tf" in content:
                texts += _texts(content, fonts)
    return "\n".join(texts)


def _inflated(object: bytes) -> bytes:
    return zlib.decompressobj().decompress(object[object.index(b"stream\n") + 7 :])


def _characters(objects: dict[int, bytes], font: int) -> dict[int, str]:
    """What each glyph of a font stands for."""
    match = re.search(rb"/ToUnicode (\d+) 0 R", objects[font])
    assert match, "every font says what its glyphs stand for"
    pairs = re.findall(
        rb"<([0-9A-F]{4})> <([0-9A-F]+)>", _inflated(objects[int(match[1])])
    )
    return {
        int(glyph, 16): bytes.fromhex(character.decode()).decode("utf-16-be")
        for glyph, character in pairs
    }


def _texts(content: bytes, fonts: dict[bytes, dict[int, str]]) -> list[str]:
    texts, font = [], {0: ""}
    for match in _SHOWN.finditer(content):
        if match[1]:
            font = fonts[match[1]]
            continue
        glyphs = b"".join(
            _ESCAPE.sub(_unescaped, string[1:-1])
            for string in _STRING.findall(match[0])
        )
        numbers = (
            int.from_bytes(glyphs[at : at + 2]) for at in range(0, len(glyphs), 2)
        )
        texts.append("".join(font.get(number, "") for number in numbers))
    return texts


def _unescaped(match: re.Match[bytes]) -> bytes:
    escaped = match[1]
    if escaped.isdigit():
        return bytes([int(escaped, 8)])
    return _LETTERS.get(escaped, escaped)
