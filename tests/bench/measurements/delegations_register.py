"""Registration with every rule on: lists, whole delegations, the waiting list, and the
list of participants. All are times of this process's CPU.
"""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from statistics import median
from uuid import UUID

from bench.measurements.read_models import earlier_moment
from bench.results import Measurement, compare_rates, compare_with_limit
from bench.setup.sample_delegations import (
    announce_meeting_with_rules,
    announce_plain_meeting,
    list_rows,
    sample_note,
)
from bench.setup.sample_record import CALLERS, CODES, SampleRecord, create_sample_record

from bsm_domain.meetings.issued_list_facts import ListEdition
from bsm_projections.databases import Place
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.engine.moment import Moment
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.leadership.registration_figures import registration_figures
from bsm_projections.registration.seats.queries import queue
from bsm_service.application.record_list import QueryRequest
from bsm_service.meetings.commands import ChangeCapacity
from bsm_service.registration.commands import (
    NominateDelegation,
    RegisterDelegates,
    WaitlistRegistration,
    WithdrawRegistration,
)
from bsm_service.registration.list_of_participants.commands import IssueList
from bsm_service.registration.list_of_participants.document import list_document
from bsm_service.registration.list_of_participants.lists import LIST_OF_PARTICIPANTS
from bsm_service.registration.list_of_participants.model import ListOfParticipants

_LIST_FACTOR = 1.2  # CPU of a plain list
_DELEGATION_SIZE = 12
_DELEGATION_LIMIT = 0.02  # seconds
_PROMOTION_LIMIT = 0.01
_PAGE_LIMIT = 0.03
_FIGURES_LIMIT = 0.01
_PAST_SHARE = 0.5  # of the rate of now
_PDF_LIMIT = 2.0
_REPEATS = 15
_WITHDRAWALS = 15
_LISTED = 10  # one participant on paper for so many in the long list


