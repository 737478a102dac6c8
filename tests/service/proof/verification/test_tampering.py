"""`bsm verify` names whatever was changed behind the product's back."""

import pytest
from raw_database import tamper
from service.proof.verification.records import (
    ALL,
    TREE,
    Record,
    bsm,
    everything,
    failing,
)
from service.proof.verification.tampering import Change
from service.proof.verification.tampering_accounts import OF_ACCOUNTS
from service.proof.verification.tampering_log import OF_LOG
from service.proof.verification.tampering_tables import OF_TABLES
from service.proof.verification.tampering_vault import OF_VAULT

from bsm_service.proof.verification import verify
from bsm_service.proof.verification.findings import MAX_NAMED


def test_an_untouched_record_is_whole(record: Record):
    found = verify(record.place)

    assert failing(found) == {}
    assert tuple(check.name for check in found.checks) == ALL
    assert f"at {record.end}" in found.checks[1].detail


@pytest.mark.parametrize(
    ("new_place", "change"),
    [
        pytest.param(database, change, id=f"{database}: {change.name}")
        for database in ("sqlite", "postgresql")
        for change in (*OF_LOG, *OF_TABLES, *OF_VAULT, *OF_ACCOUNTS)
        if database in change.on
    ],
    indirect=["new_place"],
)
def test_what_was_changed_is_named(copied: Record, change: Change):
    change.made(copied)
    before = everything(copied.place)

    found = failing(verify(copied.place))

    assert change.check in found, [*found]
    check = found[change.check]
    assert any(change.told in finding for finding in check.findings), check.findings
    assert check.findings[0] in check.detail
    assert everything(copied.place) == before


def test_findings_are_bounded_and_counted(copied: Record):
    others = [
        f"INSERT INTO frontiers SELECT {size}, hashes FROM frontiers WHERE size = 5"
        for size in range(1_000, 1_000 + MAX_NAMED + 20)
    ]
    tamper(copied.place, *others)

    check = failing(verify(copied.place))[TREE]

    assert (len(check.findings), check.found) == (MAX_NAMED, MAX_NAMED + 20)
    assert "(and 119 more)" in check.detail
    told = bsm("verify", copied.place)
    assert told.exit_code == 1
    assert "and 20 more" in told.stdout
