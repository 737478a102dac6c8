"""Meetings with registrations, served to real browsers: each test changes its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from dashboard_examples import Story, announce_meeting
from delegation_examples import OpenMeeting, with_bus
from server_process import free_port, running_dashboard
from systems import StoryClock, confirm, do, invited, nominate, system_in

from bsm_service.foundation.clock import utc_now
from bsm_service.meetings.commands import (
    CloseRegistration,
    InviteDelegations,
    OpenRegistration,
)
from bsm_service.meetings.commands import (
    OpenMeeting as Open,
)
from bsm_service.registration.commands import RecordAttendance
from bsm_service.settings.settings import Settings, SignInMode

SUBSTITUTED = "Anna Muster"


@dataclass(frozen=True)
class ServedRegistration:
    """`nominating`: fourteen of Italy wait for a decision, Austria has named nobody.
    `seated`: somebody of Austria has a seat. `in_session`: with limited places in a
    session and a quorum; somebody of Austria has arrived.
    """

    address: str
    nominating: UUID
    seated: UUID
    in_session: UUID


@contextmanager
def served_registration(folder: Path, output: Path) -> Iterator[ServedRegistration]:
    clock = StoryClock(utc_now())
    story = Story(system_in(folder, clock=clock), clock)
    nominating = _open(story, 12, AT=3, IT=14)
    for _ in range(14):
        nominate(story.system, nominating.id, "IT")
    seated = _open(story, 13, AT=3, IT=3)
    confirm(story.system, seated.nominate(SUBSTITUTED, "head"))
    in_session = _in_session(story)
    story.system.close()
    settings = Settings(data=folder, port=free_port(), sign_in=SignInMode.DEMONSTRATION)
    with running_dashboard(settings, output) as server:
        yield ServedRegistration(
            server.address, nominating.id, seated.id, in_session.id
        )


def _open(story: Story, edition: int, **seats: int) -> OpenMeeting:
    meeting = UUID(announce_meeting(story, edition=edition, city="Vienna"))
    delegations = tuple(invited(code, many) for code, many in seats.items())
    do(story.system, InviteDelegations(meeting_id=meeting, delegations=delegations))
    capacity = sum(seats.values())
    do(story.system, OpenRegistration(meeting_id=meeting, capacity=capacity))
    return OpenMeeting(story, meeting)


def _in_session(story: Story) -> OpenMeeting:
    meeting, system = _open(story, 14, AT=3, DE=3, IT=3), story.system
    meeting.set_terms(quorum_is_majority=True)
    confirm(system, came := meeting.nominate("Jan Beispiel", "head"))
    confirm(system, meeting.nominate("Ana Primer"))
    with_bus(meeting)
    do(system, CloseRegistration(meeting_id=meeting.id))
    do(system, Open(meeting_id=meeting.id))
    do(system, RecordAttendance(registration_id=came))
    return meeting
