"""The Merkle tree over the log (RFC 6962), which makes later changes detectable.

A leaf is the hash of six lines about one stored fact. The frontier is all that
appending needs: the roots of the tree's perfect subtrees, largest first.
"""

from hashlib import sha256
from typing import NamedTuple, Self
from uuid import UUID

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()


class InvalidFrontier(ValueError):
    """The stored value is not a frontier of the size that it names."""


def leaf_text(
    origin: str, stream_id: UUID, version: int, stored_name: str, stored_bytes: bytes
) -> bytes:
    """The six lines, each ended by a line feed, that stand for one fact in the tree."""
    digest = sha256(stored_bytes).hexdigest()
    return (
        f"bsm-leaf/v1\n{origin}\n{stream_id.hex}\n{version}\n{stored_name}\n{digest}\n"
    ).encode()


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf; its first byte keeps it from passing for an inner node."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


class Frontier(NamedTuple):
    """An immutable tree of ``size`` leaves, kept as its perfect subtrees' roots."""

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def append(self, leaf: bytes) -> "Frontier":
        """The tree with one more leaf hash; takes as many steps as carries."""
        size, hashes = self
        subtree_count, carry = len(hashes), size
        while carry & 1:
            subtree_count -= 1
            leaf = node_hash(hashes[subtree_count], leaf)
            carry >>= 1
        return Frontier(size + 1, (*hashes[:subtree_count], leaf))

    def root(self) -> bytes:
        if not self.hashes:
            return EMPTY_ROOT
        root = self.hashes[-1]
        for left in self.hashes[-2::-1]:
            root = node_hash(left, root)
        return root

    def to_bytes(self) -> bytes:
        """Eight bytes of size, big end first, then the hashes of 32 bytes each."""
        return self.size.to_bytes(8, "big") + b"".join(self.hashes)

    @classmethod
    def from_bytes(cls, stored: bytes) -> Self:
        size = int.from_bytes(stored[:8], "big")
        if len(stored) != 8 + HASH_SIZE * size.bit_count():
            raise InvalidFrontier(f"the stored value is not a frontier of size {size}")
        starts = range(8, len(stored), HASH_SIZE)
        return cls(size, tuple(stored[at : at + HASH_SIZE] for at in starts))
