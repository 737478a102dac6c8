"""Registrations, lists and the whole log over HTTP, beside routes that do hardly
anything.

The server runs in a process of its own, started as people start it, and so do the
clients.
"""

import secrets
import time
from collections.abc import Mapping, Sequence
from statistics import median
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from bench.results import (
    Measurement,
    compare_rates,
    compare_with_limit,
    skip_measurement,
)
from bench.setup import processes
from bench.setup.processes import HOST, Server
from bench.setup.sample_people import NUMBER_PLACEHOLDER, sample_person
from bench.setup.sample_record import CODES

_REGISTRATIONS_GOAL = 400  # a second, with so many clients:
_CLIENTS_OF_GOAL = 8
_CPU_LIMIT = 2.5  # milliseconds of the server for one of them
_RULES_GOAL = 0.9  # of the rate of a meeting without terms
_RULES_CPU_FACTOR = 1.1
_PAGE_LIMIT = 0.03  # seconds
_PAGE_REPEATS = 15


def measure_registrations(
    product: Server,
    yardstick: Server,
    path: str,
    token: str,
    *,
    clients: Sequence[int],
    seconds: float,
    rounds: int,
) -> list[Measurement]:
    """Registrations of people, each another one, with each of these numbers of clients,
    beside two bare routes.
    """
    measurements: list[Measurement] = []
    headers, duration = _bearer(token), seconds / rounds
    for number in clients:
        # In turns, so that a slow minute of the machine affects all alike.
        figures = [
            (
                _post_load(yardstick, "/empty", {}, number, duration),
                _post_load(yardstick, "/insert", {}, number, duration),
                _post_load(product, path, headers, number, duration),
            )
            for _ in range(rounds)
        ]
        empty, insert, registration = map(_medians, zip(*figures, strict=True))
        measurements += _compare_with_yardstick(number, registration, insert, empty)
        if number == _CLIENTS_OF_GOAL:
            measurements += _compare_with_goals(registration)
    return measurements


def measure_registrations_with_rules(
    product: Server,
    path: str,
    path_with_rules: str,
    notes: Mapping[str, str],
    token: str,
    *,
    seconds: float,
    rounds: int,
) -> list[Measurement]:
    """The same for a meeting with terms, where each names the note of the delegation,
    in turns with one without; with as many clients as the goal names.
    """
    headers, duration, clients = _bearer(token), seconds / rounds, _CLIENTS_OF_GOAL
    figures = [
        (
            _post_load(product, path, headers, clients, duration),
            _post_load(product, path_with_rules, headers, clients, duration, notes),
        )
        for _ in range(rounds)
    ]
    plain, ruled = map(_medians, zip(*figures, strict=True))
    plain_cpu = max(plain["cpu_ms"] or 0.0, 0.01)  # of a few requests, none is seen
    name = f"registration over HTTP with all rules on, {clients} clients"
    cpu, unit = f"{name}: server CPU", "ms"
    return [
        compare_rates(
            f"{name} / without", ruled["rate"], plain["rate"], "/s", _RULES_GOAL
        ),
        skip_measurement(cpu, 1, unit, 1, processes.NOT_MEASURABLE)
        if ruled["cpu_ms"] is None
        else compare_with_limit(
            cpu,
            ruled["cpu_ms"],
            plain_cpu * _RULES_CPU_FACTOR,
            unit,
            f"follower included; {plain_cpu:.2f} ms without rules, so "
            f"{ruled['cpu_ms'] / plain_cpu:.2f} times",
        ),
    ]