def measure_delegations_register(
    place: Place, delegates: int, rounds: int
) -> list[Measurement]:
    """On a record of its own. `delegates` are those of a list, and those who wait."""
    record = create_sample_record(place)
    try:
        return [
            _measure_lists(record, delegates, rounds),
            _measure_whole_delegations(record),
            *_measure_waiting_list(record, delegates),
            _measure_document(record, max(1, delegates // _LISTED)),
        ]
    finally:
        record.system.close()


def cpu_seconds_of(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _measure_lists(record: SampleRecord, delegates: int, rounds: int) -> Measurement:
    """In turns: the same list on a plain meeting, and with all rules."""
    plain, ruled = [], []
    for number in range(rounds):
        meeting_id = announce_plain_meeting(record, number)
        plain.append(_time_list(record, meeting_id, delegates, composed=False))
        meeting_id, _ = announce_meeting_with_rules(record, number)
        ruled.append(_time_list(record, meeting_id, delegates, composed=True))
    seconds, plain_seconds = median(ruled), median(plain)
    return compare_with_limit(
        f"list of {delegates:,} with heads, alternates and notes: CPU",
        seconds,
        plain_seconds * _LIST_FACTOR,
        "s",
        f"each a person, sealed, nominated and confirmed; {plain_seconds:.2f} s "
        f"without rules, so {seconds / plain_seconds:.2f} times",
    )


def _time_list(
    record: SampleRecord, meeting_id: UUID, delegates: int, *, composed: bool
) -> float:
    rows = list_rows(record, delegates, composed=composed)
    command = RegisterDelegates.model_validate(
        {"meeting_id": meeting_id, "delegates": rows, "confirmed": True}
    )
    return cpu_seconds_of(lambda: record.execute(command))


def _measure_whole_delegations(record: SampleRecord) -> Measurement:
    """Each State nominates one, in its own order, with a new note."""
    meeting_id, _ = announce_meeting_with_rules(record, 0)
    record.system.engine.catch_up()
    durations = []
    for code in CODES:
        people = [next(record.people) for _ in range(_DELEGATION_SIZE)]
        functions = ["head", "alternate", *["member"] * (_DELEGATION_SIZE - 2)]
        command = NominateDelegation.model_validate(
            {
                "meeting_id": meeting_id,
                "delegation": code,
                "delegates": [
                    {"function": function, "person": person}
                    for function, person in zip(functions, people, strict=True)
                ],
                "note": sample_note(),
            }
        )
        durations.append(cpu_seconds_of(partial(record.execute, command)))
    return compare_with_limit(
        f"whole delegation of {_DELEGATION_SIZE} with its note: CPU",
        median(durations) * 1000,
        _DELEGATION_LIMIT * 1000,
        "ms",
        f"the middle of {len(CODES)}, all rules on; each a person, sealed",
    )


def _measure_waiting_list(record: SampleRecord, waiting: int) -> list[Measurement]:
    """A withdrawal frees a seat while half of them wait; then the lists of all."""
    meeting_id, _ = announce_meeting_with_rules(record, 1)
    half = waiting // 2
    seated = _nominate(record, meeting_id, _WITHDRAWALS + 1, confirmed=True)
    record.execute(ChangeCapacity.model_validate(_capacity(meeting_id, len(seated))))
    _wait(record, _nominate(record, meeting_id, half, confirmed=False))
    withdrawals = [
        cpu_seconds_of(
            partial(record.execute, WithdrawRegistration(registration_id=id))
        )
        for id in seated[1:]
    ]
    _wait(record, _nominate(record, meeting_id, waiting - half, confirmed=False))
    record.system.engine.catch_up()
    live = record.system.now()
    past = earlier_moment(live, 0.9)
    meeting = str(meeting_id)

    def first_page(context: ReadContext) -> object:
        return queue(context, meeting)

    def figures(context: ReadContext) -> object:
        return registration_figures(context, meeting)

    page, past_page = (_cpu_of(record, at, first_page) for at in (live, past))
    figure, past_figure = (_cpu_of(record, at, figures) for at in (live, past))
    then = "as known when nine facts of ten were on record"
    return [
        compare_with_limit(
            f"withdrawal that promotes, {half:,} waiting: CPU",
            median(withdrawals) * 1000,
            _PROMOTION_LIMIT * 1000,
            "ms",
            f"the middle of {len(withdrawals)}; notes needed, so whoever is first "
            "must be covered",
        ),
        compare_with_limit(
            f"first page of a waiting list of {waiting:,}: CPU", page, _PAGE_LIMIT, "s"
        ),
        compare_rates(
            "first page of the waiting list of the past / of now",
            1 / past_page,
            1 / page,
            "/s",
            _PAST_SHARE,
            then,
        ),
        compare_with_limit(
            f"figures of {waiting:,} registrations: CPU", figure, _FIGURES_LIMIT, "s"
        ),
        compare_rates(
            "figures of registration of the past / of now",
            1 / past_figure,
            1 / figure,
            "/s",
            _PAST_SHARE,
            then,
        ),
    ]


def _capacity(meeting_id: UUID, seats: int) -> dict[str, object]:
    return {
        "meeting_id": meeting_id,
        "capacity": seats,
        "reason": "the room is smaller",
    }


def _nominate(
    record: SampleRecord, meeting_id: UUID, delegates: int, *, confirmed: bool
) -> list[UUID]:
    """Members of every State, whose notes are on record; their registrations."""
    rows = list_rows(record, delegates, composed=False)
    command = RegisterDelegates.model_validate(
        {"meeting_id": meeting_id, "delegates": rows, "confirmed": confirmed}
    )
    answer = record.execute(command)
    kind = "bsm.registration.nominated."
    return [
        fact.stream_id for fact in answer.facts if fact.stored_name.startswith(kind)
    ]


def _wait(record: SampleRecord, registrations: Sequence[UUID]) -> None:
    def wait(id: UUID) -> None:
        record.execute(WaitlistRegistration(registration_id=id))

    with ThreadPoolExecutor(CALLERS) as callers:
        list(callers.map(wait, registrations))


def _cpu_of(
    record: SampleRecord, moment: Moment, query: Callable[[ReadContext], object]
) -> float:
    """The middle of several times, in seconds."""

    def read() -> None:
        with record.system.read(moment, UNRESTRICTED_AUDIENCE) as context:
            query(context)

    return median(cpu_seconds_of(read) for _ in range(_REPEATS))


def _measure_document(record: SampleRecord, people: int) -> Measurement:
    meeting_id = announce_plain_meeting(record, 2)
    _nominate(record, meeting_id, people, confirmed=True)
    record.execute(IssueList(meeting_id=meeting_id, edition=ListEdition.PROVISIONAL))
    record.system.engine.catch_up()

    def draw() -> None:
        with record.system.read(record.system.now(), UNRESTRICTED_AUDIENCE) as context:
            request = QueryRequest(
                system=record.system,
                principal=record.secretariat,
                context=context,
                place="bench",
                purpose="bench",
            )
            issued = LIST_OF_PARTICIPANTS.query(request, str(meeting_id))
            assert isinstance(issued, ListOfParticipants)
            assert issued.persons == people
            list_document(request, issued).render()

    draw()  # what is loaded once in a process is not measured
    seconds = median(cpu_seconds_of(draw) for _ in range(3))
    return compare_with_limit(
        f"list of {people:,} participants as PDF: CPU",
        seconds,
        _PDF_LIMIT,
        "s",
        "names opened, readings logged, drawn by typst",
    )
