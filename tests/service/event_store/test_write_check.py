"""Whether anything can be stored now: a full disk, a database that takes no writes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from service.event_store.transaction_examples import for_all_connections
from service.http_api.http_examples import DETAILS, Served, announce, served
from systems import announce_berlin

from bsm_domain.foundation.roles import Role
from bsm_projections.databases import SqliteDatabase
from bsm_service.application import write_check
from bsm_service.application.system import System
from bsm_service.application.write_check import (
    CACHE_SECONDS,
    REFUSAL_VALID_SECONDS,
    WriteCheck,
)
from bsm_service.foundation.refusals import StoreUnavailable

READY = "/api/v1/health/ready"


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class Tried:
    """Stands for a database, and counts how often it was tried."""

    def __init__(self) -> None:
        self.times = 0
        self.trouble: Exception | None = None

    def check_writable(self) -> None:
        self.times += 1
        if self.trouble is not None:
            raise self.trouble


def test_a_record_that_can_be_written_is_and_nothing_is_stored(system: System):
    announce_berlin(system)
    before = system.store.position(), system.store.database.size()
    files = {file.name for file in system.place.folder.iterdir()}

    assert system.write_check.error() is None

    assert (system.store.position(), system.store.database.size()) == before
    assert {file.name for file in system.place.folder.iterdir()} == files


def no_more_pages(here: Served) -> None:
    """As a full disk looks to SQLite."""
    here.system.follower.stop()
    for_all_connections(here.system.store.database, "PRAGMA max_page_count = 1")


def read_only(here: Served) -> None:
    here.system.follower.stop()  # it may hold a connection at that moment
    for_all_connections(here.system.store.database, "PRAGMA query_only = ON")


def vault_read_only(here: Served) -> None:
    here.system.follower.stop()
    for_all_connections(here.system.vault.database, "PRAGMA query_only = ON")


WRITES_NOTHING: dict[str, tuple[Callable[[Served], None], str]] = {
    "a full disk": (no_more_pages, "the disk is full"),
    "a log that may only be read": (read_only, "read-only"),
    "a vault that may only be read": (vault_read_only, "read-only"),
}


@pytest.mark.parametrize("case", WRITES_NOTHING)
def test_where_nothing_can_be_stored_the_server_is_not_ready(tmp_path: Path, case: str):
    spoil, why = WRITES_NOTHING[case]
    with served(tmp_path) as here:
        announce(here.as_(Role.SECRETARIAT))
        spoil(here)
        response = here.anybody.get(READY)

    assert (response.status_code, response.json()["code"]) == (503, "not_ready")
    assert why in response.json()["detail"]


def test_a_disk_without_room_is_found_before_a_command_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(**_: Any) -> Any:
        raise OSError(28, "No space left on device")

    with served(tmp_path) as here:
        announce(here.as_(Role.SECRETARIAT))
        monkeypatch.setattr("bsm_projections.databases.sqlite.NamedTemporaryFile", full)
        response = here.anybody.get(READY)

    assert response.status_code == 503
    assert "No space left on device" in response.json()["detail"]


def test_after_a_command_that_could_not_be_stored_the_server_is_not_ready_for_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """What a try cannot find out, such as a server's table that cannot grow."""
    now = Clock()
    with served(tmp_path) as here:
        secretariat = here.as_(Role.SECRETARIAT)
        here.system.write_check._now = now
        ready = here.anybody.get(READY)
        with monkeypatch.context() as patch:
            for_all_connections(here.system.store.database, "PRAGMA query_only = ON")
            patch.setattr(SqliteDatabase, "check_writable", lambda _: None)
            refused = secretariat.post("/api/v1/meetings", json={"details": DETAILS})
            after = here.anybody.get(READY)
            now.seconds += REFUSAL_VALID_SECONDS
            later = here.anybody.get(READY)
        for_all_connections(here.system.store.database, "PRAGMA query_only = OFF")
        announce(secretariat)

    assert [response.status_code for response in (ready, refused, after, later)] == [
        200,
        503,
        503,
        200,
    ]
    assert here.system.service.last_store_error is None


def test_it_is_tried_every_ten_seconds_whoever_asks_and_how_often():
    now, database = Clock(), Tried()
    check = WriteCheck([database], lambda: None, now)  # type: ignore[list-item]

    for _ in range(100):
        assert check.error() is None
    database.trouble = OSError(28, "No space left on device")
    assert (check.error(), database.times) == (None, 1)

    now.seconds += CACHE_SECONDS
    assert "No space left" in str(check.error())
    assert "No space left" in str(check.error())
    assert database.times == 2


def test_while_one_looks_others_are_told_what_was_found_before():
    now, database = Clock(), Tried()
    check = WriteCheck([database], lambda: None, now)  # type: ignore[list-item]
    assert check.error() is None
    now.seconds += CACHE_SECONDS

    with check._lock:
        assert check.error() is None

    assert database.times == 1


def test_somebody_who_writes_is_no_reason_not_to_be_ready(
    monkeypatch: pytest.MonkeyPatch,
):
    database = Tried()
    database.trouble = StoreUnavailable("unused")
    monkeypatch.setattr(write_check, "DATABASE_ERRORS", (StoreUnavailable,))
    monkeypatch.setattr(
        write_check, "refusal_for", lambda _: write_check.StoreBusy("being written to")
    )
    check = WriteCheck([database], lambda: None)  # type: ignore[list-item]

    assert check.error() is None
