"""A whole product in a folder, and the people who use it. Knows nothing of pytest."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Barrier, Event, Thread
from typing import Any
from uuid import UUID, uuid4

from sqlite_template import copy_tables

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.participating_states import (
    STATES,
    DelegationKind,
    state_name,
)
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_domain.foundation.values import DelegateFunction, MatterAudience
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.meeting_facts import (
    InvitedDelegation,
    MeetingAnnounced,
    MeetingDetails,
)
from bsm_domain.meetings.objective import Objective, OutcomeKind
from bsm_projections.databases import Place
from bsm_projections.engine.engine import Engine
from bsm_projections.engine.sealed_texts import BoundText, bound_text, is_sealed
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.assembly.bootstrap import open_system
from bsm_service.follow_up.commands import (
    AcceptActivity,
    AgreeActivity,
    ProposeActivity,
)
from bsm_service.foundation.clock import Clock, SinceBoot
from bsm_service.meetings.commands import (
    AnnounceMeeting,
    InviteDelegations,
    OpenMeeting,
    OpenRegistration,
)
from bsm_service.meetings.objective_commands import SetObjective
from bsm_service.people.commands import EnterParticipant
from bsm_service.registration.commands import ConfirmRegistration, NominateDelegate
from bsm_service.vault import Vault, handles_of
from bsm_service.vault.personal_details import PersonalDetails

BERLIN_STARTS = date(2016, 4, 12)
BERLIN_DETAILS = MeetingDetails(
    series="Annual Meeting",
    title="10th Annual Meeting of National Focal Points",
    edition=10,
    city="Berlin",
    host="DE",
    chair="DE",
    starts_on=BERLIN_STARTS,
    ends_on=date(2016, 4, 13),
    time_zone="Europe/Berlin",
)
START = datetime(2016, 1, 4, 9, 0, tzinfo=UTC)


def people_with_email(vault: Vault, email: str) -> list[tuple[UUID, str]]:
    """The people with this address, and their delegations."""
    found = vault.people.people_with(handles_of(email=email, names=()))
    return [tuple(person) for people in found.values() for person in people]


@dataclass
class StoryClock:
    """A clock that stands still until a test moves it."""

    time: datetime = START

    def __call__(self) -> datetime:
        return self.time

    def pass_by(self, interval: timedelta) -> None:
        self.time += interval


def principal(role: Role, delegation: str | None = None) -> Principal:
    """Somebody in a role; every role and delegation is an account of its own."""
    account = f"{role}-{delegation or 'none'}"
    return Principal(account, role, delegation, SignInMethod.SYSTEM)


SECRETARIAT = principal(Role.SECRETARIAT)
CHAIR = principal(Role.CHAIR)
AUSTRIA = principal(Role.FOCAL_POINT, "AT")
ITALY = principal(Role.FOCAL_POINT, "IT")
PARTICIPANT = principal(Role.PARTICIPANT)
AUDITOR = principal(Role.AUDITOR)
LEADERSHIP = principal(Role.LEADERSHIP)
ADMINISTRATOR = principal(Role.ADMINISTRATOR)


def system_in(
    where: Path | Place,
    *,
    clock: Clock | None = None,
    established: bool = True,
    since_boot: SinceBoot | None = None,
) -> System:
    """The product at a place; its clock stands at the start of 2016, and is watched
    only with a `since_boot`.

    A data folder without databases gets copies of empty ones.
    """
    place = place_of(where)
    copy_tables(place)
    system = open_system(
        place,
        clock=clock or StoryClock(),
        origin="example.org/bsm",
        since_boot=since_boot,
    )
    if established:
        system.establish_network("Network of the tests")
    return system


def go_to_first_day(system: System) -> None:
    """A clock that stands goes to the day on which Berlin begins."""
    clock = system.store.clock
    if isinstance(clock, StoryClock):
        clock.time = max(clock.time, datetime(2016, 4, 12, 7, tzinfo=UTC))


def open_meeting(system: System, meeting: UUID, by: Principal = SECRETARIAT) -> None:
    """On its first day."""
    go_to_first_day(system)
    do(system, OpenMeeting(meeting_id=meeting), by)


def place_of(where: Path | Place) -> Place:
    """A folder alone is a place on SQLite."""
    return where if isinstance(where, Place) else Place(where)


def do(
    system: System,
    command: Command,
    by: Principal = SECRETARIAT,
    *,
    command_id: UUID | None = None,
    expected_version: int | None = None,
) -> CommandResult:
    """Asks through the single door."""
    return system.service.execute(
        command,
        by,
        command_id=command_id or uuid4(),
        expected_version=expected_version,
    )


def invited(code: str, quota: int = 3) -> InvitedDelegation:
    """A State by its code, or an organisation by any other."""
    state = STATES.get(code)
    return InvitedDelegation(
        code=code,
        kind=state.kind if state else DelegationKind.ORGANISATION,
        name=state_name(code, BERLIN_STARTS) if state else code.title(),
        quota=quota,
    )


def next_details(system: System) -> MeetingDetails:
    """Those of Berlin, with an edition that is not yet on record."""
    facts = system.store.compared_first_facts(Meeting)
    known = [fact.details for fact in facts if isinstance(fact, MeetingAnnounced)]
    edition = BERLIN_DETAILS.edition_after(known) if known else BERLIN_DETAILS.edition
    return BERLIN_DETAILS.model_copy(update={"edition": edition})


def announce_berlin(
    system: System,
    *,
    quotas: dict[str, int] | None = None,
    capacity: int = 100,
    open_registration: bool = True,
) -> UUID:
    """The Berlin meeting, with Austria, Italy, Skopje, Algeria and Frontex invited; a
    further one of the same record is the next edition.
    """
    meeting = uuid4()
    quotas = quotas or {"AT": 3, "IT": 3, "MK": 2, "DZ": 2, "FRONTEX": 1}
    do(system, AnnounceMeeting(meeting_id=meeting, details=next_details(system)))
    do(
        system,
        InviteDelegations(
            meeting_id=meeting,
            delegations=tuple(invited(code, quota) for code, quota in quotas.items()),
        ),
    )
    if open_registration:
        do(system, OpenRegistration(meeting_id=meeting, capacity=capacity))
    return meeting


def nominate(
    system: System, meeting: UUID, delegation: str = "AT", by: Principal = SECRETARIAT
) -> UUID:
    registration = uuid4()
    do(
        system,
        NominateDelegate(
            meeting_id=meeting,
            registration_id=registration,
            delegation=delegation,
            function=DelegateFunction.MEMBER,
        ),
        by,
    )
    return registration


def enter(
    system: System,
    participant: UUID | None = None,
    delegation: str = "AT",
    *,
    by: Principal = SECRETARIAT,
    **details: str,
) -> UUID:
    """Somebody on record, called Eva Beispiel if not told otherwise."""
    id = participant or uuid4()
    person = PersonalDetails(**({"name": "Eva Beispiel"} | details))
    do(
        system,
        EnterParticipant(participant_id=id, delegation=delegation, person=person),
        by,
    )
    return id


def confirm(system: System, registration: UUID) -> CommandResult:
    return do(system, ConfirmRegistration(registration_id=registration))


def set_objective(
    system: System,
    meeting: UUID,
    *,
    code: str | None = None,
    audience: MatterAudience = MatterAudience.ALL,
) -> UUID:
    """An objective with a code of its own: O1, then O2."""
    objective = uuid4()
    number = len(system.store.compared_first_facts(Objective)) + 1
    do(
        system,
        SetObjective(
            meeting_id=meeting,
            objective_id=objective,
            code=code or f"O{number}",
            text="Share what works at joint border posts.",
            audience=audience,
            outcome_kind=OutcomeKind.AGREEMENT,
        ),
    )
    return objective


def propose(
    system: System, objective: UUID, *, owner: str = "AT", by: Principal = SECRETARIAT
) -> UUID:
    """A follow-up activity, due at the end of September 2016."""
    activity = uuid4()
    do(
        system,
        ProposeActivity(
            activity_id=activity,
            objective_id=objective,
            title="Share the border protocol",
            owner=owner,
            due_on=date(2016, 9, 30),
        ),
        by,
    )
    return activity


def agree_and_accept(system: System, activity: UUID) -> None:
    do(system, AgreeActivity(activity_id=activity))
    do(system, AcceptActivity(activity_id=activity))


def at_once(works: Iterable[Callable[[], Any]]) -> list[Any]:
    """Does all at the same time, a thread each; answers or refusals, in order."""
    asked = list(works)
    answers: list[Any] = [None] * len(asked)
    start = Barrier(len(asked))

    def ask_one(number: int) -> None:
        start.wait(60)
        try:
            answers[number] = asked[number]()
        except DomainError as refusal:
            answers[number] = refusal
        except Exception as error:
            answers[number] = error

    threads = [Thread(target=ask_one, args=(each,)) for each in range(len(asked))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def until(true: Callable[[], bool]) -> None:
    """Lets other threads run until something is so."""
    nobody = Event()
    for _ in range(5_000_000):
        if true():
            return
        nobody.wait(0)
    raise AssertionError("it never happened")


def shown_rows(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every read model's active generation, in a fixed order."""
    with engine.snapshot() as snapshot:
        return {
            table.name: sorted(
                map(tuple, snapshot.rows("SELECT * FROM {" + table.name + "}")),
                key=repr,
            )
            for model in engine.models.values()
            for table in model.tables
        }


def in_clear(system: System, facts: Iterable[DomainEvent]) -> list[dict[str, Any]]:
    """Facts as plain values with what is sealed opened, since each telling of the same
    story seals with keys and nonces of its own.
    """
    told = [{"fact": type(one).__name__, **one.model_dump()} for one in facts]
    sealed = [found for one in told for found in _sealed_in(one, one)]
    opened = system.vault.open_texts([at for _, _, at in sealed])
    for (holder, name, _), text in zip(sealed, opened, strict=True):
        assert text.missing is None
        holder[name] = text.text
    return told


def _sealed_in(
    value: dict[str, Any], fact: dict[str, Any]
) -> Iterator[tuple[dict[str, Any], str, BoundText]]:
    for name, inside in value.items():
        if is_sealed(inside):
            at = bound_text(
                inside | {"key": inside["key"].hex},
                stream_id=fact["originator_id"].hex,
                field=name,
                command_id=fact["command_id"].hex,
            )
            yield value, name, at
        elif isinstance(inside, dict):
            yield from _sealed_in(inside, fact)
