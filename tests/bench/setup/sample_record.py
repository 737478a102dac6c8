"""The record that is measured: one meeting, every State invited, many registrations."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from bench.setup.sample_people import sample_people

from bsm_domain.foundation.participating_states import (
    STATES,
    DelegationKind,
    state_name,
)
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.meetings.meeting_facts import InvitedDelegation, MeetingDetails
from bsm_domain.meetings.objective import OutcomeKind
from bsm_projections.databases import Place
from bsm_projections.engine.temporal_tables import STILL_CURRENT
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.assembly.bootstrap import open_system
from bsm_service.follow_up.commands import ProposeActivity
from bsm_service.foundation.clock import Clock, utc_now
from bsm_service.foundation.identifiers import new_id
from bsm_service.meetings.commands import (
    AnnounceMeeting,
    InviteDelegations,
    OpenRegistration,
)
from bsm_service.meetings.objective_commands import SetObjective
from bsm_service.registration.commands import ConfirmRegistration, NominateDelegate
from bsm_service.vault.personal_details import PersonalDetails

CALLERS = 32
CONFIRMED_EVERY = 10  # one registration in so many, which makes two facts more
_SEATS = 100_000
_DAY = date(2027, 4, 12)
OBJECTIVES = 12
_ACTIVITIES = 60
CODES = tuple(
    code
    for code, state in STATES.items()
    if state.kind is DelegationKind.PARTICIPATING_STATE
)


@dataclass(frozen=True)
class SampleRecord:
    """A record in a folder of its own, and the meeting that everybody registers for."""

    system: System
    meeting_id: UUID
    secretariat: Principal
    people: Iterator[dict[str, Any]] = field(default_factory=sample_people)

    @property
    def folder(self) -> Path:
        return self.system.place.folder

    def execute(self, command: Command) -> CommandResult:
        return self.system.service.execute(
            command, self.secretariat, command_id=new_id(utc_now())
        )

    def nominate_delegate(
        self, number: int, person: PersonalDetails | None = None
    ) -> UUID:
        """One more registration, each State in its turn; without a person, of nobody
        yet.
        """
        answer = self.execute(
            NominateDelegate(
                meeting_id=self.meeting_id,
                registration_id=None if person else new_id(utc_now()),
                delegation=CODES[number % len(CODES)],
                function=DelegateFunction.MEMBER,
                person=person,
            )
        )
        return answer.id

    def add_registrations(self, registrations: int) -> None:
        """Many registrations, a tenth of them confirmed."""

        def add_registration(number: int) -> None:
            registration_id = self.nominate_delegate(number)
            if number % CONFIRMED_EVERY == 0:
                self.execute(ConfirmRegistration(registration_id=registration_id))

        with ThreadPoolExecutor(CALLERS) as callers:
            list(callers.map(add_registration, range(registrations)))
        self.system.engine.catch_up()

    def count_registrations(self) -> int:
        with self.system.engine.snapshot() as snapshot:
            return snapshot.count(
                "SELECT count(*) FROM {registrations} WHERE meeting_id = :id "
                f"AND to_position = {STILL_CURRENT}",
                id=str(self.meeting_id),
            )


def create_sample_record(place: Place, clock: Clock = utc_now) -> SampleRecord:
    """A new record with its meeting, objectives, and activities proposed on them."""
    system = open_system(place, clock=clock)
    system.establish_network("Bench")
    identity = system.identity
    cookie = identity.start_session(
        "bench", Role.SECRETARIAT, None, SignInMethod.SYSTEM
    )
    secretariat = identity.principal_from_cookie(cookie)
    assert secretariat is not None
    record = SampleRecord(system, new_id(utc_now()), secretariat)
    announce_meeting(record, record.meeting_id, _DAY)
    objectives = [set_objective(record, number) for number in range(OBJECTIVES)]
    for number in range(_ACTIVITIES):
        propose_activity(record, number, objectives[number % OBJECTIVES])
    return record


def announce_meeting(record: SampleRecord, meeting_id: UUID, day: date) -> None:
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
    record.execute(AnnounceMeeting(meeting_id=meeting_id, details=details))
    record.execute(InviteDelegations(meeting_id=meeting_id, delegations=invited))
    record.execute(OpenRegistration(meeting_id=meeting_id, capacity=_SEATS))


def set_objective(record: SampleRecord, number: int) -> UUID:
    objective_id = new_id(utc_now())
    record.execute(
        SetObjective(
            meeting_id=record.meeting_id,
            objective_id=objective_id,
            code=f"O{number + 1}",
            text=f"Objective {number + 1}",
            outcome_kind=OutcomeKind.DISCUSSION,
        )
    )
    return objective_id


def propose_activity(record: SampleRecord, number: int, objective_id: UUID) -> UUID:
    return record.execute(
        ProposeActivity(
            activity_id=new_id(utc_now()),
            objective_id=objective_id,
            title=f"Activity {number + 1}",
            owner=CODES[number % len(CODES)],
            due_on=_DAY,
        )
    ).id
