"""A page that is published after a meeting is named as the source of what it says."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from systems import (
    SECRETARIAT,
    StoryClock,
    announce_berlin,
    do,
    set_objective,
    system_in,
)

from bsm_domain.foundation.errors import InvalidTransition, InvalidValue
from bsm_domain.foundation.sources import Source
from bsm_domain.meetings.agenda import SessionKind
from bsm_domain.meetings.meeting_facts import MeetingDetails
from bsm_domain.meetings.source_facts import SourcedPart
from bsm_projections.meetings.objective_queries import objectives
from bsm_projections.meetings.queries import meeting_delegations, meetings
from bsm_service.application.system import audience_of
from bsm_service.meetings.agenda_commands import ReleaseAgenda, ScheduleSession
from bsm_service.meetings.commands import NameSource
from bsm_service.meetings.objective_commands import NameObjectiveSource

PAGE = Source(
    title="A page",
    address="https://example.org/meeting",
    seen_on=date(2017, 10, 13),
    published_on=date(2017, 10, 13),
)


def test_every_part_of_a_meeting_has_its_source_from_then_on(tmp_path: Path) -> None:
    clock = StoryClock()
    system = system_in(tmp_path, clock=clock)
    meeting = announce_berlin(system)
    objective = set_objective(system, meeting)

    def schedule(title: str) -> None:
        session = ScheduleSession(
            meeting_id=meeting,
            session_id=uuid4(),
            title=title,
            on=date(2016, 4, 12),
            kind=SessionKind.PLENARY,
        )
        do(system, session)

    def name(*parts: SourcedPart, source: Source | None = PAGE) -> None:
        do(system, NameSource(meeting_id=meeting, parts=parts, source=source))

    schedule("Opening")
    clock.time = datetime(2017, 10, 13, 12, tzinfo=UTC)
    with pytest.raises(InvalidTransition, match="no agenda has been released yet"):
        name(SourcedPart.AGENDA)
    do(system, ReleaseAgenda(meeting_id=meeting))
    schedule("Not out yet")
    with pytest.raises(InvalidValue, match="name the page"):
        name(SourcedPart.TITLE, source=None)
    with pytest.raises(InvalidTransition, match="no total has been recorded yet"):
        name(SourcedPart.ATTENDANCE)
    before = system.store.position()
    name(SourcedPart.TITLE, SourcedPart.AGENDA, SourcedPart.DELEGATIONS)
    do(system, NameObjectiveSource(objective_id=objective, source=PAGE))
    system.engine.catch_up()

    def shown(as_of: str | None) -> list[Any]:
        moment = system.moment(as_of)
        with system.read(moment, audience_of(SECRETARIAT)) as context:
            [row] = meetings(context).items
            [aim] = objectives(context, str(meeting)).items
            delegations = meeting_delegations(context, str(meeting))
            return [
                {of.field: of.source.title for of in row.sources},
                [session.source and session.source.title for session in row.agenda],
                {each.source and each.source.title for each in delegations},
                aim.source and aim.source.title,
            ]

    assert shown(None) == [{"title": "A page"}, ["A page"], {"A page"}, "A page"]
    assert shown(str(before)) == [{}, [None], {None}, None]


def test_every_detail_can_have_a_source() -> None:
    assert set(MeetingDetails.model_fields) == {*SourcedPart} - {
        SourcedPart.AGENDA,
        SourcedPart.DELEGATIONS,
        SourcedPart.ATTENDANCE,
    }


def test_sources_are_stored_in_the_order_of_the_details(tmp_path: Path) -> None:
    """In every process: `verify` compares rows with those that it builds itself."""
    clock = StoryClock()
    system = system_in(tmp_path, clock=clock)
    meeting = announce_berlin(system)
    clock.time = datetime(2017, 10, 13, 12, tzinfo=UTC)
    details = {*MeetingDetails.model_fields}
    parts = tuple(part for part in reversed([*SourcedPart]) if part in details)
    do(system, NameSource(meeting_id=meeting, parts=parts, source=PAGE))
    system.engine.catch_up()

    with system.read(system.now(), audience_of(SECRETARIAT)) as context:
        [row] = meetings(context).items

    assert [of.field for of in row.sources] == [*MeetingDetails.model_fields]
    system.close()
