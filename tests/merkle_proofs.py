"""Proofs about the Merkle tree, which the product itself neither makes nor checks.

They are checked as RFC 9162 section 2.1 says; making them here is the plain recursion
of RFC 6962 over all leaves, a reference to check against rather than something fast.
"""

from collections.abc import Sequence

from bsm_service.event_store.merkle_tree import EMPTY_ROOT, HASH_SIZE, node_hash


class InvalidProof(ValueError):
    """A proof that does not show what it claims to show."""


def inclusion_root(index: int, size: int, leaf: bytes, proof: Sequence[bytes]) -> bytes:
    """The root that a tree of ``size`` leaves must have if this leaf is in it."""
    if not 0 <= index < size:
        raise InvalidProof(f"leaf {index} cannot be in a tree of size {size}")
    _check_lengths(leaf, *proof)
    node, last, root = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise InvalidProof("the inclusion proof is longer than the tree is high")
        if node & 1 or node == last:
            root = node_hash(sibling, root)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            root = node_hash(root, sibling)
        node, last = node >> 1, last >> 1
    if last != 0:
        raise InvalidProof("the inclusion proof is shorter than the tree is high")
    return root


def verify_inclusion(
    index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes
) -> None:
    """Refuse unless the leaf hash stands at this index of the tree with this root."""
    if inclusion_root(index, size, leaf, proof) != root:
        raise InvalidProof(
            f"the inclusion proof of leaf {index} leads to a different root"
        )


def verify_consistency(
    size1: int, size2: int, root1: bytes, root2: bytes, proof: Sequence[bytes]
) -> None:
    """Refuse unless the first tree is the beginning of the second.

    An empty first tree is refused too: it is the beginning of every tree, so a proof
    would say nothing.
    """
    if not 0 < size1 <= size2:
        raise InvalidProof(f"no proof leads from size {size1} to {size2}")
    if size1 == size2:
        if proof or root1 != root2:
            raise InvalidProof("two trees of one size need one root and an empty proof")
        return
    _check_lengths(root1, root2, *proof)
    if not proof:
        raise InvalidProof("the consistency proof is empty")
    # A perfect first tree is itself the node that the proof starts from.
    path = [root1, *proof] if size1.bit_count() == 1 else proof
    node, last = size1 - 1, size2 - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    first = second = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise InvalidProof("the consistency proof is longer than the tree is high")
        if node & 1 or node == last:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            second = node_hash(second, sibling)
        node, last = node >> 1, last >> 1
    if last != 0:
        raise InvalidProof("the consistency proof is shorter than the tree is high")
    if (first, second) != (root1, root2):
        raise InvalidProof(
            f"the proof from {size1} to {size2} leads to different roots"
        )


def tree_root(leaves: Sequence[bytes]) -> bytes:
    """The root over all leaf hashes, by the recursion that defines it."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    split = _largest_power_below(len(leaves))
    return node_hash(tree_root(leaves[:split]), tree_root(leaves[split:]))


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """What proves that ``leaves[index]`` is in the tree of all these leaf hashes."""
    if not 0 <= index < len(leaves):
        raise InvalidProof(f"leaf {index} cannot be in a tree of size {len(leaves)}")
    if len(leaves) == 1:
        return []
    split = _largest_power_below(len(leaves))
    left, right = leaves[:split], leaves[split:]
    if index < split:
        return [*inclusion_proof(left, index), tree_root(right)]
    return [*inclusion_proof(right, index - split), tree_root(left)]


def consistency_proof(leaves: Sequence[bytes], size1: int) -> list[bytes]:
    """What proves that the first ``size1`` leaf hashes begin the tree of all."""
    if not 0 < size1 <= len(leaves):
        raise InvalidProof(f"no proof leads from size {size1} to {len(leaves)}")
    return _subproof(leaves, size1, known=True)


def _subproof(leaves: Sequence[bytes], size1: int, *, known: bool) -> list[bytes]:
    if size1 == len(leaves):
        return [] if known else [tree_root(leaves)]
    split = _largest_power_below(len(leaves))
    left, right = leaves[:split], leaves[split:]
    if size1 <= split:
        return [*_subproof(left, size1, known=known), tree_root(right)]
    return [*_subproof(right, size1 - split, known=False), tree_root(left)]


def _largest_power_below(size: int) -> int:
    """The largest power of two below ``size``: where RFC 6962 parts a tree."""
    return 1 << (size - 1).bit_length() - 1


def _check_lengths(*hashes: bytes) -> None:
    if any(len(each) != HASH_SIZE for each in hashes):
        raise InvalidProof(f"every hash of a proof has {HASH_SIZE} bytes")
