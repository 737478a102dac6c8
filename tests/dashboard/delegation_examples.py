"""A meeting with registration open, as pages about registrations show it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from dashboard_examples import Story, announce_meeting
from service.registration.registration_requests import set_terms
from systems import do, invited

from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.meetings.session_places import SessionPlaces
from bsm_service.meetings.agenda_commands import ReleaseAgenda, ScheduleSession
from bsm_service.meetings.commands import InviteDelegations, OpenRegistration
from bsm_service.registration.commands import NominateDelegate
from bsm_service.registration.session_places.commands import SetSessionPlaces
from bsm_service.vault.personal_details import PersonalDetails

DEADLINE = datetime(2026, 12, 2, 23, tzinfo=UTC)


@dataclass
class OpenMeeting:
    """With two seats for Austria, three for Italy, and four in all."""

    story: Story
    id: UUID

    def nominate(
        self, name: str | None, function: str = "member", delegation: str = "AT"
    ) -> UUID:
        self.story.clock.pass_by(timedelta(minutes=1))
        person = PersonalDetails(name=name) if name else None
        command = NominateDelegate(
            meeting_id=self.id,
            delegation=delegation,
            function=DelegateFunction(function),
            person=person,
        )
        return do(self.story.system, command).id

    def set_terms(self, **terms: object) -> None:
        set_terms(self.story.system, self.id, **terms)


def open_registration(
    story: Story, *, edition: int = 12, year: int = 2018
) -> OpenMeeting:
    days = {"starts_on": date(year, 4, 12), "ends_on": date(year, 4, 13)}
    meeting = UUID(announce_meeting(story, edition=edition, city="Vienna", **days))
    seats = (invited("AT", 2), invited("IT", 3))
    do(story.system, InviteDelegations(meeting_id=meeting, delegations=seats))
    do(story.system, OpenRegistration(meeting_id=meeting, capacity=4))
    return OpenMeeting(story, meeting)


def with_bus(
    meeting: OpenMeeting, capacity: int = 1, closes_at: datetime = DEADLINE
) -> UUID:
    """A study visit with few places, on the released agenda."""
    session, system = uuid4(), meeting.story.system
    schedule = ScheduleSession(
        meeting_id=meeting.id,
        session_id=session,
        starts_at="2018-04-13T09:00",
        ends_at="2018-04-13T12:00",
        title="Study visit",
        kind="study visit",
    )
    do(system, schedule)
    do(system, ReleaseAgenda(meeting_id=meeting.id))
    places = SessionPlaces(
        capacity=capacity,
        closes_at=closes_at,
        transport={
            "departs_at": "2018-04-13T08:00",
            "returns_at": "2018-04-13T13:00",
            "from_place": "the hotel",
            "remark": "Bring a passport.",
        },
    )
    command = SetSessionPlaces(meeting_id=meeting.id, session_id=session, places=places)
    do(system, command)
    return session
