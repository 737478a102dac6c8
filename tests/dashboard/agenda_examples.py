"""A meeting with an agenda in two versions, and a draft of the third."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from dashboard_examples import Story, announce_meeting
from systems import do, set_objective

from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.agenda import SessionKind
from bsm_service.meetings.agenda_commands import (
    ChangeSession,
    DropSession,
    NameSpeakers,
    ReleaseAgenda,
    ScheduleSession,
)
from bsm_service.meetings.objective_commands import MoveObjective

FIRST_DAY = date(2027, 4, 12)


def at(hour: int, minute: int = 0, day: int = 0) -> datetime:
    """On the clocks of Vienna."""
    midnight = datetime.combine(FIRST_DAY, datetime.min.time())
    return midnight + timedelta(days=day, hours=hour, minutes=minute)


@dataclass
class AgendaStory:
    """The sessions by name; `then` are positions of the record."""

    meeting: str
    sessions: dict[str, UUID]
    then: dict[str, int]


def add_session(story: Story, meeting: str, title: str, **fields: object) -> UUID:
    id = uuid4()
    values = {"on": FIRST_DAY, "kind": SessionKind.PLENARY, "title": title} | fields
    if "starts_at" in values:
        del values["on"]
    command = ScheduleSession(meeting_id=UUID(meeting), session_id=id, **values)
    do(story.system, command)
    return id


def release(story: Story, meeting: str, note: str | None = None) -> None:
    do(story.system, ReleaseAgenda(meeting_id=UUID(meeting), note=note))


def plan_agenda(story: Story) -> AgendaStory:
    """Two versions, and a draft with “Farewell”, a renamed opening, and no tour."""
    meeting = announce_meeting(
        story,
        city="Vienna",
        starts_on=FIRST_DAY,
        ends_on=FIRST_DAY + timedelta(days=1),
    )
    sessions = {
        "opening": add_session(
            story,
            meeting,
            "Opening",
            starts_at=at(9, 30),
            ends_at=at(11),
            room="Hall A",
            description="Welcome and practical matters.",
        ),
        "workshop": add_session(
            story,
            meeting,
            "Document security",
            kind=SessionKind.WORKING_SESSION,
            starts_at=at(10, 30),
            ends_at=at(12),
            room="Room 2",
        ),
        "closed": add_session(
            story,
            meeting,
            "Threats",
            audience=MatterAudience.FOCAL_POINTS,
            starts_at=at(14),
            ends_at=at(15),
        ),
        "tour": add_session(
            story, meeting, "Tour of the airport", kind=SessionKind.STUDY_VISIT
        ),
        "dinner": add_session(
            story, meeting, "Dinner", starts_at=at(19), ends_at=at(22)
        ),
    }
    objective = set_objective(story.system, UUID(meeting), code="O7")
    do(
        story.system,
        MoveObjective(objective_id=objective, session_id=sessions["opening"]),
    )
    then = {"empty": story.system.store.position()}
    release(story, meeting)
    then["first"] = story.system.store.position()
    do(
        story.system,
        DropSession(
            meeting_id=UUID(meeting),
            session_id=sessions["dinner"],
            reason="The restaurant is closed.",
        ),
    )
    name_speakers(story, meeting, sessions["workshop"], "Ana Musterfrau\nBo Beispiel")
    release(story, meeting, "No dinner; the speakers are known.")
    then["second"] = story.system.store.position()
    do(
        story.system,
        ChangeSession(
            meeting_id=UUID(meeting),
            session_id=sessions["opening"],
            title="Grand opening",
            kind=SessionKind.PLENARY,
            starts_at=at(9),
            ends_at=at(11),
            room="Hall A",
            description="Welcome and practical matters.",
            reason="The minister comes earlier.",
        ),
    )
    do(
        story.system,
        DropSession(
            meeting_id=UUID(meeting),
            session_id=sessions["tour"],
            reason="The airport is busy.",
        ),
    )
    sessions["farewell"] = add_session(
        story, meeting, "Farewell", starts_at=at(16, day=1), ends_at=at(17, day=1)
    )
    story.system.engine.catch_up()
    return AgendaStory(meeting, sessions, then)


def name_speakers(story: Story, meeting: str, session: UUID, names: str) -> None:
    do(
        story.system,
        NameSpeakers(meeting_id=UUID(meeting), session_id=session, speakers=names),
    )
