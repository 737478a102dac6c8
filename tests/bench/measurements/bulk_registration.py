"""A list of delegates in one command: beside single commands, and over HTTP. Each is a
person whose data are sealed.
"""

import time
from collections.abc import Iterator
from typing import Any

from bench.results import Row, at_most, middle, rate
from bench.setup.processes import Server
from bench.setup.sample_people import people
from bench.setup.sample_record import CODES, Scene, open_scene

from bsm_projections.databases import Place
from bsm_service import commands as ask
from bsm_service.personal_details import PersonalDetails

_AT_LEAST = 6  # times as fast as single commands
_AT_MOST = 2 / 10_000  # seconds for one of 10,000
_PAGE_AT_MOST, _ASKED = 0.03, 15


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
        f"each a person, sealed, nominated and confirmed: {imported / together:.2f} s "
        f"as a list, {imported / alone:.1f} s one by one",
    )


def _at_once(scene: Scene, imported: int) -> float:
    command = ask.RegisterDelegates.model_validate(
        {"meeting_id": scene.meeting_id, **_list_of(imported, scene.people)}
    )
    start = time.perf_counter()
    scene.do(command)
    return time.perf_counter() - start


def _one_by_one(scene: Scene, registrations: int) -> float:
    start = time.perf_counter()
    for number in range(registrations):
        person = PersonalDetails.model_validate(next(scene.people))
        id = scene.nominate(number, person)
        scene.do(ask.ConfirmRegistration(registration_id=id))
    return time.perf_counter() - start


def import_over_http_row(product: Server, path: str, token: str, imported: int) -> Row:
    """From sending a list to its answer, as a client waits for it."""
    headers, body = {"Authorization": f"Bearer {token}"}, _list_of(imported, people())
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
        "each a person, sealed, nominated and confirmed; in every list "
        f"{shown:.1f} s after the request",
    )


def names_row(product: Server, token: str) -> Row:
    """The first page of a long list of people, opened and written down as read."""
    headers = {"Authorization": f"Bearer {token}"}
    taken, total = [], 0
    for _ in range(_ASKED):
        start = time.perf_counter()
        page = product.ask("GET", "/api/v1/participants", headers=headers)
        taken.append(time.perf_counter() - start)
        total = page["total"]
        if not all(one["name"] for one in page["items"]):
            raise OSError("a page of people came without their names")
    return at_most(
        f"first page of {total:,} people with their names",
        middle(taken),
        _PAGE_AT_MOST,
        "s",
        f"over HTTP, 100 a page, with the total; the first time {taken[0]:.3f} s",
    )


def _list_of(registrations: int, people: Iterator[dict[str, Any]]) -> dict[str, Any]:
    """The body of a list, each State in its turn."""
    rows = [
        {
            "delegation": CODES[number % len(CODES)],
            "function": "member",
            "person": next(people),
        }
        for number in range(registrations)
    ]
    return {"delegates": rows, "confirmed": True}
