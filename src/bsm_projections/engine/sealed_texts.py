"""Sealed texts as stored in rows, and how queries have them decrypted.

Read models never contain sealed texts in plain form. Callers pass a function that
decrypts them; for a text that cannot be decrypted, it returns the reason.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.free_text import SealedText

ERASED_TEXT = "[erased]"
UNAVAILABLE_TEXT = "[unavailable]"


class BoundText(NamedTuple):
    """A sealed text with the data bound to it: IDs as 32 hex digits, the rest
    base64.
    """

    key: str
    nonce: str
    ciphertext: str
    stream_id: str
    field: str
    command_id: str


class OpenedText(NamedTuple):
    """`text` is a placeholder if it cannot be read, and `missing` says why: ERASED
    permanently, or UNAVAILABLE for now.
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


def bound_text_of(fact: DomainEvent, field: str, sealed: SealedText) -> BoundText:
    """A sealed text that stands in a field of a fact."""
    return BoundText(
        key=sealed.key.hex,
        nonce=sealed.nonce,
        ciphertext=sealed.ciphertext,
        stream_id=fact.originator_id.hex,
        field=str(field),
        command_id=fact.command_id.hex,
    )


def bound_text(
    value: Mapping[str, Any], *, stream_id: str, field: str, command_id: str
) -> BoundText:
    """A row's sealed text with the data bound to it, in any column."""
    return BoundText(
        key=value["key"].replace("-", ""),
        nonce=value["nonce"],
        ciphertext=value["ciphertext"],
        stream_id=stream_id.replace("-", ""),
        field=field,
        command_id=command_id.replace("-", ""),
    )
