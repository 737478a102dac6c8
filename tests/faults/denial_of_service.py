"""Strangers who want to keep others out, without a session, at a real server.

Whether others are served is judged by the answers that one of them gets in a few
seconds, beside those while nobody disturbs.
"""

import json
import os
import resource
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import sleep

import httpx
import streamlit
from bench.setup.processes import cpu_seconds
from faults.fault import SQLITE, FaultContext, Finding, fault, require
from server_process import Server, running
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Place
from bsm_service.application.open_databases import open_identity
from bsm_service.http_api.server.client_limits import READ_TIMEOUT_SECONDS
from bsm_service.http_api.server.protocols import HEADER_TIMEOUT_SECONDS

OTHERS_ARE_SERVED = "others are answered as before"
# Seconds for which answers are counted.
COUNTED = 4.0
# Of the answers while nobody disturbs. Strangers and server share one machine.
LEAST = 0.4
# A page is asked to be drawn: five bytes in the protocol of pages.
DRAW = b"\x5a\x03\x0a\x01a"


_ASK = """
import sys, time
from http.client import HTTPConnection
port, token, seconds = sys.argv[1:]
end, found = time.monotonic() + float(seconds), 0
while time.monotonic() < end:
    one = HTTPConnection("127.0.0.1", int(port), timeout=30)
    try:
        headers = {"Authorization": "Bearer " + token}
        one.request("GET", "/api/v1/meetings", headers=headers)
        found += one.getresponse().status == 200
    except OSError:
        pass
    finally:
        one.close()
    time.sleep(0.05)
print(found)
"""


@dataclass
class Served:
    server: Server
    token: str

    @property
    def stream(self) -> str:
        return f"{self.server.address.replace('http', 'ws')}/_stcore/stream"

    def answers(self) -> int:
        """How many requests are answered to somebody who asks again a twentieth of a
        second after each answer, by a connection of its own. Another process asks:
        this one is busy with strangers.
        """
        port = str(httpx.URL(self.server.address).port)
        answered = subprocess.run(
            [sys.executable, "-c", _ASK, port, self.token, str(COUNTED)],
            capture_output=True,
            text=True,
            check=True,
        )
        return int(answered.stdout)

    def socket(self) -> ClientConnection:
        return connect(
            self.stream, subprotocols=[Subprotocol("streamlit")], max_size=None
        )

    def warnings(self) -> list[str]:
        lines = self.server.said.read_text().splitlines()
        logged = [json.loads(line) for line in lines if line.startswith("{")]
        return [record["message"] for record in logged if record["level"] == "warning"]


@contextmanager
def served(context: FaultContext) -> Iterator[Served]:
    place, output = context.place(), context.folder / "said"
    identity = open_identity(Place(place.folder))
    token = identity.create_token("somebody", Role.SECRETARIAT)
    identity.close()
    settings = {"requests_per_minute": 0, "log_format": "json"}
    with running("serve", place.folder, Path(output), **settings) as server:
        yield Served(server, token)


@contextmanager
def beside(do: Callable[[Event], None], times: int) -> Iterator[None]:
    """Does it in so many threads; it looks at the event, which says when to end."""
    end = Event()
    with ThreadPoolExecutor(times) as threads:
        doing = [threads.submit(do, end) for _ in range(times)]
        try:
            yield
        finally:
            end.set()
            for stranger in doing:
                stranger.result()


def judged(before: int, now: int) -> str:
    require(now >= LEAST * before, f"{now} answers, {before} while nobody disturbed")
    return f"{now} answers in {COUNTED:g} s, {before} while nobody disturbed"


@fault("half-open connections", SQLITE, invariant=OTHERS_ARE_SERVED, short=0)
def half_open(context: FaultContext) -> Finding:
    """1,500 requests that never end, and 1,000 sockets without a session."""
    with served(context) as site, ExitStack() as connections:
        before = site.answers()
        port = httpx.URL(site.server.address).port or 0
        halves = []
        for _ in range(1_500):
            half = connections.enter_context(
                socket.create_connection(("127.0.0.1", port))
            )
            half.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
            halves.append(half)
        opened = 0
        for _ in range(1_000):
            with suppress(WebSocketException):
                connections.enter_context(site.socket())
                opened += 1
        figure = judged(before, site.answers())
        for half in halves:
            half.settimeout(30)
            require(half.recv(1) == b"", "half a request was answered")
        require(0 < opened <= 40, f"{opened} sockets without a session are open")
        warned = " ".join(site.warnings())
        require(
            "their request was not complete" in warned, "no warning of half requests"
        )
        require("too many are open" in warned, "no warning of refused sockets")
    return Finding("1,500 half requests, 1,000 sockets", f"{figure}; all closed")


