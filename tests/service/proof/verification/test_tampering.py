"""`bsm verify` names whatever was changed behind the product's back."""

from collections import defaultdict
from itertools import zip_longest

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
from bsm_service.proof.verification.check_results import MAX_NAMED


def test_an_untouched_record_is_whole(record: Record):
    verdict = verify(record.place)

    assert failing(verdict) == {}
    assert tuple(check.name for check in verdict.checks) == ALL
    assert f"at {record.end}" in verdict.checks[1].detail


CHANGES = (*OF_LOG, *OF_TABLES, *OF_VAULT, *OF_ACCOUNTS)


def one_for_each_check(database: str) -> list[tuple[Change, ...]]:
    """Changes that are found beside one another; each is in one of the groups."""
    changes = [change for change in CHANGES if database in change.on]
    by_check = defaultdict[str, list[Change]](list)
    for change in changes:
        if not change.alone:
            by_check[change.check].append(change)
    return [
        *((change,) for change in changes if change.alone),
        *(
            tuple(change for change in group if change is not None)
            for group in zip_longest(*by_check.values())
        ),
    ]


def assert_named(record: Record, *changes: Change) -> None:
    for change in changes:
        change.made(record)
    before = everything(record.place)

    failures = failing(verify(record.place))

    for change in changes:
        assert change.check in failures, (change.name, [*failures])
        check = failures[change.check]
        assert any(change.told in finding for finding in check.findings), (
            change.name,
            check.findings,
        )
        assert check.findings[0] in check.detail
    assert everything(record.place) == before


@pytest.mark.parametrize("new_place", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(change, id=change.name)
        for change in CHANGES
        if "sqlite" in change.on
    ],
)
def test_what_was_changed_is_named(copied: Record, change: Change):
    assert_named(copied, change)


@pytest.mark.parametrize("new_place", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    "changes",
    [
        pytest.param(changes, id=f"{changes[0].name} ({len(changes)})")
        for changes in one_for_each_check("postgresql")
    ],
)
def test_several_changes_are_named_at_once(copied: Record, changes: tuple[Change, ...]):
    """Every change that is possible on PostgreSQL is in one of the groups."""
    assert_named(copied, *changes)


def test_findings_are_bounded_and_counted(copied: Record):
    others = [
        f"INSERT INTO frontiers SELECT {size}, hashes FROM frontiers WHERE size = 5"
        for size in range(1_000, 1_000 + MAX_NAMED + 20)
    ]
    tamper(copied.place, *others)

    check = failing(verify(copied.place))[TREE]

    assert (len(check.findings), check.found) == (MAX_NAMED, MAX_NAMED + 20)
    assert "(and 119 more)" in check.detail
    output = bsm("verify", copied.place)
    assert output.exit_code == 1
    assert "and 20 more" in output.stdout
