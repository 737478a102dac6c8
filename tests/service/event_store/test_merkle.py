import json
from base64 import b64decode
from functools import reduce
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from merkle_proofs import (
    InvalidProof,
    consistency_proof,
    inclusion_proof,
    tree_root,
    verify_consistency,
    verify_inclusion,
)

from bsm_service.event_store.merkle_tree import (
    EMPTY_ROOT,
    Frontier,
    InvalidFrontier,
    leaf_hash,
    leaf_text,
)

VECTORS = Path(__file__).parents[4] / "shared" / "vectors" / "merkle-rfc6962"


def leaves(count: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(count)]


def grown(leaf_hashes: list[bytes]) -> Frontier:
    return reduce(Frontier.append, leaf_hashes, Frontier())


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8 % len(data)] ^= 1 << bit % 8
    return bytes(changed)


def vectors(kind: str) -> list[tuple[str, dict[str, Any]]]:
    if not VECTORS.is_dir():
        pytest.skip("the published RFC 6962 vectors are not beside this repository")
    paths = sorted((VECTORS / kind).rglob("*.json"))
    return [(str(path), json.loads(path.read_bytes())) for path in paths]


def check_inclusion(case: dict[str, Any]) -> None:
    verify_inclusion(
        case["leafIdx"],
        case["treeSize"],
        b64decode(case["leafHash"]),
        [b64decode(each) for each in case["proof"] or []],
        b64decode(case["root"]),
    )


def check_consistency(case: dict[str, Any]) -> None:
    verify_consistency(
        case["size1"],
        case["size2"],
        b64decode(case["root1"]),
        b64decode(case["root2"]),
        [b64decode(each) for each in case["proof"] or []],
    )


@pytest.mark.parametrize(
    ("kind", "check"),
    [("inclusion", check_inclusion), ("consistency", check_consistency)],
)
def test_the_published_vectors_are_judged_as_published(kind: str, check: Any):
    misjudged = []
    cases = vectors(kind)
    for path, case in cases:
        try:
            check(case)
            refused = False
        except InvalidProof:
            refused = True
        if refused != case["wantErr"]:
            misjudged.append(path)

    assert cases
    assert misjudged == []


def test_the_empty_tree_has_the_hash_of_nothing():
    assert Frontier().root() == EMPTY_ROOT == sha256(b"").digest()


def test_a_leaf_is_six_lines_that_anyone_can_write():
    text = leaf_text(
        "localhost/bsm/00", UUID(int=10), 3, "bsm.meeting.announced.v1", b"{}"
    )

    assert text.decode() == (
        "bsm-leaf/v1\n"
        "localhost/bsm/00\n"
        "0000000000000000000000000000000a\n"
        "3\n"
        "bsm.meeting.announced.v1\n"
        "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\n"
    )


@given(st.lists(st.binary(max_size=8).map(leaf_hash), max_size=70))
def test_the_frontier_has_the_root_of_the_whole_tree(leaf_hashes: list[bytes]):
    frontier = grown(leaf_hashes)

    assert (frontier.size, frontier.root()) == (
        len(leaf_hashes),
        tree_root(leaf_hashes),
    )
    assert Frontier.from_bytes(frontier.to_bytes()) == frontier


@pytest.mark.parametrize("stored", [b"", bytes(7), bytes(7) + b"\x01", bytes(40)])
def test_bytes_that_are_no_frontier_are_refused(stored: bytes):
    with pytest.raises(InvalidFrontier, match="is not a frontier of size"):
        Frontier.from_bytes(stored)


@given(st.data(), st.integers(1, 70))
def test_every_leaf_can_be_proved_and_nothing_else(data: st.DataObject, size: int):
    tree = leaves(size)
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(tree, index)
    root = grown(tree).root()

    verify_inclusion(index, size, tree[index], proof, root)

    parts = [tree[index], root, *proof]
    at = data.draw(st.integers(0, len(parts) - 1))
    parts[at] = flipped(parts[at], data.draw(st.integers(0, 255)))
    with pytest.raises(InvalidProof):
        verify_inclusion(index, size, parts[0], parts[2:], parts[1])


@given(st.data(), st.integers(1, 70))
def test_growth_can_be_proved_and_a_rewrite_cannot(data: st.DataObject, size2: int):
    tree = leaves(size2)
    size1 = data.draw(st.integers(1, size2))
    proof = consistency_proof(tree, size1)
    roots = (grown(tree[:size1]).root(), grown(tree).root())

    verify_consistency(size1, size2, *roots, proof)

    parts = [*roots, *proof]
    at = data.draw(st.integers(0, len(parts) - 1))
    parts[at] = flipped(parts[at], data.draw(st.integers(0, 255)))
    with pytest.raises(InvalidProof):
        verify_consistency(size1, size2, parts[0], parts[1], parts[2:])


@pytest.mark.parametrize("index", [-1, 3])
def test_a_leaf_outside_the_tree_has_no_proof(index: int):
    with pytest.raises(InvalidProof, match="cannot be in a tree of size 3"):
        inclusion_proof(leaves(3), index)


@pytest.mark.parametrize("size1", [0, 4])
def test_a_tree_that_is_empty_or_larger_has_no_proof(size1: int):
    with pytest.raises(InvalidProof, match=f"no proof leads from size {size1} to 3"):
        consistency_proof(leaves(3), size1)
