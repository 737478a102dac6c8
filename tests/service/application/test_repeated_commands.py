"""Commands that come again, and those that are refused."""

from uuid import UUID, uuid4

import pytest
from examples import MEETING
from raw_database import stored_rows
from systems import (
    AUSTRIA,
    BERLIN_DETAILS,
    SECRETARIAT,
    announce_berlin,
    at_once,
    confirm,
    do,
    next_details,
    nominate,
    system_in,
)

from bsm_domain.foundation.errors import AlreadyExists, InvalidTransition, NotFound
from bsm_domain.registration.seat_ledger import seat_ledger_id_of
from bsm_projections.databases import Place
from bsm_service.application.command import (
    Command,
    command_ids,
)
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.foundation.identifiers import derived_id
from bsm_service.foundation.refusals import CommandIdReused, NoNetwork, StaleVersion
from bsm_service.meetings.commands import (
    AnnounceMeeting,
    CloseRegistration,
    OpenMeeting,
)
from bsm_service.registration.commands import NominateDelegate


def test_a_repeated_command_is_answered_with_the_first_answer(
    system: System, another: System
):
    command = AnnounceMeeting(meeting_id=MEETING, details=BERLIN_DETAILS)
    id = uuid4()
    first = do(system, command, command_id=id)
    announce_berlin(system)
    size = system.store.position()

    assert do(system, command, command_id=id) == first
    assert do(another, command, command_id=id) == first
    assert system.store.position() == size


def test_a_command_that_many_repeat_at_once_is_stored_once(system: System):
    command = AnnounceMeeting(meeting_id=MEETING, details=BERLIN_DETAILS)
    id = uuid4()

    results = at_once([lambda: do(system, command, command_id=id)] * 16)

    assert results == [results[0]] * 16
    assert system.store.position() == results[0].position == 2


def test_a_command_id_is_not_used_for_another_request(system: System):
    meeting = announce_berlin(system)
    id = uuid4()
    command = CloseRegistration(meeting_id=meeting)
    do(system, command, command_id=id)

    with pytest.raises(CommandIdReused, match="already used this command ID"):
        do(system, OpenMeeting(meeting_id=meeting), command_id=id)
    with pytest.raises(CommandIdReused):
        do(system, command, command_id=id, expected_version=3)


def test_a_command_id_is_its_accounts_own(system: System):
    meeting = announce_berlin(system)
    id = uuid4()
    for by in (SECRETARIAT, AUSTRIA):
        command = NominateDelegate(
            meeting_id=meeting,
            registration_id=uuid4(),
            delegation="AT",
            function="member",
        )
        assert do(system, command, by, command_id=id).version == 1


@pytest.mark.parametrize("key", ["monday", "0f8f5f0e-7c0a-4f5e-9d43-0b1f6f1a2c11"])
def test_what_an_earlier_release_accepted_under_a_key_is_answered_again(
    system: System, key: str
):
    """Sent before an upgrade, and again after it."""
    now, before = command_ids(key, SECRETARIAT.account, system.store.clock())
    assert before is not None

    def announced(under: UUID, city: str = "Berlin") -> Command:
        return AnnounceMeeting(
            meeting_id=derived_id(under, "meeting_id"),
            details=BERLIN_DETAILS.model_copy(update={"city": city}),
        )

    def again(command: Command) -> CommandResult:
        return system.service.execute(
            command, SECRETARIAT, command_id=now, earlier_id=before
        )

    first = do(system, announced(before), command_id=before)
    size = system.store.position()

    assert again(announced(now)) == first
    with pytest.raises(CommandIdReused):
        again(announced(now, "Bonn"))
    assert system.store.position() == size


def test_a_refused_command_stores_nothing_and_leaves_its_id_free(
    system: System, place: Place
):
    meeting = announce_berlin(system)
    id, size = uuid4(), system.store.position()
    answers = stored_rows(place, "SELECT count(*) FROM command_answers")

    with pytest.raises(InvalidTransition):
        do(system, OpenMeeting(meeting_id=meeting), command_id=id)

    assert system.store.position() == size
    assert stored_rows(place, "SELECT count(*) FROM command_answers") == answers
    do(system, CloseRegistration(meeting_id=meeting), command_id=id)


def test_the_first_fact_establishes_the_network(place: Place):
    system = system_in(place, established=False)

    with pytest.raises(NoNetwork, match="its first fact must establish"):
        announce_berlin(system)

    system.establish_network()
    system.establish_network()
    assert system.store.position() == 1
    system.close()


def test_what_is_not_on_record_cannot_be_changed(system: System):
    with pytest.raises(NotFound, match=f"there is no meeting with the ID {MEETING}"):
        do(system, OpenMeeting(meeting_id=MEETING))


def test_an_identity_that_is_taken_is_refused(system: System):
    meeting = announce_berlin(system)

    with pytest.raises(AlreadyExists, match="is already in use"):
        do(system, AnnounceMeeting(meeting_id=meeting, details=next_details(system)))


def test_an_identity_of_another_kind_is_not_found(system: System):
    meeting = announce_berlin(system)

    with pytest.raises(NotFound, match="no registration"):
        confirm(system, meeting)
    with pytest.raises(NotFound, match="no meeting"):
        do(system, OpenMeeting(meeting_id=nominate(system, meeting)))
    with pytest.raises(NotFound, match="no meeting"):
        do(system, OpenMeeting(meeting_id=seat_ledger_id_of(meeting)))


def test_a_stale_version_is_a_conflict_told_as_such(system: System):
    meeting = announce_berlin(system)
    close = CloseRegistration(meeting_id=meeting)

    with pytest.raises(StaleVersion, match="the meeting is now at version 3, not 2"):
        do(system, close, expected_version=2)

    assert do(system, close, expected_version=3).version == 4