@fault("no file is left to open", SQLITE, invariant=OTHERS_ARE_SERVED, short=0)
def no_files(context: FaultContext) -> Finding:
    """The machine gives the server fewer files than it was promised."""
    with served(context) as site, ExitStack() as connections:
        process = site.server.process.pid
        before = site.answers()
        few = len(os.listdir(f"/proc/{process}/fd")) + 20
        resource.prlimit(process, resource.RLIMIT_NOFILE, (few, few))
        port = httpx.URL(site.server.address).port or 0
        for _ in range(500):
            half = connections.enter_context(
                socket.create_connection(("127.0.0.1", port))
            )
            with suppress(OSError):  # closed at once
                half.sendall(b"GET / HTTP/1.1\r\n")
        used = cpu_seconds(process)
        sleep(HEADER_TIMEOUT_SECONDS + 2)
        busy = (cpu_seconds(process) - used) / (HEADER_TIMEOUT_SECONDS + 2)
        require(
            busy < 0.5, f"{busy:.2f} of a processor were used while nothing was asked"
        )
        figure = judged(before, site.answers())
    return Finding(f"500 connections, room for 20; {busy:.2f} cores", figure)


@fault("nobody reads", SQLITE, invariant=OTHERS_ARE_SERVED, short=0)
def not_reading(context: FaultContext) -> Finding:
    """300 ask for the largest file of the dashboard, and read no more of it than its
    first byte.
    """
    scripts = (Path(streamlit.__file__).parent / "static/static/js").iterdir()
    largest = max(scripts, key=lambda connection: connection.stat().st_size).name
    with served(context) as site, ExitStack() as connections:
        files = Path(f"/proc/{site.server.process.pid}/fd")
        before, had = site.answers(), len(os.listdir(files))
        port = httpx.URL(site.server.address).port or 0
        unread = []
        for _ in range(300):
            connection = connections.enter_context(socket.socket())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
            connection.settimeout(60)
            connection.connect(("127.0.0.1", port))
            connection.sendall(f"GET /static/js/{largest} HTTP/1.1\r\n".encode())
            connection.sendall(b"Host: 127.0.0.1\r\n\r\n")
            unread.append(connection)
        # Beside busy processes it takes the server seconds to begin so many answers;
        # what is judged is how it serves others while nobody reads them.
        for connection in unread:
            connection.recv(1)
        figure = judged(before, site.answers())
        open_then = len(os.listdir(files)) - had
        require(open_then >= 300, f"only {open_then} files were opened")
        for _ in range(round(READ_TIMEOUT_SECONDS) + 30):
            remaining = len(os.listdir(files)) - had
            warned = "did not read the response" in " ".join(site.warnings())
            if remaining < 50 and warned:
                break
            sleep(1)
        require(remaining < 50, f"{remaining} files are still open")
        require(warned, "no warning of unread answers")
    return Finding(f"300 unread answers, {open_then} open files", f"{figure}; closed")


@fault("chattering sockets", SQLITE, invariant=OTHERS_ARE_SERVED, short=0)
def chattering(context: FaultContext) -> Finding:
    """Five sockets without a session, again and again, and a thousand messages each."""
    sent, closed = [], []

    def chat(end: Event) -> None:
        while not end.is_set():
            with suppress(WebSocketException, OSError), site.socket() as stranger:
                try:
                    for _ in range(1_000):
                        stranger.send(DRAW)
                        sent.append(1)
                finally:
                    closed.append(1)

    with served(context) as site:
        before = site.answers()
        with beside(chat, 5):
            figure = judged(before, site.answers())
        require(closed, "no socket was closed")
    return Finding(f"{len(sent):,} messages by {len(closed)} sockets", figure)


@fault("strangers sign in", SQLITE, invariant=OTHERS_ARE_SERVED, short=0)
def signing_in(context: FaultContext) -> Finding:
    """Sixty of them at once, from addresses that change."""
    status: list[int] = []

    def guess(end: Event) -> None:
        with httpx.Client(base_url=site.server.address, timeout=60) as stranger:
            while not end.is_set():
                number = len(status)
                response = stranger.post(
                    "/account/sign-in",
                    data={"name": f"name {number}", "password": "a long guess"},
                    headers={
                        "Origin": site.server.address,
                        "X-Forwarded-For": f"10.0.{number // 250}.{number % 250}",
                    },
                )
                status.append(response.status_code)

    with served(context) as site:
        before = site.answers()
        with beside(guess, 60):
            figure = judged(before, site.answers())
        require(set(status) <= {401, 429}, f"strangers were answered {set(status)}")
        require(401 in status, "nobody's password was looked at")
    looked_at = status.count(401)
    return Finding(f"{len(status):,} tries, {looked_at:,} of them looked at", figure)
