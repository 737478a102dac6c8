"""The same table through the single door: every command, asked by everybody."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest
from examples import MEETING
from examples import PARTICIPANT as SOMEBODY
from service.access.expected_permissions import may
from service.command_examples import EXAMPLES, command_to_ask
from sqlite_only import new_place as new_place
from systems import (
    ADMINISTRATOR,
    AUDITOR,
    AUSTRIA,
    BERLIN_DETAILS,
    CHAIR,
    ITALY,
    LEADERSHIP,
    PARTICIPANT,
    SECRETARIAT,
    announce_berlin,
    do,
    nominate,
    principal,
    system_in,
)

from bsm_domain.foundation.errors import NotPermitted
from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Place
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command, every_command
from bsm_service.application.system import System
from bsm_service.identity import SYSTEM
from bsm_service.meetings.commands import AnnounceMeeting


@pytest.fixture
def system(place: Place) -> Iterator[System]:
    system = system_in(place)
    yield system
    system.close()


ASKING: dict[str, Principal] = {
    "secretariat": SECRETARIAT,
    "chair": CHAIR,
    "focal-point:own": AUSTRIA,
    "focal-point:other": ITALY,
    "focal-point:none": principal(Role.FOCAL_POINT),
    "participant:self": replace(PARTICIPANT, participant=SOMEBODY),
    "participant:other": replace(PARTICIPANT, participant=uuid4()),
    "participant:none": PARTICIPANT,
    "auditor": AUDITOR,
    "leadership": LEADERSHIP,
    "administrator": ADMINISTRATOR,
    "system": SYSTEM,
}


def test_there_is_an_example_of_every_command():
    assert EXAMPLES.keys() == {command.NAME for command in every_command()}


@pytest.mark.parametrize("command", every_command(), ids=lambda kind: kind.NAME)
def test_the_single_door_opens_to_whom_the_table_names_and_nobody_else(
    system: System, command: type[Command]
):
    name = command.NAME
    asked = command_to_ask(command, system)
    size = system.store.position()
    able = [
        caller
        for caller in ASKING
        for role, _, stands in [caller.partition(":")]
        if may(name, Role(role), stands)
    ]
    for somebody, by in ASKING.items():
        if somebody not in able:
            with pytest.raises(NotPermitted):
                do(system, asked, by)
            assert system.store.position() == size, somebody

    # What one of them did cannot be done again, so the last one does it.
    allowed = [ASKING[one] for one in able if name != "network.establish"]
    if allowed:
        result = do(system, asked, allowed[-1])
        assert result.position > size


def test_a_refusal_says_who_may_ask(system: System):
    announce = AnnounceMeeting(meeting_id=MEETING, details=BERLIN_DETAILS)

    with pytest.raises(NotPermitted) as refused:
        do(system, announce, AUDITOR)

    assert str(refused.value) == (
        "only the secretariat can do this (meeting.announce); "
        "you are signed in as auditor"
    )


def test_a_focal_point_does_not_act_for_another_delegation(system: System):
    meeting = announce_berlin(system)

    nominate(system, meeting, "AT", by=AUSTRIA)
    with pytest.raises(NotPermitted, match="only for your own delegation"):
        nominate(system, meeting, "IT", by=AUSTRIA)
