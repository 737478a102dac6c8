"""Sealed texts as rows hold them, and how questions have them opened.

Read models never hold what was sealed in clear. Whoever asks brings an opener along; a
text that cannot be opened says why, in its place.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

ERASED = "[erased]"
UNAVAILABLE = "[unavailable]"


class SealedAt(NamedTuple):
    """A sealed text and what is bound to it: ids as 32 hex digits, the rest base64."""

    key: str
    nonce: str
    ciphertext: str
    stream_id: str
    field: str
    command_id: str


class Opened(NamedTuple):
    """`text` is a placeholder where it cannot be read, and `missing` says so:
    ERASED for ever, UNAVAILABLE for now.
    """

    text: str
    missing: str | None = None


Opener = Callable[[Sequence[SealedAt]], list[Opened]]


def nothing_opens(sealed: Sequence[SealedAt]) -> list[Opened]:
    """For whoever has no vault at hand."""
    return [Opened(UNAVAILABLE, UNAVAILABLE)] * len(sealed)


def is_sealed(value: Any) -> bool:
    """Whether a word or field of a row is a sealed text."""
    return isinstance(value, Mapping) and value.get("kind") == "sealed"


def sealed_at(
    value: Mapping[str, Any], *, stream_id: str, field: str, command_id: str
) -> SealedAt:
    """A row's sealed text with what it is bound to, wherever it stands."""
    return SealedAt(
        key=value["key"].replace("-", ""),
        nonce=value["nonce"],
        ciphertext=value["ciphertext"],
        stream_id=stream_id.replace("-", ""),
        field=field,
        command_id=command_id.replace("-", ""),
    )
