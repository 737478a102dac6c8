"""What follows from facts, while every database goes again and again."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from threading import Event, Thread
from uuid import UUID

from faults.fault import POSTGRES, Finding, Scene, fault, must
from faults.judging import judge_system
from faults.servers import Server
from faults.waiting import until
from faults.writing import Told, ask_again, ask_until, identity, subjects
from systems import BERLIN_DETAILS

from bsm_domain.errors import DomainError
from bsm_projections.databases import TROUBLE
from bsm_projections.moment import Audience
from bsm_projections.queries.next_meeting import unsettled
from bsm_service import commands as ask
from bsm_service.bootstrap import System
from bsm_service.erasure.asked import asked_by
from bsm_service.erasure.traces import alive

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
    steps = _steps(*subjects(system), here.chance)
    system.start()
    kills = Thread(
        target=_terminate,
        args=(here.server(), place.schema, Random(here.chance.random()), over),
    )
    kills.start()
    try:
        for _ in range(here.rounds):
            goal = len(told.accepted) + 3 * _PEOPLE
            ask_until(
                lambda n=goal: len(told.accepted) >= n,
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
    erased = len(asked_by(system.store))
    must(erased > 0, "nobody was erased")
    facts = judge_system(system, told, all_can_be_read=False)
    return Finding(
        f"{len(told.asked)} commands, {erased} of them erase",
        f"{len(told.accepted)} accepted, {unknown} unknown; nothing is left to do; "
        f"{facts} facts",
    )


def _terminate(server: Server, schema: str, chance: Random, over: Event) -> None:
    while not over.wait(0.05):
        for pid in server.backends(f"{schema}_{chance.choice(_PARTS)}"):
            server.ask("SELECT pg_terminate_backend(%s)", pid)


def _steps(meeting: UUID, objective: UUID, chance: Random) -> Iterator[ask.Command]:
    """People who are entered and erased, promises until the next meeting, and one."""
    for edition in range(11, 1_000):
        for _ in range(_PEOPLE):
            person = identity(chance)
            yield ask.EnterParticipant(
                participant_id=person,
                delegation="AT",
                person={"name": "Eva Muster", "email": f"{person.hex}@example.org"},
            )
            yield ask.ErasePersonalData(participant_id=person, reason="asked for it")
            yield ask.ProposeActivity(
                activity_id=identity(chance),
                objective_id=objective,
                title="Share the border protocol",
                owner="AT",
                due_precision="next meeting",
            )
        later = timedelta(days=400 + edition)
        details = BERLIN_DETAILS.model_copy(
            update={
                "edition": edition,
                "starts_on": BERLIN_DETAILS.starts_on + later,
                "ends_on": BERLIN_DETAILS.ends_on + later,
            }
        )
        yield ask.AnnounceMeeting(meeting_id=identity(chance), details=details)


def _nothing_is_left(system: System) -> bool:
    try:
        with system.ask(system.now(), Audience(focal_points_matter=True)) as question:
            dates = unsettled(question)
        asked = asked_by(system.store)
        keys = {key for one in asked for key in one.keys}
        people = {one.person for one in asked if one.person is not None}
        return not dates and not alive(system.vault, keys, people)
    except (DomainError, *TROUBLE):  # the last connections that were ended
        return False
