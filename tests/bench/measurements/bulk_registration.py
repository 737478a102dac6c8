"""A list of delegates registered by one command, beside single commands and over HTTP.
Each delegate is a person whose data are sealed.
"""

import time
from collections.abc import Iterator
from statistics import median
from typing import Any

from bench.results import Measurement, compare_rates, compare_with_limit
from bench.setup.processes import Server
from bench.setup.sample_people import sample_people
from bench.setup.sample_record import CODES, SampleRecord, create_sample_record

from bsm_projections.databases import Place
from bsm_service.registration.commands import ConfirmRegistration, RegisterDelegates
from bsm_service.vault.personal_details import PersonalDetails

_GOAL = 6  # times as fast as single commands
_SECONDS_PER_DELEGATE = 2 / 10_000


def measure_bulk_registration(
    place: Place, delegates: int, single_commands: int, rounds: int
) -> Measurement:
    """Registrations a second by lists, beside as many single commands as are needed.

    A record of its own, so that the others are measured on the facts that they name.
    """
    record = create_sample_record(place)
    singles = max(1, single_commands // rounds)
    bulk_rates, single_rates = [], []
    try:
        for _ in range(rounds):
            # In turns, so that a slow minute of the machine affects all alike.
            single_rates.append(singles / _time_single_commands(record, singles))
            bulk_rates.append(delegates / _time_list(record, delegates))
    finally:
        record.system.close()
    measured = singles * rounds
    note = "" if measured >= delegates else f", extrapolated from {measured:,}"
    bulk_rate, single_rate = median(bulk_rates), median(single_rates)
    return compare_rates(
        f"bulk import of {delegates:,} registrations / single commands{note}",
        bulk_rate,
        single_rate,
        "/s",
        _GOAL,
        "each a person, sealed, nominated and confirmed: "
        f"{delegates / bulk_rate:.2f} s as a list, {delegates / single_rate:.1f} s one "
        "by one",
    )


def _time_list(record: SampleRecord, delegates: int) -> float:
    """Seconds for a list of so many delegates."""
    command = RegisterDelegates.model_validate(
        {"meeting_id": record.meeting_id, **_list_body(delegates, record.people)}
    )
    start = time.perf_counter()
    record.execute(command)
    return time.perf_counter() - start


def _time_single_commands(record: SampleRecord, delegates: int) -> float:
    """Seconds for so many delegates, each nominated and confirmed."""
    start = time.perf_counter()
    for number in range(delegates):
        person = PersonalDetails.model_validate(next(record.people))
        registration_id = record.nominate_delegate(number, person)
        record.execute(ConfirmRegistration(registration_id=registration_id))
    return time.perf_counter() - start


def measure_bulk_registration_over_http(
    product: Server, path: str, token: str, delegates: int
) -> Measurement:
    """From sending a list to its answer, as a client waits for it."""
    headers = {"Authorization": f"Bearer {token}"}
    body = _list_body(delegates, sample_people())
    start = time.perf_counter()
    product.request("POST", f"{path}/bulk", body, headers)
    answered = time.perf_counter() - start
    while product.request("GET", "/api/v1/health")["lag"]:
        time.sleep(0.02)
    listed = time.perf_counter() - start
    return compare_with_limit(
        f"bulk import of {delegates:,} registrations over HTTP",
        answered,
        delegates * _SECONDS_PER_DELEGATE,
        "s",
        "each a person, sealed, nominated and confirmed; in every list "
        f"{listed:.1f} s after the request",
    )


def _list_body(delegates: int, people: Iterator[dict[str, Any]]) -> dict[str, Any]:
    """The request for a list of delegates, each State in its turn."""
    rows = [
        {
            "delegation": CODES[number % len(CODES)],
            "function": "member",
            "person": next(people),
        }
        for number in range(delegates)
    ]
    return {"delegates": rows, "confirmed": True}