def _medians(rounds: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The median of each figure."""
    return {
        name: None if value is None else median(figures[name] for figures in rounds)
        for name, value in rounds[0].items()
    }


def _compare_with_yardstick(
    clients: int,
    registration: dict[str, Any],
    insert: dict[str, Any],
    empty: dict[str, Any],
) -> list[Measurement]:
    name = f"registration over HTTP, {clients} client{'s' if clients > 1 else ''}"
    detail = f"p95 {registration['p95'] * 1000:.1f} ms"
    if registration["cpu_ms"] is not None:
        detail += (
            f"; server CPU {registration['cpu_ms']:.2f} ms a registration, "
            f"{insert['cpu_ms']:.2f} ms an insert, {empty['cpu_ms']:.2f} ms empty"
        )
    rate = registration["rate"]
    return [
        compare_rates(f"{name} / bare insert", rate, insert["rate"], "/s", 0.3, detail),
        compare_rates(f"{name} / empty route", rate, empty["rate"], "/s", 0.2),
    ]


def _compare_with_goals(registration: dict[str, Any]) -> list[Measurement]:
    """What the design promises of eight clients."""
    name, unit = "server CPU for one registration", "ms"
    cpu_ms = registration["cpu_ms"]
    return [
        compare_rates(
            f"registrations a second, {_CLIENTS_OF_GOAL} clients",
            registration["rate"],
            _REGISTRATIONS_GOAL,
            "/s",
            1,
            "each a person sealed; yardstick: the promise",
        ),
        skip_measurement(name, _CPU_LIMIT, unit, 1, processes.NOT_MEASURABLE)
        if cpu_ms is None
        else compare_with_limit(name, cpu_ms, _CPU_LIMIT, unit, "follower included"),
    ]


def _post_load(
    server: Server,
    path: str,
    headers: Mapping[str, str],
    clients: int,
    seconds: float,
    notes: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Any]:
    """Posts a second, the 95th percentile of their seconds, and milliseconds of the
    server's CPU for each. With `notes`, by delegation, each names one.
    """
    job = {
        "host": HOST,
        "port": server.port,
        "path": path,
        "headers": headers,
        "bodies": [
            {
                "delegation": code,
                "function": "member",
                "person": sample_person(NUMBER_PLACEHOLDER, with_needs=index % 10 == 0),
                **({"note_id": notes[code]} if code in notes else {}),
            }
            for index, code in enumerate(CODES)
        ],
        "placeholder": NUMBER_PLACEHOLDER,
        "series": secrets.token_hex(4),
        "clients": clients,
        "seconds": seconds,
    }
    measurable = processes.can_measure_processes()
    cpu_before = server.cpu_seconds() if measurable else 0.0
    load = processes.run_job("load_generator", job)
    cpu = server.cpu_seconds() - cpu_before if measurable else 0.0
    if load["refused"]:
        raise OSError(f"{load['refused']} of {load['requests']} posts were refused")
    return {
        "rate": load["requests"] / load["seconds"],
        "p95": load["p95"],
        "cpu_ms": cpu / load["requests"] * 1000 if measurable else None,
    }


def measure_reads(product: Server, meeting: str, token: str) -> list[Measurement]:
    """The first page of a long list, and the whole log, as a client gets them."""
    path, headers = f"/api/v1/meetings/{meeting}/registrations", _bearer(token)
    page, durations = _first_page(product, path, headers)
    seconds, facts = min(_read_whole_log(product, headers) for _ in range(3))
    return [
        compare_with_limit(
            f"first page of {page['total']:,} registrations",
            median(durations),
            _PAGE_LIMIT,
            "s",
            "over HTTP, 100 a page, with the total",
        ),
        compare_with_limit(
            f"whole log of {facts:,} facts over HTTP",
            seconds,
            0.4 * facts / 10_000,
            "s",
            "1,000 facts a page; the promise is 0.4 s for 10,000",
        ),
    ]


def measure_participant_page(product: Server, token: str) -> Measurement:
    """The first page of a long list of people, opened and written down as read."""
    page, durations = _first_page(product, "/api/v1/participants", _bearer(token))
    if not all(participant["name"] for participant in page["items"]):
        raise OSError("a page of people came without their names")
    return compare_with_limit(
        f"first page of {page['total']:,} people with their names",
        median(durations),
        _PAGE_LIMIT,
        "s",
        f"over HTTP, 100 a page, with the total; the first time {durations[0]:.3f} s",
    )


def _first_page(
    product: Server, path: str, headers: Mapping[str, str]
) -> tuple[dict[str, Any], list[float]]:
    """The page, and the seconds of each time that it was requested."""
    durations = []
    for _ in range(_PAGE_REPEATS):
        start = time.perf_counter()
        page: dict[str, Any] = product.request("GET", path, headers=headers)
        durations.append(time.perf_counter() - start)
    return page, durations


def _read_whole_log(product: Server, headers: Mapping[str, str]) -> tuple[float, int]:
    """Seconds, and how many facts."""
    start = time.perf_counter()
    cursor, facts = "", 0
    while True:
        path = f"/api/v1/facts?limit=1000{cursor}"
        page = product.request("GET", path, headers=headers)
        facts += len(page["items"])
        if page["next"] is None:
            return time.perf_counter() - start, facts
        cursor = f"&cursor={quote(page['next'])}"


def measure_memory(product: Server) -> Measurement:
    name, limit, unit = "memory of the server after the load", 400.0, "MB"
    if not processes.can_measure_processes():
        return skip_measurement(name, limit, unit, 1, processes.NOT_MEASURABLE)
    megabytes = processes.memory_mb(product.pid)
    detail = "resident, with the dashboard"
    return compare_with_limit(name, megabytes, limit, unit, detail)


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
