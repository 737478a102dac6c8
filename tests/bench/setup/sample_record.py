"""The record that is measured: one meeting, every State invited, many registrations."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from bench.setup.sample_people import people

from bsm_domain.meeting import InvitedDelegation, MeetingDetails
from bsm_domain.objective import OutcomeKind
from bsm_domain.registration import DelegateFunction
from bsm_domain.roles import Role, SignInMethod
from bsm_domain.states import STATES, DelegationKind, state_name
from bsm_projections.databases import Place
from bsm_projections.read_store import OPEN
from bsm_service import commands as ask
from bsm_service.bootstrap import System, open_system
from bsm_service.clock import utc_now
from bsm_service.commands import Command
from bsm_service.new_ids import new_id
from bsm_service.permissions import Principal
from bsm_service.personal_details import PersonalDetails
from bsm_service.service import Answer

CALLERS = 32
CONFIRMED = 10  # one registration in so many, which makes two facts more
_SEATS = 100_000
_DAY = date(2027, 4, 12)
_OBJECTIVES = 12
_ACTIVITIES = 60
CODES = tuple(
    code
    for code, state in STATES.items()
    if state.kind is DelegationKind.PARTICIPATING_STATE
)


@dataclass(frozen=True)
class Scene:
    """A record in a folder of its own, and the meeting that everybody registers for."""

    system: System
    meeting_id: UUID
    secretariat: Principal
    people: Iterator[dict[str, Any]] = field(default_factory=people)

    @property
    def folder(self) -> Path:
        return self.system.place.folder

    def do(self, command: Command) -> Answer:
        return self.system.service.execute(
            command, self.secretariat, command_id=new_id(utc_now())
        )

    def nominate(self, number: int, person: PersonalDetails | None = None) -> UUID:
        """One more registration, each State in its turn; of nobody yet by itself."""
        answer = self.do(
            ask.NominateDelegate(
                meeting_id=self.meeting_id,
                registration_id=None if person else new_id(utc_now()),
                delegation=CODES[number % len(CODES)],
                function=DelegateFunction.MEMBER,
                person=person,
            )
        )
        return answer.id

    def register(self, registrations: int) -> None:
        """Many registrations, a tenth of them confirmed."""

        def one(number: int) -> None:
            id = self.nominate(number)
            if number % CONFIRMED == 0:
                self.do(ask.ConfirmRegistration(registration_id=id))

        with ThreadPoolExecutor(CALLERS) as callers:
            list(callers.map(one, range(registrations)))
        self.system.engine.catch_up()

    def registrations(self) -> int:
        with self.system.engine.view() as view:
            return view.count(
                "SELECT count(*) FROM {registrations} WHERE meeting_id = :id "
                f"AND to_position = {OPEN}",
                id=str(self.meeting_id),
            )


def open_scene(place: Place) -> Scene:
    """A new record with its meeting, some objectives and what was promised on them."""
    system = open_system(place)
    system.establish("Bench")
    identity = system.identity
    cookie = identity.start_session(
        "bench", Role.SECRETARIAT, None, SignInMethod.SYSTEM
    )
    secretariat = identity.of_cookie(cookie)
    assert secretariat is not None
    scene = Scene(system, new_id(utc_now()), secretariat)
    announce(scene, scene.meeting_id, _DAY)
    objectives = [_objective(scene, number) for number in range(_OBJECTIVES)]
    for number in range(_ACTIVITIES):
        _promise(scene, number, objectives[number % _OBJECTIVES])
    return scene


def announce(scene: Scene, id: UUID, day: date) -> None:
    """One more meeting, to which every State is invited; its registration is open."""
    details = MeetingDetails(
        series="Bench",
        title="Meeting",
        starts_on=day,
        ends_on=day,
        time_zone="Europe/Vienna",
    )
    invited = tuple(
        InvitedDelegation(
            code=code,
            kind=DelegationKind.PARTICIPATING_STATE,
            name=state_name(code, day),
            quota=_SEATS,
        )
        for code in CODES
    )
    scene.do(ask.AnnounceMeeting(meeting_id=id, details=details))
    scene.do(ask.InviteDelegations(meeting_id=id, delegations=invited))
    scene.do(ask.OpenRegistration(meeting_id=id, capacity=_SEATS))


def _objective(scene: Scene, number: int) -> UUID:
    id = new_id(utc_now())
    scene.do(
        ask.SetObjective(
            meeting_id=scene.meeting_id,
            objective_id=id,
            code=f"O{number + 1}",
            text=f"Objective {number + 1}",
            outcome_kind=OutcomeKind.DISCUSSION,
        )
    )
    return id


def _promise(scene: Scene, number: int, objective_id: UUID) -> None:
    scene.do(
        ask.ProposeActivity(
            activity_id=new_id(utc_now()),
            objective_id=objective_id,
            title=f"Activity {number + 1}",
            owner=CODES[number % len(CODES)],
            due_on=_DAY,
        )
    )
