"""`docs/nginx.conf` as people run it: nginx before the real server.

Only ports and places are replaced in the file. What it lets in is what the settings let
in, which the application says in words.
"""

import io
import os
import re
import shutil
import subprocess
import zipfile
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import xlsxwriter
from server_process import PATIENCE, ROOT, Server, free_port, running, wait_for
from service.http_api.http_examples import DETAILS
from websockets.sync.client import connect

from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Place
from bsm_service.application.open_databases import open_identity
from bsm_service.settings.settings import Settings

CONF = ROOT / "docs" / "nginx.conf"
# Where nginx keeps what it has no room for, by itself where only root may write.
_KEPT = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@dataclass
class Behind:
    """A server, and nginx before it."""

    server: Server
    proxy: Server
    token: str

    def client(self) -> httpx.Client:
        return self.proxy.client(self.token)


@pytest.fixture(scope="module")
def nginx_path() -> str:
    response = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if response is None:
        pytest.skip("nginx is not installed here; Debian has it as nginx-light")
    return response


@pytest.fixture(scope="module")
def behind(
    nginx_path: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Behind]:
    scratch = tmp_path_factory.mktemp("nginx")
    said, folder = scratch / "said.txt", scratch / "data"
    with (
        running("serve", folder, said, requests_per_minute=0) as server,
        before(server, nginx_path, scratch) as proxy,
    ):
        identity = open_identity(Place(folder))
        token = identity.create_token("office", Role.SECRETARIAT, None)
        identity.close()
        yield Behind(server, proxy, token)


@contextmanager
def before(server: Server, nginx_path: str, scratch: Path) -> Iterator[Server]:
    """nginx with the file of the documentation, its ports replaced."""
    with proxying(server.address, nginx_path, scratch) as proxy:
        wait_for(proxy)
        yield proxy


@contextmanager
def proxying(address: str, nginx_path: str, scratch: Path) -> Iterator[Server]:
    """It may not listen yet."""
    port, conf = free_port(), scratch / "nginx.conf"
    upstream = address.rpartition(":")[2]
    configuration = CONF.read_text(encoding="utf-8")
    configuration, listens = re.subn(
        r"listen 127\.0\.0\.1:8080;", f"listen {port};", configuration
    )
    configuration, servers = re.subn(
        r"127\.0\.0\.1:850[12]", f"127.0.0.1:{upstream}", configuration
    )
    kept = "".join(f"{name}_temp_path {scratch}/{name};" for name in _KEPT)
    configuration, https = re.subn(
        r"^http {$", f"http {{ {kept}", configuration, flags=re.MULTILINE
    )
    assert (listens, servers, https) == (1, 2, 1)
    conf.write_text(configuration, encoding="utf-8")
    # One process, of this user, in the foreground.
    how = f"daemon off; master_process off; pid {scratch}/nginx.pid;"
    command = [nginx_path, "-p", scratch, "-c", conf, "-e", "stderr", "-g", how]
    said = scratch / "nginx.txt"
    with (
        said.open("ab") as output,
        subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT) as process,
    ):
        proxy = Server(f"http://127.0.0.1:{port}", process, said)
        try:
            yield proxy
        finally:
            process.kill()


def announced(office: httpx.Client) -> str:
    """A meeting that Austria may come to with 5,000 people; its id."""
    response = office.post("/meetings", json={"details": DETAILS}).raise_for_status()
    meeting = response.json()["id"]
    austria = {"code": "AT", "kind": "participating State", "name": "Austria"}
    for path, body in (
        ("delegations", {"delegations": [{**austria, "quota": 5_000}]}),
        ("registration-opening", {"capacity": 5_000}),
    ):
        office.post(f"/meetings/{meeting}/{path}", json=body).raise_for_status()
    return str(meeting)


