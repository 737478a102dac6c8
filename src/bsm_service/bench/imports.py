"""A list of delegates in one command: beside single commands, and over HTTP."""

import time
from collections.abc import Iterator
from typing import Any

from bsm_projections.databases import Place
from bsm_service import commands as ask
from bsm_service.bench.processes import Server
from bsm_service.bench.rows import Row, at_most, middle, rate
from bsm_service.bench.scene import CODES, Scene, open_scene
from bsm_service.clock import utc_now
from bsm_service.new_ids import new_id

_AT_LEAST = 6  # times as fast as single commands
_AT_MOST = 2 / 10_000  # seconds for one of 10,000


def import_row(place: Place, imported: int, singly: int, rounds: int) -> Row:
    """Registrations a second by lists, beside as many single commands as are needed.

    A record of its own, so that the others are measured on the facts that they name.
    """
    scene = open_scene(place)
    few = max(1, singly // rounds)
    lists, single = [], []
    try:
        for _ in range(rounds):
            # In turns, so that a slow minute of the machine is everybody's.
            single.append(few / _one_by_one(scene, few))
            lists.append(imported / _at_once(scene, imported))
    finally:
        scene.system.close()
    measured = few * rounds
    told = "" if measured >= imported else f", extrapolated from {measured:,}"
    together, alone = middle(lists), middle(single)
    return rate(
        f"bulk import of {imported:,} registrations / single commands{told}",
        together,
        alone,
        "/s",
        _AT_LEAST,
        f"each nominated and confirmed: {imported / together:.2f} s as a list, "
        f"{imported / alone:.1f} s one by one",
    )


def _at_once(scene: Scene, imported: int) -> float:
    command = ask.RegisterDelegates.model_validate(
        {"meeting_id": scene.meeting_id, **_list_of(imported)}
    )
    start = time.perf_counter()
    scene.do(command)
    return time.perf_counter() - start


def _one_by_one(scene: Scene, registrations: int) -> float:
    start = time.perf_counter()
    for number in range(registrations):
        id = scene.nominate(number)
        scene.do(ask.ConfirmRegistration(registration_id=id))
    return time.perf_counter() - start


def import_over_http_row(product: Server, path: str, token: str, imported: int) -> Row:
    """From sending a list to its answer, as a client waits for it."""
    headers, body = {"Authorization": f"Bearer {token}"}, _list_of(imported)
    start = time.perf_counter()
    product.ask("POST", f"{path}/bulk", body, headers)
    taken = time.perf_counter() - start
    while product.ask("GET", "/api/v1/health")["lag"]:
        time.sleep(0.02)
    shown = time.perf_counter() - start
    return at_most(
        f"bulk import of {imported:,} registrations over HTTP",
        taken,
        imported * _AT_MOST,
        "s",
        f"each nominated and confirmed; in every list {shown:.1f} s after the request",
    )


def _list_of(registrations: int) -> dict[str, Any]:
    """The body of a list, each State in its turn."""

    def rows() -> Iterator[dict[str, str]]:
        for number in range(registrations):
            code = CODES[number % len(CODES)]
            yield {
                "id": str(new_id(utc_now())),
                "delegation": code,
                "function": "member",
            }

    return {"delegates": list(rows()), "confirmed": True}
