import json
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from raw_database import tamper
from service.http_api.http_examples import announce, served
from typer.testing import CliRunner, Result

from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Place
from bsm_service.agreement.clock_guard import ClockGuard
from bsm_service.application.open_databases import open_identity
from bsm_service.assembly.command_line import app


def bsm(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def chosen(place: Place, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A place that commands find: in the folder, or where the environment says."""
    if place.url is not None:
        monkeypatch.setenv("BSM_DATABASE", place.url)
        monkeypatch.setenv("BSM_SCHEMA_PREFIX", place.schema)
    return place


@pytest.fixture
def folder(chosen: Place) -> Path:
    with served(chosen) as here:
        announce(here.as_(Role.SECRETARIAT))
        assert here.system.engine.wait_for(here.system.store.position(), 60)
    return chosen.folder


# Each takes 30 to 150 ms to load, of about a second for the start of a command.
SLOW_TO_LOAD = ("numpy", "playwright", "streamlit", "webauthn", "xlsxwriter", "zxcvbn")


def test_no_command_loads_at_its_start_what_few_of_them_need():
    code = (
        "import sys, bsm_service.assembly.command_line; "
        f"print({{*{SLOW_TO_LOAD}}} & {{*sys.modules}})"
    )

    loaded = subprocess.check_output([sys.executable, "-c", code], text=True)

    assert loaded.strip() == "set()"


def test_the_version_is_that_of_the_project_and_the_changelog():
    root = Path(__file__).parents[3]
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    newest = (root / "CHANGELOG.md").read_text().split("\n## ")[1].split()[0]

    assert bsm("--version").stdout.strip() == project["version"] == newest


def test_a_token_is_given_as_json(chosen: Place):
    options = ("--role", "focal-point", "--delegation", "AT", "--data", chosen.folder)
    result = bsm("token", "create", "--user", "vienna", *options, "--json")

    identity = open_identity(chosen)
    principal = identity.principal_from_token(json.loads(result.stdout)["token"])
    identity.close()

    assert result.exit_code == 0
    assert principal is not None
    assert (principal.role, principal.delegation) == (Role.FOCAL_POINT, "AT")


def test_a_token_while_the_server_runs_is_good_at_once(chosen: Place):
    with served(chosen) as here:
        options = ("--user", "office", "--role", "auditor", "--data", chosen.folder)
        token = json.loads(bsm("token", "create", *options, "--json").stdout)["token"]
        response = here.anybody.get(
            "/api/v1/meetings", headers={"Authorization": f"Bearer {token}"}
        )

    assert response.status_code == 200


def test_a_focal_point_without_a_state_is_refused(tmp_path: Path):
    options = ("--user", "x", "--role", "focal-point", "--data", tmp_path)
    refused = bsm("token", "create", *options, "--json")

    assert refused.exit_code == 2
    assert json.loads(refused.stderr)["code"] == "invalid_value"


def test_status_tells_position_and_lag(folder: Path):
    content = json.loads(bsm("status", "--data", folder, "--json").stdout)

    assert content["position"] == 5
    assert {projection["name"] for projection in content["projections"]} == {
        "meetings",
        "delegations",
        "participants",
        "registrations",
        "delegation_records",
        "objectives",
        "decisions",
        "activities",
        "history",
    }
    for projection in content["projections"]:
        assert (
            projection["position"],
            projection["lag_seconds"],
            projection["parked"],
        ) == (5, 0.0, 0)
    assert content["silences"] == {"running": 0, "next_expiry": None, "held": False}


def test_status_tells_when_no_silence_is_settled(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(ClockGuard, "is_trusted", lambda _: False)

    for verb in (("status",), ("silences", "status")):
        told = " ".join(bsm(*verb, "--data", folder).stdout.split())
        assert "no silence is settled for 10 minutes" in told


def test_verify_exits_with_0_for_a_whole_record(folder: Path):
    verified = bsm("verify", "--data", folder, "--json")

    assert verified.exit_code == 0
    assert json.loads(verified.stdout)["ok"] is True


def test_verify_exits_with_1_for_a_changed_one(folder: Path, chosen: Place):
    tamper(chosen, "UPDATE leaves SET recorded_at = 0 WHERE position = 3")

    verified = bsm("verify", "--data", folder, "--json")

    assert verified.exit_code == 1
    assert json.loads(verified.stdout)["ok"] is False


def test_a_rebuild_reaches_the_end(folder: Path):
    assert json.loads(bsm("rebuild", "--data", folder, "--json").stdout) == {
        "position": 5
    }


def test_an_unknown_read_model_is_refused_with_those_there_are(folder: Path):
    refused = bsm("rebuild", "weather", "--data", folder)

    assert refused.exit_code == 2
    assert "activities" in refused.stderr


@pytest.mark.parametrize("verb", ["status", "verify", "rebuild"])
def test_a_folder_without_a_record_is_refused(tmp_path: Path, verb: str):
    refused = bsm(verb, "--data", tmp_path / "nowhere", "--json")

    assert refused.exit_code == 2
    assert json.loads(refused.stderr)["code"] == "store_unavailable"
    assert not (tmp_path / "nowhere").exists()


def test_status_warns_of_listening_beyond_this_machine_without_tls(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("BSM_HOST", "0.0.0.0")
    content = json.loads(bsm("status", "--data", folder, "--json").stdout)

    assert [warning for warning in content["warnings"] if "BSM_PUBLIC_URL" in warning]


def test_no_demonstration_listens_beyond_this_machine(tmp_path: Path):
    refused = bsm("demo", "--data", tmp_path / "data", "--host", "0.0.0.0")

    assert refused.exit_code == 2
    assert "127.0.0.1 only" in refused.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("verb", ["serve", "demo"])
def test_a_port_in_use_is_refused(tmp_path: Path, verb: str):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = bsm(verb, "--data", tmp_path, "--port", port)

    assert refused.exit_code == 2
    assert "port_in_use" in refused.stderr


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path):
    (tmp_path / "file").write_text("not a folder")

    refused = bsm("serve", "--data", tmp_path / "file", "--port", _free_port())

    assert refused.exit_code == 2
    assert "store_unavailable" in refused.stderr


def test_a_demonstration_does_not_enter_a_real_record(folder: Path):
    refused = bsm("demo", "--data", folder, "--port", _free_port())

    assert refused.exit_code == 2
    assert "holds a real record" in refused.stderr


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["serve", "--port", "x"], "must be a whole number, for example 12"),
        (["serve", "--port", "99999"], "must be 65535 or less"),
        (
            ["list", "meetings", "--format", "pdf"],
            "'pdf' is not one of 'table', 'json', 'csv'",
        ),
        (["activity", "agree", "A1"], "must be an ID, for example"),
    ],
)
def test_what_is_mistyped_is_refused_in_plain_words(
    arguments: list[str], sentence: str
):
    result = CliRunner().invoke(app, arguments)

    assert result.exit_code == 2
    assert sentence in " ".join(result.stderr.split())
    assert "Input should" not in result.stderr
