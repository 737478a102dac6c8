"""What follows from facts, while every database goes again and again."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from random import Random
from threading import Event, Thread
from uuid import UUID

from faults.fault import POSTGRES, Finding, Scene, fault, must
from faults.judging import judge_system
from faults.servers import Server
from faults.waiting import until
from faults.writing import Told, ask_again, ask_until, identity
from systems import BERLIN_DETAILS, do

from bsm_domain.follow_up import DueDateSettled
from bsm_domain.foundation.errors import DomainError
from bsm_projections.databases import DATABASE_ERRORS
from bsm_projections.engine.audience import Audience
from bsm_projections.follow_up.unsettled_due_dates import unsettled_due_dates
from bsm_service.application.command import Command
from bsm_service.application.system import System
from bsm_service.follow_up.commands import ProposeActivity
from bsm_service.meetings.commands import AnnounceMeeting
from bsm_service.people.commands import EnterParticipant, ErasePersonalData
from bsm_service.privacy.erasure.targets import erasure_targets
from bsm_service.privacy.erasure.vault_residuals import still_in_vault

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
def following_cut_off(here: Scene) -> Finding:
    told, place, over = Told(), here.place(), Event()
    system = here.system(place)
    first = _meeting(here.chance, 10)
    do(system, first)
    steps = _steps(first.meeting_id, here.chance)
    system.start()
    kills = Thread(
        target=_terminate,
        args=(here.server(), place.schema, Random(here.chance.random()), over),
    )
    kills.start()
    try:
        for _ in range(here.rounds):
            goal = len(told.accepted) + 3 * _PEOPLE + 2
            ask_until(
                lambda n=goal: len(told.accepted) >= n and _is_announced(told),
                system,
                told,
                here.chance,
                steps,
            )
    finally:
        over.set()
        kills.join()
    unknown = ask_again(system, told)
    until(lambda: _nothing_is_left(system), "all is settled and erased")
    erased, settled = len(erasure_targets(system.store)), _settled(system)
    must(erased and settled, f"{erased} were erased, {settled} dates were settled")
    facts = judge_system(system, told, all_can_be_read=False)
    return Finding(
        f"{len(told.asked)} commands, {erased} of them erase",
        f"{len(told.accepted)} accepted, {unknown} unknown; {settled} dates settled, "
        f"nothing is left to do; {facts} facts",
    )


def _is_announced(told: Told) -> bool:
    return any(isinstance(told.asked[id], AnnounceMeeting) for id in told.accepted)


def _terminate(server: Server, schema: str, chance: Random, over: Event) -> None:
    while not over.wait(0.01):
        for pid in server.backends(f"{schema}_{chance.choice(_PARTS)}"):
            server.ask("SELECT pg_terminate_backend(%s)", pid)


def _meeting(chance: Random, edition: int) -> AnnounceMeeting:
    """One of a far future, for what is promised must be due later than today."""
    starts_on = date(2980, 4, 12) + timedelta(days=400 * (edition - 10))
    days = {"starts_on": starts_on, "ends_on": starts_on + timedelta(days=1)}
    details = BERLIN_DETAILS.model_copy(update={"edition": edition, **days})
    return AnnounceMeeting(meeting_id=identity(chance), details=details)


def _settled(system: System) -> int:
    facts = system.store.facts_by_stored_name(
        [DueDateSettled.TOPIC], 0, system.store.position()
    )
    return len(facts)


def _steps(meeting: UUID, chance: Random) -> Iterator[Command]:
    """People who are entered and erased, promises until the next meeting, and one."""
    for edition in count(11):
        for _ in range(_PEOPLE):
            person = identity(chance)
            yield EnterParticipant(
                participant_id=person,
                delegation="AT",
                person={"name": "Eva Muster", "email": f"{person.hex}@example.org"},
            )
            yield ErasePersonalData(participant_id=person, reason="asked for it")
            yield ProposeActivity(
                activity_id=identity(chance),
                meeting_id=meeting,
                decision="MC.DEC/2/16",
                title="Share the border protocol",
                owner="AT",
                due_precision="next meeting",
            )
        yield _meeting(chance, edition)


def _nothing_is_left(system: System) -> bool:
    try:
        shown = system.now()
        if shown.position < system.store.position():
            return False
        with system.read(shown, Audience(focal_points_matter=True)) as context:
            dates = unsettled_due_dates(context)
        asked = erasure_targets(system.store)
        keys = {key for one in asked for key in one.keys}
        people = {one.person for one in asked if one.person is not None}
        return not dates and not still_in_vault(system.vault, keys, people)
    except (DomainError, *DATABASE_ERRORS):  # the last connections that were ended
        return False
