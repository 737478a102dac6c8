"""The 10th annual meeting, as described in `berlin-tenth-meeting.yaml`.

Title, dates, agenda, objectives, delegations and the total are from public pages.
Quotas, capacity, the dates of preparation and the Chair's summaries are invented; the
summaries only repeat the agenda, and attribute no statement to any State.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from bsm_domain.foundation.participating_states import DelegationKind, state_name
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.meeting_facts import (
    InvitedDelegation,
    MeetingDetails,
    SessionKind,
    StatedTotal,
)
from bsm_domain.meetings.objective import OutcomeKind
from bsm_service.application.command import Command
from bsm_service.demonstration.meetings import BERLIN_STARTS_ON
from bsm_service.demonstration.seeding_steps import (
    CHAIR,
    SECRETARIAT,
    SeedingStep,
    at_minute,
    read_yaml,
    story_uuid,
)
from bsm_service.meetings.commands import (
    AnnounceMeeting,
    CloseRegistration,
    ConcludeMeeting,
    InviteDelegations,
    OpenMeeting,
    OpenRegistration,
    RecordDiscussion,
    ScheduleSession,
    SetObjective,
    StateAttendance,
)

BERLIN = story_uuid("meeting", str(BERLIN_STARTS_ON))

CAPACITY = 110
QUOTAS = {"DE": 5, "US": 4, "PL": 4}
_QUOTA = {
    DelegationKind.PARTICIPATING_STATE: 3,
    DelegationKind.PARTNER: 2,
    DelegationKind.ORGANISATION: 2,
}
_AGENCIES = {"FBI": "US", "NCTC": "US"}

ANNOUNCED_ON = date(2015, 11, 16)
INVITED_ON = date(2015, 11, 30)
REGISTRATION_OPENS_ON = date(2015, 12, 4)
REGISTRATION_CLOSES_ON = date(2016, 4, 5)
_AGENDA_ON = date(2016, 1, 20)
_OBJECTIVES_ON = date(2016, 2, 17)

_OUTCOMES = {
    "O1": OutcomeKind.DISCUSSION,
    "O2": OutcomeKind.SHARED_PRACTICE,
    "O3": OutcomeKind.DISCUSSION,
    "O4": OutcomeKind.SHARED_PRACTICE,
    "O5": OutcomeKind.SHARED_PRACTICE,
    "O6": OutcomeKind.AGREEMENT,
}

# Minutes after midnight UTC (two hours less than on Berlin's clocks), and the summary.
_DISCUSSIONS = {
    "O1": (570, "Discussed in plenary. No text was put forward for decision."),
    "O2": (
        660,
        "Co-operation centres, joint patrols, liaison officers, joint operations and "
        "information exchange systems were presented and compared in plenary. "
        "Practice worth sharing is taken up as follow-up activities.",
    ),
    "O3": (
        780,
        "Discussed in plenary, with the lessons for the work of border services in "
        "view. No text was put forward for decision.",
    ),
    "O4": (
        840,
        "Practice in informing the public and partner agencies was shared in plenary. "
        "Material of common use is taken up as follow-up activities.",
    ),
    "O5": (
        900,
        "Ways to communicate with the public and with partner services in a crisis "
        "were shared in plenary. Exercises are taken up as follow-up activities.",
    ),
    "O6": (
        690,
        "The National Focal Points went through the initiatives under way, and agreed "
        "to take up further activities, each with an owner and a date.",
    ),
}


@dataclass(frozen=True)
class Berlin:
    """The commands of the Berlin meeting."""

    source: dict[str, Any]

    @classmethod
    def from_file(cls) -> "Berlin":
        return cls(read_yaml("berlin-tenth-meeting.yaml"))

    @cached_property
    def details(self) -> MeetingDetails:
        fields = dict(self.source["meeting"])
        fields.pop("participants_reported")
        return MeetingDetails(**fields | {"themes": tuple(fields["themes"])})

    @cached_property
    def delegations(self) -> tuple[InvitedDelegation, ...]:
        """All 47: States and Partners in the order of the public page, then
        organisations.
        """
        source = self.source["delegations"]
        states = [
            (code, kind, state_name(code, INVITED_ON))
            for name, kind in (
                ("participating_states", DelegationKind.PARTICIPATING_STATE),
                ("partners_for_co_operation", DelegationKind.PARTNER),
            )
            for code in source[name]
        ]
        organisations = [
            (organisation["code"], DelegationKind.ORGANISATION, organisation["name"])
            for organisation in source["organisations"]
        ]
        return tuple(
            InvitedDelegation(
                code=code,
                kind=kind,
                name=name,
                agency_of=_AGENCIES.get(code),
                quota=QUOTAS.get(code, _QUOTA[kind]),
            )
            for code, kind, name in (*states, *organisations)
        )

    def steps(self) -> Iterator[SeedingStep]:
        """From the announcement to the conclusion, without registrations."""
        yield from self._preparation()
        yield from self._objectives()
        first, last = self.details.starts_on, self.details.ends_on
        yield _step(first, 420, OpenMeeting(meeting_id=BERLIN))
        yield _step(last, 960, ConcludeMeeting(meeting_id=BERLIN))
        total = StatedTotal(
            participants=self.source["meeting"]["participants_reported"],
            source=(
                "OSCE POLIS page (node 9811) and OSCE press release of 12 April 2016"
            ),
        )
        yield _step(last, 975, StateAttendance(meeting_id=BERLIN, total=total))

    def _preparation(self) -> Iterator[SeedingStep]:
        yield _step(
            ANNOUNCED_ON,
            540,
            AnnounceMeeting(meeting_id=BERLIN, details=self.details),
        )
        organisation = DelegationKind.ORGANISATION
        for number, invited in enumerate(
            (
                tuple(
                    delegation
                    for delegation in self.delegations
                    if delegation.kind is not organisation
                ),
                tuple(
                    delegation
                    for delegation in self.delegations
                    if delegation.kind is organisation
                ),
            )
        ):
            yield _step(
                INVITED_ON,
                600 + 15 * number,
                InviteDelegations(meeting_id=BERLIN, delegations=invited),
                number,
            )
        yield _step(
            REGISTRATION_OPENS_ON,
            480,
            OpenRegistration(meeting_id=BERLIN, capacity=CAPACITY),
        )
        yield from self._agenda()
        yield _step(REGISTRATION_CLOSES_ON, 930, CloseRegistration(meeting_id=BERLIN))

    def _agenda(self) -> Iterator[SeedingStep]:
        for number, session in enumerate(self.source["agenda"]):
            audience = MatterAudience(session["audience"])
            closed = audience is MatterAudience.FOCAL_POINTS
            usual = SessionKind.FOCAL_POINTS_ONLY if closed else SessionKind.PLENARY
            yield _step(
                _AGENDA_ON,
                540 + 5 * number,
                ScheduleSession(
                    meeting_id=BERLIN,
                    session_id=story_uuid("session", f"{BERLIN_STARTS_ON}/{number}"),
                    on=self.details.starts_on + timedelta(days=session["day"] - 1),
                    title=session["title"],
                    kind=SessionKind(session.get("kind", usual)),
                    audience=audience,
                ),
                number,
            )

    def _objectives(self) -> Iterator[SeedingStep]:
        for number, objective in enumerate(self.source["objectives"]):
            code, audience = objective["code"], MatterAudience(objective["audience"])
            yield _step(
                _OBJECTIVES_ON,
                600 + 5 * number,
                SetObjective(
                    meeting_id=BERLIN,
                    objective_id=objective_id(code),
                    code=code,
                    text=objective["text"],
                    audience=audience,
                    outcome_kind=_OUTCOMES[code],
                ),
                code,
            )
            minutes, summary = _DISCUSSIONS[code]
            closed = audience is MatterAudience.FOCAL_POINTS
            day = self.details.ends_on if closed else self.details.starts_on
            command = RecordDiscussion(objective_id=objective_id(code), summary=summary)
            yield SeedingStep(
                at_minute(day, minutes), f"{command.NAME}/{code}", CHAIR, command
            )


def objective_id(code: str) -> UUID:
    return story_uuid("objective", f"{BERLIN_STARTS_ON}/{code}")


def _step(
    day: date, minutes: int, command: Command, number: int | str = ""
) -> SeedingStep:
    key = f"{command.NAME}/{BERLIN_STARTS_ON}/{number}"
    return SeedingStep(at_minute(day, minutes), key, SECRETARIAT, command)
