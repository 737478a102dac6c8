"""Handles: what a person is found by. Tables hold keyed hashes of them, from which
nobody without the vault's secret can guess addresses or names.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from typing import Any, NamedTuple

from bsm_domain.people.names import folded_name
from bsm_service.foundation.email_addresses import normalise_address

# The name of the secret under which handles are hashed.
HANDLES_KEY_NAME = "handles"


class HandleKind(StrEnum):
    """An e-mail address; a reference of a list that the person came from; a name in the
    form in which names are compared. In the order of their weight.
    """

    EMAIL = "email"
    REFERENCE = "reference"
    NAME = "name"


class Handle(NamedTuple):
    """`text` is equal for everything that counts as the same."""

    kind: HandleKind
    text: str


@dataclass(frozen=True, slots=True)
class FoundBy:
    """What a person is found by, as it was entered; the family name orders results."""

    name: str
    email: str | None = None
    latin_name: str | None = None
    family_name: str | None = None

    @classmethod
    def from_entry(cls, entry: Mapping[str, Any]) -> "FoundBy":
        """From a search entry; those of earlier releases have no more than two."""
        return cls(
            entry["name"],
            entry["email"],
            entry.get("latin_name"),
            entry.get("family_name"),
        )

    def handles(self) -> frozenset[Handle]:
        return frozenset(
            handles_of(email=self.email, names=(self.name, self.latin_name))
        )


def handles_of(
    *, email: str | None, names: Iterable[str | None], reference: Handle | None = None
) -> Iterator[Handle]:
    """In the order of their weight. A name without letters finds nobody."""
    if email is not None:
        yield Handle(HandleKind.EMAIL, normalise_address(email))
    if reference is not None:
        yield reference
    for name in names:
        folded = folded_name(name) if name else ""
        if folded:
            yield Handle(HandleKind.NAME, folded)


def reference_handle(source: str, reference: str) -> Handle:
    """A reference is compared with those of the same source only."""
    return Handle(HandleKind.REFERENCE, f"{source.strip()}\n{reference.strip()}")


def handle_hash(secret: bytes, handle: Handle) -> bytes:
    """32 bytes. A list needs many: keyed BLAKE2 takes a quarter of the time of HMAC."""
    text = f"{handle.kind}\n{handle.text}".encode()
    return blake2b(text, key=secret, digest_size=32).digest()
