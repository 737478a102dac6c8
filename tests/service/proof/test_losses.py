"""A record that lacks what was acknowledged stops, until somebody accepts the loss."""

import json
from pathlib import Path

import pytest
from systems import announce_berlin, propose, set_objective, system_in
from typer.testing import CliRunner, Result

from bsm_projections.databases import Place
from bsm_service.assembly.bootstrap import open_system
from bsm_service.assembly.command_line import app
from bsm_service.foundation.clock import utc_now
from bsm_service.foundation.refusals import RecordLost
from bsm_service.operations.backup import create_backup, restore_backup

FILES = ("log.db", "service.db", "vault.db", "read-models.db")


def bsm(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def lose_the_databases(folder: Path) -> None:
    """The disk of the database is new; the folder with keys and heads is not."""
    for file in folder.iterdir():
        if file.name.startswith(FILES):
            file.unlink()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Restored from a backup, after which facts had been acknowledged."""
    folder, backup = tmp_path / "data", tmp_path / "backup"
    system = system_in(folder)
    meeting = announce_berlin(system)
    create_backup(Place(folder), backup, utc_now(), lambda _: None)
    propose(system, set_objective(system, meeting))
    assert system.store.position() == 7
    system.close()
    lose_the_databases(folder)
    restore_backup(backup, Place(folder), lambda _: None)
    return folder


def test_an_older_backup_makes_the_record_read_only(folder: Path):
    system = open_system(Place(folder))
    try:
        assert system.store.alarm is not None
        assert "it ends at position 5, but 7 was acknowledged" in system.store.alarm
        with pytest.raises(RecordLost, match="bsm accept-loss"):
            announce_berlin(system)
        # People still read.
        assert system.now().position == 5
    finally:
        system.close()


def test_the_restore_says_that_the_record_is_read_only(folder: Path, tmp_path: Path):
    lose_the_databases(folder)
    restored = bsm("restore", tmp_path / "backup", "--data", folder, "--json")

    assert restored.exit_code == 0
    assert "7 was acknowledged" in json.loads(restored.stdout)["alarm"]
    status = json.loads(bsm("status", "--data", folder, "--json").stdout)
    assert "7 was acknowledged" in status["alarm"]
    [head] = status["remembered_heads"]
    assert (head["server"], head["position"]) == ("command-line", 7)


def test_what_is_missing_is_shown_and_nothing_is_changed(folder: Path):
    result = bsm("accept-loss", "--data", folder)

    assert result.exit_code == 1
    assert "heads/command-line.json" in result.stdout
    assert "positions 6 to 7 are missing" in result.stdout
    assert not (folder / "losses.jsonl").exists()
    assert bsm("accept-loss", "--data", folder).exit_code == 1


def test_an_accepted_loss_is_written_down_and_the_record_goes_on(folder: Path):
    accepted = bsm("accept-loss", "--data", folder, "--yes", "--json")

    assert accepted.exit_code == 0, accepted.output
    loss = json.loads(accepted.stdout)
    [missing] = loss["missing"]
    assert (loss["position"], missing["acknowledged"]) == (5, 7)
    [line] = (folder / "losses.jsonl").read_text().splitlines()
    assert json.loads(line)["missing"] == loss["missing"]
    system = open_system(Place(folder))
    try:
        assert system.store.alarm is None
        announce_berlin(system)
    finally:
        system.close()
    again = bsm("accept-loss", "--data", folder, "--json")
    assert again.exit_code == 0
    assert json.loads(again.stdout)["missing"] == []


def test_other_facts_at_the_same_positions_are_a_loss_too(folder: Path, tmp_path: Path):
    heads = folder / "heads" / "command-line.json"
    remembered = heads.read_text()
    assert bsm("accept-loss", "--data", folder, "--yes").exit_code == 0
    system = open_system(Place(folder))
    announce_berlin(system)
    assert system.store.position() > 7
    system.close()
    heads.write_text(remembered)

    result = bsm("accept-loss", "--data", folder)
    assert result.exit_code == 1
    assert "facts up to 7 differ from those acknowledged" in result.stdout


def test_where_nothing_is_missing_nothing_is_accepted(tmp_path: Path):
    system_in(tmp_path).close()
    loss = json.loads(bsm("accept-loss", "--data", tmp_path, "--yes", "--json").stdout)

    assert (loss["missing"], loss["accepted"]) == ([], False)
    assert (tmp_path / "heads" / "command-line.json").exists()
    nowhere = bsm("accept-loss", "--data", tmp_path / "nowhere", "--yes", "--json")
    assert json.loads(nowhere.stderr)["code"] == "store_unavailable"
    assert not (tmp_path / "nowhere").exists()
