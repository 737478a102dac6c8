"""Erasing from the command line: consent, receipts, exit codes, the vault's key."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from service.privacy.canary_person import Canary, enter_canary, left_in
from systems import system_in
from typer.testing import CliRunner, Result

from bsm_projections.databases import Place
from bsm_service.assembly.command_line import app
from bsm_service.foundation.refusals import VaultUnavailable
from bsm_service.privacy.erasure.execution import STILL_ERASING
from bsm_service.vault.key_file import fingerprint

KEY, NEXT = "1" * 64, "2" * 64


@pytest.fixture
def canary(tmp_path: Path) -> Canary:
    system = system_in(tmp_path)
    canary = enter_canary(system)
    system.close()
    return canary


def bsm(folder: Path, *arguments: object) -> Result:
    command = [*map(str, arguments), "--data", str(folder), "--json"]
    return CliRunner().invoke(app, command)


def test_erase_prints_the_receipt_and_the_register_keeps_it(
    canary: Canary, tmp_path: Path
):
    reason = ("--reason", "they asked for it")
    refused = bsm(tmp_path, "erase", canary.participant, *reason)
    assert json.loads(refused.stderr)["code"] == "invalid_usage"
    assert left_in(Place(tmp_path)) != []

    erased = bsm(tmp_path, "erase", canary.participant, *reason, "--yes")
    assert erased.exit_code == 0, erased.output
    receipt = json.loads(erased.stdout)
    assert (receipt["found"], receipt["left"], receipt["finished"]) == ([], [], True)
    assert left_in(Place(tmp_path)) == []
    [register] = json.loads(bsm(tmp_path, "erasures", "list").stdout)
    assert register["sha256"] == receipt["sha256"]
    again = bsm(tmp_path, "erasures", "receipt", canary.participant)
    assert json.loads(again.stdout) == receipt
    unknown = bsm(tmp_path, "erasures", "receipt", uuid4())
    assert json.loads(unknown.stderr)["code"] == "not_found"

    printed = CliRunner().invoke(
        app, ["erasures", "receipt", str(canary.participant), "--data", str(tmp_path)]
    )
    assert "RECEIPT OF AN ERASURE" in printed.stdout
    assert "Found: nothing." in printed.stdout


def test_an_erasure_that_cannot_be_carried_out_now_is_told_as_recorded(
    canary: Canary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def away(*_: Any, **__: Any) -> Any:
        raise VaultUnavailable("the vault does not answer")

    command = ("erase", canary.participant, "--reason", "they asked for it", "--yes")
    with monkeypatch.context() as patch:
        patch.setattr("bsm_service.vault.Vault.destroy", away)
        for_programs = bsm(tmp_path, *command)
    # The next command of any kind carries it out.
    again = bsm(tmp_path, "erasures", "receipt", canary.participant)

    assert for_programs.exit_code == 1, for_programs.output
    assert json.loads(for_programs.stdout) == {"pending": [STILL_ERASING]}
    assert json.loads(again.stdout)["finished"] is True
    assert left_in(Place(tmp_path)) == []


def test_redact_makes_one_text_unreadable(canary: Canary, tmp_path: Path):
    where = (canary.registration, canary.refused_version, "reason")
    redacted = bsm(
        tmp_path, "redact", *where, "--reason", "it told of an illness", "--yes"
    )
    assert redacted.exit_code == 0, redacted.output
    assert json.loads(redacted.stdout)["field"] == "reason"
    again = bsm(tmp_path, "redact", *where, "--reason", "once more", "--yes")
    assert json.loads(again.stderr)["code"] == "already_exists"


def test_without_a_reason_nothing_is_erased(canary: Canary, tmp_path: Path):
    refused = bsm(tmp_path, "erase", canary.participant, "--yes")
    assert refused.exit_code == 2
    assert "--reason" in json.loads(refused.stderr)["detail"]
    assert json.loads(bsm(tmp_path, "erasures", "list").stdout) == []


def test_the_vaults_key_is_shown_by_its_fingerprint_and_replaced(
    canary: Canary, tmp_path: Path
):
    file = tmp_path / "vault.key"
    before = json.loads(bsm(tmp_path, "vault", "status").stdout)
    assert before["key_in_force"] == fingerprint(bytes.fromhex(file.read_text()))
    assert (before["from_file"], before["people"]) == (True, 1)

    rotated = json.loads(bsm(tmp_path, "vault", "rotate").stdout)
    after = json.loads(bsm(tmp_path, "vault", "status").stdout)
    assert after == {**before, "key_in_force": rotated["key_in_force"]}
    assert rotated["key_in_force"] != before["key_in_force"]


def test_a_key_of_the_environment_is_left_to_people(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("BSM_VAULT_KEY", KEY)
    system = system_in(Place(tmp_path, vault_key=KEY))
    canary = enter_canary(system)
    system.close()

    erased = bsm(tmp_path, "erase", canary.participant, "--reason", "asked", "--yes")
    assert erased.exit_code == 0, erased.output
    receipt = json.loads(erased.stdout)
    assert receipt["key_in_force"] is None
    assert "BSM_VAULT_KEY" in receipt["left"][0]
    assert left_in(Place(tmp_path)) == []
    # What only people can do is not tried again at every start.
    assert receipt["finished"] is True

    refused = bsm(tmp_path, "vault", "rotate")
    assert json.loads(refused.stderr)["code"] == "invalid_setting"
    monkeypatch.setenv("BSM_NEXT_VAULT_KEY", NEXT)
    rotated = bsm(tmp_path, "vault", "rotate")
    assert rotated.exit_code == 0, rotated.output
    monkeypatch.setenv("BSM_VAULT_KEY", NEXT)
    status = json.loads(bsm(tmp_path, "vault", "status").stdout)
    assert status["key_in_force"] == fingerprint(bytes.fromhex(NEXT))
    assert not (tmp_path / "vault.key").exists()
