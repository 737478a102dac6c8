"""Sealed texts as rows hold them, and how questions have them opened.

Read models never hold what was sealed in clear. Whoever asks brings an opener along; a
text that cannot be opened says why, in its place.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

ERASED_TEXT = "[erased]"
UNAVAILABLE_TEXT = "[unavailable]"


class BoundText(NamedTuple):
    """A sealed text and what is bound to it: ids as 32 hex digits, the rest base64."""

    key: str
    nonce: str
    ciphertext: str
    stream_id: str
    field: str
    command_id: str


class OpenedText(NamedTuple):
    """`text` is a placeholder where it cannot be read, and `missing` says so:
    ERASED for ever, UNAVAILABLE for now.
    """

    text: str
    missing: str | None = None


OpenTexts = Callable[[Sequence[BoundText]], list[OpenedText]]


def open_nothing(sealed: Sequence[BoundText]) -> list[OpenedText]:
    """For callers without a vault."""
    return [OpenedText(UNAVAILABLE_TEXT, UNAVAILABLE_TEXT)] * len(sealed)


def is_sealed(value: Any) -> bool:
    """Whether a word or field of a row is a sealed text."""
    return isinstance(value, Mapping) and value.get("kind") == "sealed"


def bound_text(
    value: Mapping[str, Any], *, stream_id: str, field: str, command_id: str
) -> BoundText:
    """A row's sealed text with what it is bound to, wherever it stands."""
    return BoundText(
        key=value["key"].replace("-", ""),
        nonce=value["nonce"],
        ciphertext=value["ciphertext"],
        stream_id=stream_id.replace("-", ""),
        field=field,
        command_id=command_id.replace("-", ""),
    )
