"""Over HTTP: registrations, lists, the whole log; beside routes that do hardly a thing.

The server runs in a process of its own, started as people start it, and so do the
clients.
"""

import secrets
import time
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any
from urllib.parse import quote

from bench.results import Row, at_most, not_measured, rate
from bench.setup import processes
from bench.setup.processes import HOST, Server
from bench.setup.sample_people import MARK, a_person
from bench.setup.sample_record import CODES

CLIENTS = (1, 8, 32)
_ROUNDS = 3
_AT_LEAST = 400  # registrations a second with eight clients
_CPU_AT_MOST = 2.5  # milliseconds of the server for one of them
_NO_CPU = "this system does not tell what a process uses"


def registration_rows(
    product: Server, bare: Server, path: str, token: str, seconds: float
) -> list[Row]:
    """Registrations of people, each another one, with one, eight and 32 clients, beside
    two bare routes.
    """
    rows: list[Row] = []
    once = seconds / _ROUNDS
    for clients in CLIENTS:
        # In turns, so that a slow minute of the machine is everybody's.
        rounds = [
            (
                _posts(bare, "/empty", {}, clients, once),
                _posts(bare, "/insert", {}, clients, once),
                _posts(product, path, _bearer(token), clients, once),
            )
            for _ in range(_ROUNDS)
        ]
        empty, insert, ours = map(_middle, zip(*rounds, strict=True))
        rows += _beside(clients, ours, insert, empty)
        if clients == 8:
            rows += _promised(ours)
    return rows


def _middle(rounds: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The middle of each figure."""
    return {
        name: None if value is None else median(one[name] for one in rounds)
        for name, value in rounds[0].items()
    }


def _beside(
    clients: int, ours: dict[str, Any], insert: dict[str, Any], empty: dict[str, Any]
) -> list[Row]:
    name = f"registration over HTTP, {clients} client{'s' if clients > 1 else ''}"
    told = f"p95 {ours['p95'] * 1000:.1f} ms"
    if ours["cpu_ms"] is not None:
        told += (
            f"; server CPU {ours['cpu_ms']:.2f} ms a registration, "
            f"{insert['cpu_ms']:.2f} ms an insert, {empty['cpu_ms']:.2f} ms empty"
        )
    unit = "/s"
    return [
        rate(f"{name} / bare insert", ours["rate"], insert["rate"], unit, 0.3, told),
        rate(f"{name} / empty route", ours["rate"], empty["rate"], unit, 0.2),
    ]


def _promised(ours: dict[str, Any]) -> list[Row]:
    """What the design promises of eight clients."""
    name, unit = "server CPU for one registration", "ms"
    return [
        rate(
            "registrations a second, 8 clients",
            ours["rate"],
            _AT_LEAST,
            "/s",
            1,
            "each a person sealed; yardstick: the promise",
        ),
        not_measured(name, _CPU_AT_MOST, unit, 1, _NO_CPU)
        if ours["cpu_ms"] is None
        else at_most(name, ours["cpu_ms"], _CPU_AT_MOST, unit, "follower included"),
    ]


def _posts(
    server: Server,
    path: str,
    headers: Mapping[str, str],
    clients: int,
    seconds: float,
) -> dict[str, Any]:
    """Posts a second, and milliseconds of the server's CPU for each."""
    job = {
        "host": HOST,
        "port": server.port,
        "path": path,
        "headers": headers,
        "bodies": [
            {
                "delegation": code,
                "function": "member",
                "person": a_person(MARK, with_needs=number % 10 == 0),
            }
            for number, code in enumerate(CODES)
        ],
        "mark": MARK,
        "series": secrets.token_hex(4),
        "clients": clients,
        "seconds": seconds,
    }
    told = processes.is_told()
    before = server.cpu_seconds() if told else 0.0
    done = processes.load("load_generator", job)
    used = server.cpu_seconds() - before if told else 0.0
    if done["refused"]:
        raise OSError(f"{done['refused']} of {done['requests']} posts were refused")
    return {
        "rate": done["requests"] / done["seconds"],
        "p95": done["p95"],
        "cpu_ms": used / done["requests"] * 1000 if told else None,
    }


def reading_rows(product: Server, meeting: str, token: str) -> list[Row]:
    """The first page of a long list, and the whole log, as a client gets them."""
    path, headers = f"/api/v1/meetings/{meeting}/registrations", _bearer(token)
    taken, total = [], 0
    for _ in range(15):
        start = time.perf_counter()
        page = product.ask("GET", path, headers=headers)
        taken.append(time.perf_counter() - start)
        total = page["total"]
    seconds, facts = min(_whole_log(product, headers) for _ in range(3))
    return [
        at_most(
            f"first page of {total:,} registrations",
            median(taken),
            0.03,
            "s",
            "over HTTP, 100 a page, with the total",
        ),
        at_most(
            f"whole log of {facts:,} facts over HTTP",
            seconds,
            0.4 * facts / 10_000,
            "s",
            "1,000 facts a page; the promise is 0.4 s for 10,000",
        ),
    ]


def _whole_log(product: Server, headers: Mapping[str, str]) -> tuple[float, int]:
    start = time.perf_counter()
    cursor, facts = "", 0
    while True:
        page = product.ask("GET", f"/api/v1/facts?limit=1000{cursor}", headers=headers)
        facts += len(page["items"])
        if page["next"] is None:
            return time.perf_counter() - start, facts
        cursor = f"&cursor={quote(page['next'])}"


def memory_row(product: Server) -> Row:
    name, most, unit = "memory of the server after the load", 400.0, "MB"
    if not processes.is_told():
        return not_measured(name, most, unit, 1, _NO_CPU)
    used = processes.memory_mb(product.pid)
    return at_most(name, used, most, unit, "resident, with the dashboard")


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
