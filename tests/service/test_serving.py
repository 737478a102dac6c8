"""The server as people run it: a process that is started, stopped and killed."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from raw_log import audit_log
from service.http_examples import DETAILS
from serving import PATIENCE, Server, bsm, running, wait_for
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from bsm_domain.roles import Role


@pytest.fixture
def said(tmp_path: Path) -> Path:
    return tmp_path / "said.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def server(folder: Path, said: Path) -> Iterator[Server]:
    with running("serve", folder, said) as it:
        yield it


def token(folder: Path, role: Role = Role.SECRETARIAT) -> str:
    made = subprocess.run(
        bsm("token", "create", "--user=x", "--role", role, "--data", folder, "--json"),
        check=True,
        capture_output=True,
        timeout=PATIENCE,
    )
    return str(json.loads(made.stdout)["token"])


def logged(said: Path) -> list[dict[str, Any]]:
    """The lines of the log; what is printed beside them is for people."""
    lines = said.read_text().splitlines()
    return [json.loads(line) for line in lines if line.startswith("{")]


def announce(client: httpx.Client) -> int:
    """Posts a fact; the position that was acknowledged."""
    answer = client.post("/meetings", json={"details": DETAILS})
    assert answer.status_code == 201, answer.text
    return int(answer.json()["position"])


def test_what_was_acknowledged_survives_kill_9_and_the_server_starts_again(
    folder: Path, said: Path
):
    with running("serve", folder, said) as server:
        secret = token(folder)
        with server.client(secret) as secretariat:
            acknowledged = [announce(secretariat) for _ in range(5)]
        server.kill()

    with running("serve", folder, said) as server, server.client(secret) as again:
        health = again.get("/health").json()
        meetings = again.get("/meetings").json()

    assert acknowledged == [2, 3, 4, 5, 6]
    assert health == {"status": "ok", "position": 6, "lag": 0}
    assert meetings["total"] == 5
    assert audit_log(folder) == 6


def test_sigterm_stops_it_gracefully_also_while_somebody_listens(
    server: Server, folder: Path, said: Path
):
    secret = token(folder, Role.AUDITOR)
    with (
        server.client(secret) as auditor,
        auditor.stream("GET", "/positions") as positions,
    ):
        lines = positions.iter_lines()
        assert next(lines) == "id: 1"
        status = server.stop()
        assert list(lines) == ["data: 1", ""]

    assert status == 0
    assert {one["message"] for one in logged(said)} == {"answered"}


def test_it_prints_where_it_is_and_logs_each_request_without_what_was_asked(
    server: Server, folder: Path, said: Path
):
    with server.client(token(folder)) as secretariat:
        secretariat.get("/meetings", params={"as_of": "1", "secret": "Skopje"})
        secretariat.get("/nothing/Skopje")
        secretariat.get("/registrations/00000000-0000-0000-0000-000000000001")
        announce(secretariat)
    httpx.get(server.address, timeout=PATIENCE)
    server.stop()

    first, *_ = said.read_text().splitlines()
    assert first == f"The dashboard is at {server.address} (Ctrl-C stops it)"
    asked = [(one["method"], one["route"], one["status"]) for one in logged(said)]
    assert asked == [
        ("GET", "/api/v1/health", 200),
        ("GET", "/api/v1/meetings", 200),
        ("GET", "none", 404),
        ("GET", "/api/v1/registrations/{registration_id}", 404),
        ("POST", "/api/v1/meetings", 201),
        ("GET", "dashboard", 200),
    ]
    assert "Skopje" not in said.read_text()


def test_two_processes_serve_on_ports_of_their_own_and_stop_together(
    folder: Path, said: Path
):
    with running("serve", folder, said, processes=2) as server:
        host, _, port = server.address.rpartition(":")
        other = replace(server, address=f"{host}:{int(port) + 1}")
        wait_for(other)
        secretariat = token(folder)
        with server.client(secretariat) as one, other.client(secretariat) as another:
            assert announce(one) == 2
            assert another.get("/meetings").json()["total"] == 1
        status = server.stop()

    assert status == 0
    assert audit_log(folder) == 2


def test_a_socket_is_told_why_it_closes_when_the_server_stops(
    server: Server, folder: Path
):
    address = server.address.replace("http", "ws") + "/api/live"
    bearer = {"Authorization": f"Bearer {token(folder)}"}
    with connect(address, additional_headers=bearer) as socket:
        assert socket.recv(PATIENCE) == "1"
        status = server.stop()
        with pytest.raises(ConnectionClosed) as closed:
            socket.recv(PATIENCE)

    assert status == 0
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1012
    assert closed.value.rcvd.reason.startswith("the server is stopping")


def test_there_is_no_way_in_by_one_click(server: Server):
    answer = httpx.post(
        f"{server.address}/account/act-as",
        data={"role": "secretariat"},
        headers={"Origin": server.address},
        timeout=PATIENCE,
    )

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert "set-cookie" not in answer.headers


def test_a_second_server_is_refused_the_port_and_leaves_the_first_alone(
    server: Server, tmp_path: Path
):
    port = server.address.rpartition(":")[2]
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
    with server.client() as anybody:
        assert anybody.get("/health").status_code == 200


def test_a_live_demonstration_goes_on_by_itself_and_stops_with_the_server(
    folder: Path, said: Path
):
    with running("demo", folder, said, "--live", "--every", "0.1") as server:
        with (
            server.client(token(folder, Role.AUDITOR)) as auditor,
            auditor.stream("GET", "/positions") as positions,
        ):
            told = (line for line in positions.iter_lines() if line.startswith("id"))
            seen = [int(next(told).partition(": ")[2]) for _ in range(3)]
        status = server.stop()

    assert seen == sorted(set(seen))
    assert status == 0
    assert "Traceback" not in said.read_text()
    audit_log(folder)
