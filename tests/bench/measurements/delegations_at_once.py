"""All delegations take a position in the same second, through two processes."""

from statistics import median
from uuid import UUID

from bench.measurements.matrix_on_screen import measure_matrix_on_screen
from bench.results import Measurement, compare_rates
from bench.setup import processes
from bench.setup.processes import HOST, running_product
from bench.setup.sample_decisions import record_positions, table_decisions
from bench.setup.sample_record import CODES, create_sample_record

from bsm_domain.agreement.values import Position
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_projections.databases import Place
from bsm_service.foundation.clock import utc_now
from bsm_service.identity import SESSION_COOKIE_NAME

_GOAL = 1.5


def measure_delegations_at_once(
    place: Place, rounds: int, drafts: int
) -> tuple[Measurement, Measurement]:
    """In turns, each round on two decisions of its own; none may be refused. Then the
    matrix of these and further drafts on a page of the first process.
    """
    drafts = max(drafts, 2 * rounds)
    record = create_sample_record(place)
    try:
        decisions = table_decisions(record, drafts)
        for id in decisions[2 * rounds :]:
            record_positions(record, id, utc_now())
        session = record.system.identity.start_session(
            "bench", Role.SECRETARIAT, None, SignInMethod.SYSTEM
        )
        tokens = {
            code: record.system.identity.create_token(
                f"bench {code}", Role.FOCAL_POINT, code
            )
            for code in CODES
        }
    finally:
        record.system.close()
    together, in_turn = [], []
    with running_product(place) as first, running_product(place) as second:
        ports = (first.port, second.port)
        for number in range(0, 2 * rounds, 2):
            one, other = decisions[number : number + 2]
            in_turn.append(_rate(one, tokens, ports, at_once=False))
            together.append(_rate(other, tokens, ports, at_once=True))
        cookie = (SESSION_COOKIE_NAME, session)
        on_screen = measure_matrix_on_screen(first, cookie, drafts, rounds)
    at_once = compare_rates(
        f"{len(CODES)} delegations at once through two processes / one after the other",
        median(together),
        median(in_turn),
        "/s",
        _GOAL,
        "a position each, over HTTP; none refused",
    )
    return at_once, on_screen


def _rate(
    decision_id: UUID, tokens: dict[str, str], ports: tuple[int, int], *, at_once: bool
) -> float:
    """Positions a second."""
    people = [
        {
            "headers": {"Authorization": f"Bearer {token}"},
            "body": {"delegation": code, "version": 1, "position": Position.AGREE},
        }
        for code, token in tokens.items()
    ]
    job = {
        "host": HOST,
        "ports": ports,
        "path": f"/api/v1/decisions/{decision_id}/positions",
        "people": people,
        "at_once": at_once,
    }
    answered = processes.run_job("simultaneous_requests", job)
    refused = [status for status in answered["statuses"] if status >= 400]
    if refused:
        raise OSError(f"{len(refused)} positions were refused: {refused[0]}")
    return len(people) / float(answered["seconds"])
