"""What follows from facts, while every database goes again and again."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from random import Random
from threading import Event, Thread
from uuid import UUID

from faults.callers import Outcomes, ask_again, ask_until, identity
from faults.fault import POSTGRES, FaultContext, Finding, fault, require
from faults.invariants import check_system
from faults.polling import wait_until
from faults.servers import Server
from systems import BERLIN_DETAILS, do

from bsm_domain.follow_up.facts import DueDateSettled
from bsm_domain.foundation.errors import DomainError
from bsm_projections.databases import DATABASE_ERRORS
from bsm_projections.engine.audience import Audience
from bsm_projections.follow_up.due_dates import unsettled_due_dates
from bsm_service.application.command import Command
from bsm_service.application.system import System
from bsm_service.follow_up.commands import ProposeActivity
from bsm_service.meetings.commands import AnnounceMeeting
from bsm_service.people.commands import EnterParticipant, ErasePersonalData
from bsm_service.privacy.erasure.search_terms import still_in_vault
from bsm_service.privacy.erasure.targets import erasure_targets

_PARTS = ("log", "vault", "read", "service")
_PEOPLE = 4  # erased in each round


@fault(
    "backends of every database terminated while dates and erasures follow",
    POSTGRES,
    invariant="accepted is on record once, refused is not; in the end all is settled "
    "and erased",
    rounds=6,
    short=1,
)
def following_cut_off(context: FaultContext) -> Finding:
    outcomes, place, over = Outcomes(), context.place(), Event()
    system = context.system(place)
    first = _meeting(context.random, 10)
    do(system, first)
    steps = _steps(first.meeting_id, context.random)
    system.start()
    kills = Thread(
        target=_terminate,
        args=(context.server(), place.schema, Random(context.random.random()), over),
    )
    kills.start()
    try:
        for _ in range(context.rounds):
            goal = len(outcomes.accepted) + 3 * _PEOPLE + 2
            ask_until(
                lambda n=goal: len(outcomes.accepted) >= n and _is_announced(outcomes),
                system,
                outcomes,
                context.random,
                steps,
            )
    finally:
        over.set()
        kills.join()
    unknown = ask_again(system, outcomes)
    wait_until(lambda: _nothing_is_left(system), "all is settled and erased")
    erased, settled = len(erasure_targets(system.store)), _settled(system)
    require(erased and settled, f"{erased} were erased, {settled} dates were settled")
    facts = check_system(system, outcomes, all_can_be_read=False)
    return Finding(
        f"{len(outcomes.requests)} commands, {erased} of them erase",
        f"{len(outcomes.accepted)} accepted, {unknown} unknown; {settled} dates "
        f"settled, nothing is left to do; {facts} facts",
    )


def _is_announced(outcomes: Outcomes) -> bool:
    return any(
        isinstance(outcomes.requests[id], AnnounceMeeting) for id in outcomes.accepted
    )


def _terminate(server: Server, schema: str, random: Random, over: Event) -> None:
    while not over.wait(0.01):
        for pid in server.backends(f"{schema}_{random.choice(_PARTS)}"):
            server.ask("SELECT pg_terminate_backend(%s)", pid)


def _meeting(random: Random, edition: int) -> AnnounceMeeting:
    """One of a far future, for what is promised must be due later than today."""
    starts_on = date(2980, 4, 12) + timedelta(days=400 * (edition - 10))
    days = {"starts_on": starts_on, "ends_on": starts_on + timedelta(days=1)}
    details = BERLIN_DETAILS.model_copy(update={"edition": edition, **days})
    return AnnounceMeeting(meeting_id=identity(random), details=details)


def _settled(system: System) -> int:
    facts = system.store.facts_by_stored_name(
        [DueDateSettled.TOPIC], 0, system.store.position()
    )
    return len(facts)


def _steps(meeting: UUID, random: Random) -> Iterator[Command]:
    """People who are entered and erased, promises until the next meeting, and one."""
    for edition in count(11):
        for _ in range(_PEOPLE):
            person = identity(random)
            yield EnterParticipant(
                participant_id=person,
                delegation="AT",
                person={"name": "Eva Muster", "email": f"{person.hex}@example.org"},
            )
            yield ErasePersonalData(participant_id=person, reason="asked for it")
            yield ProposeActivity(
                activity_id=identity(random),
                meeting_id=meeting,
                decision="MC.DEC/2/16",
                title="Share the border protocol",
                owner="AT",
                due_precision="next meeting",
            )
        yield _meeting(random, edition)


def _nothing_is_left(system: System) -> bool:
    try:
        unsettled = system.now()
        if unsettled.position < system.store.position():
            return False
        with system.read(unsettled, Audience(focal_points_matter=True)) as context:
            dates = unsettled_due_dates(context)
        erasures = erasure_targets(system.store)
        keys = {key for target in erasures for key in target.keys}
        people = {target.person for target in erasures if target.person is not None}
        return not dates and not still_in_vault(system.vault, keys, people)
    except (DomainError, *DATABASE_ERRORS):  # the last connections that were ended
        return False
