"""Backups, keys that are kept apart, and the list of erasures that outlives both."""

import json
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from service.privacy.canary_person import (
    DETAILS,
    Canary,
    enter_canary,
    erase,
    left_in,
    redact,
)
from systems import (
    announce_berlin,
    do,
    nominate,
    propose,
    set_objective,
    system_in,
)
from typer.testing import CliRunner, Result

from bsm_domain.people.participant import PersonalGroup, personal_key_id
from bsm_projections.databases import Place
from bsm_service.application.system import System
from bsm_service.assembly.bootstrap import open_system
from bsm_service.assembly.command_line import app
from bsm_service.follow_up.milestone_and_evidence_commands import (
    AttachEvidence,
    EraseEvidence,
    UploadedFile,
)
from bsm_service.foundation.clock import utc_now
from bsm_service.foundation.refusals import (
    ContentErased,
    InvalidUsage,
    StoreUnavailable,
    TargetNotEmpty,
)
from bsm_service.operations.backup import copy_record, create_backup, restore_backup
from bsm_service.privacy.erasure.execution import ErasureService
from bsm_service.privacy.erasure.register import FILE_NAME, read_register
from bsm_service.privacy.erasure.replay import replay_register
from bsm_service.proof.verification import verify
from bsm_service.vault.key_file import fingerprint


def quiet(_: int) -> None:
    pass