def tracker_with_a_picture(size: int) -> bytes:
    """A workbook of so many bytes, most of them a picture's."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Tracker")
        for row, cells in enumerate((["Activity", "Owner", "Due"], ["Maps", "AT", ""])):
            sheet.write_row(row, 0, cells)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/media/image1.png", os.urandom(size - len(out.getvalue())))
    return out.getvalue()


def test_a_file_of_9_megabytes_is_imported(behind: Behind):
    with behind.client() as office:
        meeting = announced(office)
        file = tracker_with_a_picture(9_000_000)
        response = office.post(
            f"/meetings/{meeting}/imports/activities/preview",
            json={"file": b64encode(file).decode(), "ending": "xlsx"},
        )

    assert len(file) > 9_000_000
    assert response.status_code == 200, response.text
    assert response.json()["read"] == 1


def test_a_list_of_5_000_is_recorded(behind: Behind):
    delegates = [{"delegation": "AT", "function": "member"}] * 5_000
    with behind.client() as office:
        meeting = announced(office)
        response = office.post(
            f"/meetings/{meeting}/registrations/bulk", json={"delegates": delegates}
        )

    assert response.status_code == 200, response.text
    assert len(response.json()["facts"]) == 5_000


def test_the_limit_is_that_of_the_settings_and_said_in_words(behind: Behind):
    limit = Settings().evidence_limit
    with behind.client() as office:
        just = office.put("/contents?ending=txt", content=b"a" * limit)
    # After a refusal the proxy closes the connection.
    with behind.client() as office:
        over = office.put("/contents?ending=txt", content=b"a" * (limit + 1))
    with behind.client() as office:
        command = office.post("/meetings", content=b" " * (Settings().body_limit + 1))

    assert just.status_code == 200, just.text
    for answer in (over, command):
        assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
    assert f"{limit:,} bytes" in over.json()["detail"]


def test_a_socket_is_upgraded_and_told_of_new_positions(behind: Behind):
    socket = f"{behind.proxy.address}/api/live".replace("http", "ws", 1)
    headers = {"Authorization": f"Bearer {behind.token}"}
    with connect(socket, additional_headers=headers) as live, behind.client() as office:
        first = int(live.recv(PATIENCE))
        announced(office)
        later = int(live.recv(PATIENCE))

    assert later > first


def test_a_stream_of_positions_is_passed_on_as_it_comes(behind: Behind):
    with behind.client() as office, office.stream("GET", "/positions") as stream:
        lines = stream.iter_lines()
        first = next(line for line in lines if line.startswith("data: "))
        with behind.client() as another:
            announced(another)
        later = next(line for line in lines if line.startswith("data: "))

    assert int(later.partition(" ")[2]) > int(first.partition(" ")[2])


def test_who_comes_through_it_is_not_on_this_machine(behind: Behind):
    """The application sees the visitor's address, not the proxy's."""
    direct = httpx.get(f"{behind.server.address}/metrics", timeout=PATIENCE)
    through = httpx.get(f"{behind.proxy.address}/metrics", timeout=PATIENCE)

    assert direct.status_code == 200
    assert through.status_code == 401


def test_pages_come_through_it_with_one_header_of_transport_security(behind: Behind):
    page = httpx.get(f"{behind.proxy.address}/account/sign-in", timeout=PATIENCE)

    assert page.status_code == 200
    assert page.headers.get_list("Strict-Transport-Security") == [
        "max-age=63072000; includeSubDomains"
    ]
    assert page.headers["Server"] == "nginx"


def test_nothing_that_was_sent_lies_in_a_file_of_nginx(behind: Behind):
    scratch = behind.proxy.said.parent
    with behind.client() as office:
        office.put("/contents?ending=txt", content=b"b" * 2_000_000).raise_for_status()

    left = [path for name in _KEPT for path in (scratch / name).rglob("*")]
    assert [path for path in left if path.is_file()] == []
    assert behind.proxy.said.read_text(encoding="utf-8") == ""


def test_addresses_are_in_no_log_of_nginx_while_the_server_is_away(
    nginx_path: str, tmp_path: Path
):
    away = f"http://127.0.0.1:{free_port()}"
    with proxying(away, nginx_path, tmp_path) as proxy:
        transport = httpx.HTTPTransport(retries=10)  # of connecting: it starts
        with httpx.Client(transport=transport, timeout=PATIENCE) as visitor:
            response = visitor.get(
                f"{proxy.address}/people?q=canary", headers={"Referer": "canary"}
            )

    assert response.status_code == 502
    assert proxy.said.read_text(encoding="utf-8") == ""
