"""A log is held against roots that somebody noted."""

import json

import pytest
from raw_database import stored_rows
from service.proof.verification.records import HEADS, Record, bsm

from bsm_projections.databases import Place
from bsm_service.event_store.merkle_tree import Frontier


def root_at(place: Place, size: int) -> str:
    """Worked out from the leaves alone; sizes inside a command have one too."""
    tree = Frontier()
    for (leaf,) in stored_rows(
        place,
        f"SELECT leaf_hash FROM leaves WHERE position <= {size} ORDER BY position",
    ):
        tree = tree.append(bytes(leaf))
    return f"{size}:{tree.root().hex()}"


def test_the_log_is_held_against_roots_that_were_noted(record: Record):
    noted = [root_at(record.place, size) for size in (0, 4, 5, record.end)]
    noted[1] = noted[1][:18].upper()  # as a brief prints it
    options = [part for root in noted for part in ("--root", root)]

    well = bsm("verify", record.place, *options, "--json")
    other = bsm("verify", record.place, "--root", f"4:{'ab' * 32}", "--json")
    later = bsm("verify", record.place, "--root", f"999:{'ab' * 32}", "--json")

    assert well.exit_code == 0, well.output
    [check] = [it for it in json.loads(well.stdout)["checks"] if it["name"] == HEADS]
    assert f"continues the roots noted at 0, 4, 5, {record.end}" in check["detail"]
    for answer, sentence in (
        (other, "the root noted at 4 does not match this log"),
        (later, f"a root was noted at 999, but the log ends at position {record.end}"),
    ):
        assert answer.exit_code == 1
        result = json.loads(answer.stdout)
        assert not result["ok"]
        assert {it["name"] for it in result["checks"] if not it["ok"]} == {HEADS}
        assert any(sentence in it["detail"] for it in result["checks"])


@pytest.mark.parametrize(
    "root", ["", "5", "5:abc", "-1:" + "a" * 64, "x:" + "a" * 64, "5:" + "a" * 65]
)
def test_what_is_no_root_is_refused_in_words(record: Record, root: str):
    refused = bsm("verify", record.place, "--root", root, "--json")

    assert refused.exit_code == 2
    problem = json.loads(refused.stderr)
    assert problem["code"] == "invalid_value"
    assert "is not a valid root; enter the number of facts" in problem["detail"]