def bsm(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def kept(system: System, folder: Path) -> tuple[Path, Path]:
    """A backup, and the vault's key apart from it."""
    file, key = folder / "backup", folder / "kept.key"
    create_backup(system.place, file, utc_now(), quiet)
    key.write_text((system.place.folder / "vault.key").read_text())
    return file, key


def show_a_file(system: System) -> tuple[UUID, str, EraseEvidence]:
    """Evidence of an activity, and what erases it."""
    meeting = announce_berlin(system, open_registration=False)
    activity = propose(system, set_objective(system, meeting))
    content = system.vault.files.store(b"names of people", "text/plain")
    file = UploadedFile(sha256=content.sha256, name="names.txt")
    about = {"activity_id": activity, "evidence_id": uuid4()}
    do(system, AttachEvidence(**about, file=file))
    return (
        activity,
        content.sha256,
        EraseEvidence(**about, revision=1, reason="names people"),
    )


def can_be_read(system: System, canary: Canary) -> bool:
    key = personal_key_id(canary.participant, PersonalGroup.NAME)
    return system.vault.secret_of(key) is not None


def test_a_backup_cannot_be_read_without_the_key_that_is_kept_apart(
    system: System, elsewhere: Place, tmp_path: Path
):
    canary = enter_canary(system)
    file, key = kept(system, tmp_path)
    assert key.read_text().encode() not in file.read_bytes()
    assert DETAILS.name.encode() not in file.read_bytes()

    header = restore_backup(file, elsewhere, quiet)
    assert header.vault_key == fingerprint(bytes.fromhex(key.read_text()))
    with pytest.raises(StoreUnavailable, match=r"vault\.key"):
        open_system(elsewhere)

    (elsewhere.folder / "vault.key").write_text(key.read_text())
    again = open_system(elsewhere)
    assert can_be_read(again, canary)
    again.close()


def test_the_key_is_put_in_place_for_its_owners_eyes(
    system: System, elsewhere: Place, tmp_path: Path
):
    enter_canary(system)
    file, key = kept(system, tmp_path)
    restore_backup(file, elsewhere, quiet, key.read_text())

    placed = elsewhere.folder / "vault.key"
    assert placed.read_text() == key.read_text()
    assert stat.S_IMODE(placed.stat().st_mode) == 0o600


def test_another_key_is_refused_before_anything_is_made(
    system: System, elsewhere: Place, tmp_path: Path
):
    file, _ = kept(system, tmp_path)
    with pytest.raises(InvalidUsage, match="the key at the time of the backup"):
        restore_backup(file, elsewhere, quiet, "0" * 64)
    assert not elsewhere.folder.exists()

    elsewhere.folder.mkdir()
    (elsewhere.folder / "vault.key").write_text("1" * 64)
    right = (system.place.folder / "vault.key").read_text()
    with pytest.raises(TargetNotEmpty, match="is a different key"):
        restore_backup(file, elsewhere, quiet, right)


def test_an_erased_person_stays_so_after_the_list_is_replayed(
    system: System, elsewhere: Place, tmp_path: Path
):
    canary = enter_canary(system)
    activity, digest, evidence = show_a_file(system)
    file, key = kept(system, tmp_path)
    erase(system, canary)
    redacted = redact(system, canary)
    do(system, evidence)
    register = system.place.folder / FILE_NAME

    restore_backup(file, elsewhere, quiet, key.read_text())
    older = open_system(elsewhere, clock=system.store.clock)
    assert can_be_read(older, canary)
    position = older.store.position()
    root = older.store.frontier_at(position)

    replayed = replay_register(
        older.part(ErasureService),
        older.service,
        read_register(register),
        older.store.clock,
    )

    assert (replayed.recorded, replayed.unknown) == (3, 0)
    assert all(receipt.finished and not receipt.found for receipt in replayed.receipts)
    ids = {receipt.id for receipt in replayed.receipts}
    assert ids == {canary.participant, redacted.id, activity}
    with pytest.raises(ContentErased):
        older.vault.files.read(digest)
    assert not can_be_read(older, canary)
    assert left_in(elsewhere) == []
    assert key.read_text().encode() not in b"".join(
        path.read_bytes() for path in elsewhere.folder.rglob("*") if path.is_file()
    )
    assert older.store.position() == position + 3
    assert older.store.frontier_at(position) == root
    assert verify(older.place).ok
    # Once more changes nothing.
    again = replay_register(
        older.part(ErasureService),
        older.service,
        read_register(register),
        older.store.clock,
    )
    assert (again.recorded, again.receipts) == (0, ())
    assert older.store.position() == position + 3
    older.close()


def test_a_list_erases_nothing_that_it_does_not_name(
    system: System, elsewhere: Place, tmp_path: Path
):
    """An older record may have gone on in another way; ids of texts are their keys'."""
    file, key = kept(system, tmp_path)
    canary = enter_canary(system)
    erase(system, canary)
    redact(system, canary)

    restore_backup(file, elsewhere, quiet, key.read_text())
    older = open_system(elsewhere, clock=system.store.clock)
    other = enter_canary(older)
    position = older.store.position()
    replayed = replay_register(
        older.part(ErasureService),
        older.service,
        read_register(system.place.folder / FILE_NAME),
        older.store.clock,
    )
    assert (replayed.recorded, replayed.unknown, replayed.receipts) == (0, 2, ())
    assert older.store.position() == position
    assert can_be_read(older, other)
    older.close()


def test_an_older_log_that_is_put_back_is_held_against_the_register(tmp_path: Path):
    """By hand, file for file; the folder's own register is still there."""
    place = Place(tmp_path / "data")
    system = system_in(place)
    canary = enter_canary(system)
    system.close()
    older = {
        file: file.read_bytes() for file in place.folder.rglob("*") if file.is_file()
    }
    system = system_in(place)
    erase(system, canary)
    position = system.store.position()
    system.close()
    for file in place.folder.rglob("*"):
        if file.is_file() and file.name != FILE_NAME:
            file.unlink()
    for file, content in older.items():
        file.write_bytes(content)

    again = system_in(place)
    assert left_in(place) == []
    assert not can_be_read(again, canary)
    assert again.store.position() == position
    again.close()


def test_what_was_erased_is_so_again_even_while_the_record_is_read_only(
    tmp_path: Path,
):
    """The machine remembers that it acknowledged more than the backup has."""
    place = Place(tmp_path / "data")
    system = system_in(place)
    canary = enter_canary(system)
    file, key = kept(system, tmp_path)
    erase(system, canary)
    position = system.store.position()
    system.close()
    for name in ("log", "service", "vault", "read-models"):
        for leftover in place.folder.glob(f"{name}.db*"):
            leftover.unlink()
    register = place.folder.joinpath(FILE_NAME).rename(tmp_path / "list")
    (place.folder / "vault.key").unlink()

    restored = bsm(
        *("restore", file, "--data", place.folder, "--vault-key", key),
        *("--erasures", register, "--json"),
    )
    assert restored.exit_code == 0, restored.output
    result = json.loads(restored.stdout)
    assert "read-only" in result["alarm"]
    assert result["erasures"]["recorded"] == 0
    assert left_in(place) == []

    assert bsm("accept-loss", "--data", place.folder, "--yes").exit_code == 0
    again = system_in(place)
    assert again.store.position() == position
    assert not can_be_read(again, canary)
    assert left_in(place) == []
    again.close()


def test_a_copy_takes_the_key_and_the_register_along(system: System, elsewhere: Place):
    canary = enter_canary(system)
    erase(system, canary)
    copy_record(system.place, elsewhere, utc_now(), quiet)

    copied = open_system(elsewhere)
    [receipt] = copied.part(ErasureService).receipts_of(canary.participant)
    assert receipt.finished
    assert left_in(elsewhere) == []
    nominate(copied, announce_berlin(copied))
    copied.close()


def test_the_command_line_restores_erases_again_and_says_what_is_next(tmp_path: Path):
    data, file, key = tmp_path / "data", tmp_path / "backup", tmp_path / "kept.key"
    system = system_in(data)
    canary = enter_canary(system)
    system.close()
    header = json.loads(bsm("backup", file, "--data", data, "--json").stdout)
    key.write_text((data / "vault.key").read_text())
    assert header["vault_key"] == fingerprint(bytes.fromhex(key.read_text()))
    system = system_in(data)
    erase(system, canary)
    system.close()
    assert bsm("erasures", "export", tmp_path / "list", "--data", data).exit_code == 0

    closed = bsm("restore", file, "--data", tmp_path / "closed", "--json")
    assert closed.exit_code == 0, closed.output
    result = json.loads(closed.stdout)
    assert result["verdict"]["ok"] is True
    assert header["vault_key"] in result["next"]
    assert "bsm erasures replay" in result["next"]

    there = tmp_path / "there"
    restored = bsm(
        *("restore", file, "--data", there, "--vault-key", key),
        *("--erasures", tmp_path / "list", "--json"),
    )
    assert restored.exit_code == 0, restored.output
    result = json.loads(restored.stdout)
    assert (result["verdict"]["ok"], result["erasures"]["recorded"]) == (True, 1)
    assert left_in(Place(there)) == []

    late = tmp_path / "closed"
    (late / "vault.key").write_text(key.read_text())
    replayed = bsm("erasures", "replay", tmp_path / "list", "--data", late, "--json")
    assert replayed.exit_code == 0, replayed.output
    assert json.loads(replayed.stdout)["recorded"] == 1
    assert left_in(Place(late)) == []


def test_a_backup_of_an_earlier_version_needs_no_key(tmp_path: Path):
    system = system_in(tmp_path / "data")
    announce_berlin(system)
    system.close()
    file = tmp_path / "backup"
    create_backup(Place(tmp_path / "data"), file, utc_now(), quiet)
    with closing(sqlite3.connect(file)) as backup, backup:
        backup.execute("DELETE FROM contents WHERE part = 'vault'")
        backup.execute("DELETE FROM header WHERE name = 'vault_key'")

    restored = bsm("restore", file, "--data", tmp_path / "there", "--json")
    assert restored.exit_code == 0, restored.output
    assert "next" not in json.loads(restored.stdout)


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe\x00", b"SQLite format 3\0", b"a word", b"[" * 100_000, b'{"a": 1}\n'],
    ids=["bytes", "a database", "a word", "an endless list", "something else"],
)
def test_a_file_that_is_no_register_is_refused_by_its_name(
    tmp_path: Path, content: bytes
):
    file = tmp_path / "letter.txt"
    file.write_bytes(content)

    with pytest.raises(
        StoreUnavailable, match=r"line 1 of letter\.txt is not an entry"
    ):
        read_register(file)


def test_a_register_may_end_in_the_middle_of_an_entry(tmp_path: Path):
    file = tmp_path / FILE_NAME

    for content in (b"", b'{"begun_at": "2026-', b'{"asked": {"reason": "\xc3'):
        file.write_bytes(content)
        assert read_register(file) == {}
