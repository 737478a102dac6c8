"""A crash at any step of an erasure: the next start finishes what was begun."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from raw_database import plain
from service.privacy.canary_person import Canary, enter_canary, erase, left_in, redact
from systems import (
    SECRETARIAT,
    StoryClock,
    announce_berlin,
    at_once,
    do,
    nominate,
    system_in,
)

from bsm_domain.people.participant import PersonalGroup, personal_key_id
from bsm_projections.databases import Place
from bsm_projections.history.queries import facts
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System, audience_of
from bsm_service.foundation.refusals import StoreBusy, StoreUnavailable
from bsm_service.privacy.erasure import residual_data
from bsm_service.privacy.erasure.execution import ErasureService
from bsm_service.privacy.erasure.register import FILE_NAME
from bsm_service.privacy.erasure.targets import ERASING_FACTS_QUERIES
from bsm_service.proof.verification import verify
from bsm_service.registration.commands import RefuseRegistration


class Crash(BaseException):
    """The machine stops: nothing in the product catches it."""


# Where each step begins: what holds it, and its name.
STEPS: dict[str, Callable[[System], tuple[Any, str]]] = {
    "the keys": lambda it: (it.vault, "destroy"),
    "the read models": lambda it: (it.part(ErasureService), "_wait_for_read_models"),
    "the account": lambda it: (it.identity.accounts, "anonymise"),
    "the key-encryption key": lambda it: (it.vault, "rotate"),
    "the vault's file": lambda it: (it.vault.database, "scrub"),
    "the accounts' file": lambda it: (it.identity.database, "scrub"),
    "the look": lambda it: (residual_data, "search_residuals"),
    "the receipt": lambda it: (it.part(ErasureService).register, "complete"),
}


@pytest.fixture
def again(place: Place, clock: StoryClock) -> Iterator[Callable[[], System]]:
    """Starts the product again in its place."""
    started = []

    def start() -> System:
        started.append(system_in(place, clock=clock))
        return started[-1]

    yield start
    for system in started:
        system.close()


def is_erased(system: System, canary: Canary) -> bool:
    receipts = system.part(ErasureService).receipts_of(canary.participant)
    return (
        left_in(system.place) == []
        and [receipt.finished for receipt in receipts] == [True]
        and system.identity.accounts.get(canary.account).closed_at is not None
        and verify(system.place).ok
    )


@pytest.mark.parametrize("step", STEPS)
def test_what_was_interrupted_is_finished_at_the_next_start(
    system: System,
    again: Callable[[], System],
    monkeypatch: pytest.MonkeyPatch,
    step: str,
):
    """Before each step, which is after the one before it."""
    canary = enter_canary(system)
    holder, name = STEPS[step](system)

    def crash(*_: Any, **__: Any) -> None:
        raise Crash

    with monkeypatch.context() as patched:
        patched.setattr(holder, name, crash)
        with pytest.raises(Crash):
            erase(system, canary)
    system.close()

    assert is_erased(again(), canary)


@pytest.mark.parametrize(
    "step", ["the key-encryption key", "the vault's file", "the look"]
)
def test_a_step_that_fails_is_told_and_tried_again(
    system: System,
    again: Callable[[], System],
    monkeypatch: pytest.MonkeyPatch,
    step: str,
):
    canary = enter_canary(system)
    holder, name = STEPS[step](system)

    def fail(*_: Any) -> None:
        raise StoreBusy("somebody else is busy with it")

    with monkeypatch.context() as patched:
        patched.setattr(holder, name, fail)
        erase(system, canary)
    [receipt] = system.part(ErasureService).receipts_of(canary.participant)
    assert not receipt.finished
    assert "somebody else is busy with it" in " ".join(receipt.left)
    # What could be done, was: nobody can read it.
    assert receipt.keys == 2

    assert is_erased(again(), canary)


def test_an_older_vault_that_is_put_back_stays_erased(
    place: Place, system: System, again: Callable[[], System]
):
    canary = enter_canary(system)
    keep, put_back = kept_vault(place)
    keep()
    erase(system, canary)
    redacted = redact(system, canary)
    system.close()

    put_back()

    later = again()
    assert left_in(place) == []
    [of_person] = later.part(ErasureService).receipts_of(canary.participant)
    [of_text] = later.part(ErasureService).receipts_of(redacted.id)
    assert (of_person.keys, of_text.keys) == (2, 1)
    key = personal_key_id(canary.participant, PersonalGroup.NAME)
    assert later.vault.secret_of(key) is None


def kept_vault(place: Place) -> tuple[Callable[[], None], Callable[[], None]]:
    """Keeps the vault and its key as they are, and puts them back."""
    stored: dict[str, Any] = {}

    def keep() -> None:
        stored["key"] = (place.folder / "vault.key").read_bytes()
        with plain(place, "vault") as connection:
            stored["rows"] = {
                table: [
                    tuple(row)
                    for row in connection.execute(f"SELECT * FROM {table}").fetchall()
                ]
                for table in (
                    "vault_header",
                    "keys",
                    "destroyed_keys",
                    "people",
                    "handles",
                )
            }

    def put_back() -> None:
        (place.folder / "vault.key").write_bytes(stored["key"])
        mark = "?" if place.url is None else "%s"
        with plain(place, "vault") as connection:
            for table, rows in stored["rows"].items():
                connection.execute(f"DELETE FROM {table}")
                for row in rows:
                    marks = ", ".join([mark] * len(row))
                    connection.execute(f"INSERT INTO {table} VALUES ({marks})", row)

    return keep, put_back


def test_an_older_list_of_accounts_that_is_put_back_stays_erased(
    place: Place, system: System, again: Callable[[], System]
):
    canary = enter_canary(system)
    erase(system, canary)
    system.identity.accounts.create("kanari-signs-in", canary.participant)
    system.close()

    later = again()
    assert left_in(place) == []
    assert later.identity.accounts.find("kanari-signs-in") is None


def test_a_line_that_was_cut_off_is_no_harm_but_a_damaged_one_is(tmp_path: Path):
    system = system_in(tmp_path)
    canary = enter_canary(system)
    erase(system, canary)
    register = tmp_path / FILE_NAME
    whole = register.read_text()
    register.write_text(whole[: len(whole) - 100])
    system.close()

    again = system_in(tmp_path)
    assert again.part(ErasureService).receipts_of(canary.participant)[0].finished
    again.close()
    register.write_text("{}\n" + register.read_text())
    with pytest.raises(StoreUnavailable, match=r"line 1 of erasures\.jsonl"):
        system_in(tmp_path)


def test_every_start_asks_an_index_of_few_rows_what_was_erased(tmp_path: Path):
    system_in(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "log.db")) as log:
        plans = [
            log.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
            for query in ERASING_FACTS_QUERIES
        ]

    for plan, index in zip(
        plans, ("erasing_events", "note_files_destroyed"), strict=True
    ):
        assert f"USING INDEX {index}" in str(plan)


def test_processes_that_erase_and_seal_at_once_do_not_disturb_one_another(
    system: System, another: System
):
    both = [
        (system, enter_canary(system)),
        (another, enter_canary(another, "IT", "somebody-else")),
    ]
    meeting = announce_berlin(system)

    def refuse() -> CommandResult:
        registration = nominate(another, meeting)
        command = RefuseRegistration(registration_id=registration, reason="none")
        return do(another, command)

    results = at_once(
        [
            *(partial(erase, it, canary) for it, canary in both),
            *([refuse] * 3),
            another.part(ErasureService).finish_interrupted,
        ]
    )

    assert [result for result in results if isinstance(result, Exception)] == []
    for _, canary in both:
        receipts = system.part(ErasureService).receipts_of(canary.participant)
        assert [(receipt.finished, receipt.found) for receipt in receipts] == [
            (True, ())
        ]
    with another.read(another.now(), audience_of(SECRETARIAT)) as context:
        page = facts(context, kinds=("registration",), newest_first=True, limit=100)
    refusals = [entry.sentence for entry in page.items if "refused" in entry.sentence]
    assert len(refusals) == 5
    assert sum(": none" in refusal for refusal in refusals) == 3
    assert not [refusal for refusal in refusals if "[" in refusal]
