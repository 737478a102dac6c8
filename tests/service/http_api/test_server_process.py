"""The server as people run it: a process that is started, stopped and killed."""

import json
import socket
import stat
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from raw_database import audit_log
from server_process import PATIENCE, bsm, running, wait_for
from service.http_api.http_examples import DETAILS
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Place
from bsm_service.application.open_databases import open_identity


@pytest.fixture
def said(tmp_path: Path) -> Path:
    return tmp_path / "said.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def token(folder: Path, role: Role = Role.SECRETARIAT) -> str:
    identity = open_identity(Place(folder))
    try:
        return identity.create_token("x", role, None)
    finally:
        identity.close()


def modes(folder: Path) -> dict[Path, str]:
    """The modes of a folder and all that is in it, as `ls -l` tells them."""
    return {
        path.relative_to(folder): stat.filemode(path.stat().st_mode)
        for path in (folder, *folder.rglob("*"))
    }


def logged(said: Path) -> list[dict[str, Any]]:
    """The lines of the log; what is printed beside them is for people."""
    lines = said.read_text().splitlines()
    return [json.loads(line) for line in lines if line.startswith("{")]


def announce(client: httpx.Client) -> int:
    """Posts a fact; the position that was acknowledged."""
    response = client.post("/meetings", json={"details": DETAILS})
    assert response.status_code == 201, response.text
    return int(response.json()["position"])


def test_what_was_acknowledged_survives_kill_9_and_two_processes_go_on_with_it(
    folder: Path, said: Path
):
    with running("serve", folder, said) as server:
        secret = token(folder)
        with server.client(secret) as secretariat:
            acknowledged = [announce(secretariat) for _ in range(5)]
        server.kill()

    # Each on a port of its own; they stop together.
    with running("serve", folder, said, processes=2) as server:
        host, _, port = server.address.rpartition(":")
        other = replace(server, address=f"{host}:{int(port) + 1}")
        wait_for(other)
        with server.client(secret) as one, other.client(secret) as another:
            health = one.get("/health").json()
            meetings = one.get("/meetings").json()
            assert announce(one) == 7
            assert another.get("/meetings").json()["total"] == 6
        status = server.stop()

    assert acknowledged == [2, 3, 4, 5, 6]
    assert health == {"status": "ok", "position": 6, "lag": 0}
    assert meetings["total"] == 5
    assert status == 0
    assert audit_log(folder) == 7


def test_a_server_logs_what_is_asked_and_stops_gracefully_while_people_listen(
    folder: Path, said: Path
):
    with (
        running("serve", folder, said) as server,
        server.client(token(folder)) as secretariat,
    ):
        by_one_click = httpx.post(
            f"{server.address}/account/act-as",
            data={"role": "secretariat"},
            headers={"Origin": server.address},
            timeout=PATIENCE,
        )
        secretariat.get("/meetings", params={"as_of": "1", "secret": "Skopje"})
        secretariat.get("/nothing/Skopje")
        secretariat.get("/registrations/00000000-0000-0000-0000-000000000001")
        announce(secretariat)
        httpx.get(server.address, timeout=PATIENCE)
        address = server.address.replace("http", "ws") + "/api/live"
        auditor = token(folder, Role.AUDITOR)
        bearer = {"Authorization": f"Bearer {auditor}"}
        for foreign in ({}, {"Origin": "https://evil.example"}):
            with (
                pytest.raises(InvalidStatus),
                connect(address, additional_headers=foreign),
            ):
                pass
        with (
            connect(address, additional_headers=bearer) as live,
            server.client(auditor) as listener,
            listener.stream("GET", "/positions") as positions,
        ):
            lines = positions.iter_lines()
            assert next(lines) == "id: 2"
            assert live.recv(PATIENCE) == "2"
            status = server.stop()
            assert list(lines) == ["data: 2", ""]
            with pytest.raises(ConnectionClosed) as closed:
                live.recv(PATIENCE)

    assert status == 0
    assert (by_one_click.status_code, by_one_click.json()["code"]) == (404, "not_found")
    assert "set-cookie" not in by_one_click.headers
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1012
    assert closed.value.rcvd.reason.startswith("the server is shutting down")
    first, *_ = said.read_text().splitlines()
    assert first == f"The dashboard is at {server.address} (press Ctrl-C to stop)"
    answered = [line for line in logged(said) if line["message"] == "answered"]
    requests = [(line["method"], line["route"], line["status"]) for line in answered]
    assert requests[:7] == [
        ("GET", "/api/v1/health", 200),
        ("POST", "/account/act-as", 404),
        ("GET", "/api/v1/meetings", 422),
        ("GET", "none", 404),
        ("GET", "/api/v1/registrations/{registration_id}", 404),
        ("POST", "/api/v1/meetings", 201),
        ("GET", "dashboard", 200),
    ]
    refused = [line for line in logged(said) if line["message"] == "refused"]
    assert [(line["level"], line["method"], line["code"]) for line in refused] == [
        ("info", "SOCKET", "not_signed_in"),
        ("info", "SOCKET", "not_permitted"),
    ]
    messages = {line["message"] for line in logged(said)}
    assert messages == {"account", "answered", "refused"}
    assert "Skopje" not in said.read_text()


def test_a_second_server_is_refused_the_port_and_makes_nothing(tmp_path: Path):
    with socket.socket() as first:
        first.bind(("127.0.0.1", 0))
        first.listen()
        port = first.getsockname()[1]
        second = subprocess.run(
            bsm("serve", "--data", tmp_path / "other", "--port", port),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    assert second.returncode == 2
    assert second.stderr.startswith("Refused (port_in_use): ")
    assert not (tmp_path / "other").exists()


def test_a_live_demonstration_goes_on_by_itself_and_stops_with_the_server(
    folder: Path, said: Path
):
    """What it writes meanwhile, nobody else on the machine may read."""
    with running("demo", folder, said, "--live", "--every", "0.1") as server:
        with (
            server.client(token(folder, Role.AUDITOR)) as auditor,
            auditor.stream("GET", "/positions") as positions,
        ):
            lines = (line for line in positions.iter_lines() if line.startswith("id"))
            seen = [int(next(lines).partition(": ")[2]) for _ in range(3)]
        written = modes(folder)
        status = server.stop()

    assert seen == sorted(set(seen))
    assert status == 0
    assert "Traceback" not in said.read_text()
    audit_log(folder)
    assert {Path("log.db-wal"), Path("heads"), Path("vault.key")} <= written.keys()
    assert set(written.values()) == {"drwx------", "-rw-------"}
