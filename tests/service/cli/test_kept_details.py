"""On the command line, a change of details names only what changes."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlite_only import new_place as new_place
from systems import BERLIN_DETAILS, announce_berlin, do, system_in
from typer.testing import CliRunner

from bsm_domain.foundation.roles import Role
from bsm_domain.meetings.agenda import SessionKind
from bsm_domain.meetings.meeting import Meeting
from bsm_service.assembly.command_line import app
from bsm_service.foundation.clock import utc_now
from bsm_service.meetings.agenda_commands import ScheduleSession
from bsm_service.meetings.commands import AnnounceMeeting, CancelMeeting

WHY = ("--reason", "A mistake.")


class Desk:
    """Berlin, with a session at a time and one without."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        system = system_in(folder)
        self.meeting = announce_berlin(system)
        self.timed, self.untimed = uuid4(), uuid4()
        for id, fields in (
            (self.timed, {"starts_at": "2016-04-12T09:00", "room": "Room A"}),
            (self.untimed, {"on": "2016-04-13"}),
        ):
            if "starts_at" in fields:
                fields |= {"ends_at": "2016-04-12T10:00"}
            session = ScheduleSession(
                meeting_id=self.meeting,
                session_id=id,
                title=f"Session {len(fields)}",
                kind=SessionKind.PLENARY,
                description="What it is for.",
                **fields,
            )
            do(system, session)
        system.identity.create_token("office", Role.SECRETARIAT)
        system.close()

    def bsm(self, *arguments: object) -> tuple[int, dict[str, Any]]:
        """The exit code, and the answer or the refusal."""
        command_line = [*map(str, arguments), "--json", "--data", str(self.folder)]
        result = CliRunner().invoke(app, command_line)
        return result.exit_code, json.loads(result.stdout or result.stderr)

    def change(self, *options: object) -> tuple[int, dict[str, Any]]:
        by = ("--as", "office")
        return self.bsm("meeting", "change-details", self.meeting, *options, *WHY, *by)

    def change_session(self, id: UUID, *options: object) -> tuple[int, dict[str, Any]]:
        by = ("--as", "office", "--session", id)
        return self.bsm("meeting", "change-session", 10, *options, *by)

    def now(self) -> Meeting:
        system = system_in(self.folder, clock=utc_now)
        meeting = system.store.load(Meeting, self.meeting)
        system.close()
        assert meeting is not None
        return meeting


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "data")


def test_details_that_are_left_out_stay_as_they_are(desk: Desk):
    assert desk.change("--details-city", "Bonn")[0] == 0
    assert desk.now().details == BERLIN_DETAILS.model_copy(update={"city": "Bonn"})

    code, _ = desk.change("--remove", "city", "--details-themes", "Drones")

    update = {"city": None, "themes": ("Drones",)}
    assert (code, desk.now().details) == (0, BERLIN_DETAILS.model_copy(update=update))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ((), "nothing would change"),
        (("--remove", "colour"), "“colour” is not a detail that can be removed"),
        (("--remove", "title"), "--details-title: this field is required"),
        (("--details-starts-on", "2016-04-20"), "before it starts on 20 Apr 2016"),
        (("--details-city", "Bonn", "--if-version", "1"), "version"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_changes(
    desk: Desk, options: tuple[str, ...], sentence: str
):
    before = desk.now()

    code, refusal = desk.change(*options)

    assert code == 2
    assert sentence in refusal["detail"], refusal
    assert desk.now() == before


def test_a_session_keeps_what_is_not_named(desk: Desk):
    before = desk.now().draft.sessions[desk.timed]

    code, _ = desk.change_session(desk.timed, "--on", "2016-04-13")
    moved = desk.now().draft.sessions[desk.timed]
    assert (code, moved) == (0, before.moved_by(1))

    times = ("--starts-at", "2016-04-12T08:00", "--ends-at", "2016-04-12T09:00")
    assert desk.change_session(desk.untimed, *times)[0] == 0
    timed = desk.now().draft.sessions[desk.untimed]
    assert (timed.on, timed.description) == (
        BERLIN_DETAILS.starts_on,
        "What it is for.",
    )
    removed = ("--remove", "room", "--remove", "starts-at", "--remove", "ends-at")
    on = ("--on", "2016-04-12")
    assert desk.change_session(desk.timed, *removed, *on)[0] == 0
    plain = desk.now().draft.sessions[desk.timed]
    assert (plain.room, plain.starts_at, plain.on) == (None, None, before.on)
    code, refusal = desk.change_session(uuid4(), "--room", "Room B")
    assert (code, refusal["code"]) == (2, "not_found")


def test_a_repeat_gets_the_first_answer(desk: Desk):
    request = ("--details-city", "Bonn", "--command-id", "mine")

    first, second = desk.change(*request), desk.change(*request)

    assert first == second
    assert first[0] == 0


def test_an_edition_is_the_meeting_that_was_not_cancelled(desk: Desk):
    system = system_in(desk.folder, clock=utc_now)
    do(system, CancelMeeting(meeting_id=desk.meeting, reason="No means."))
    again = uuid4()
    do(system, AnnounceMeeting(meeting_id=again, details=BERLIN_DETAILS))
    system.close()

    assert desk.bsm("show", "meeting", "10")[1]["id"] == str(again)


def test_a_night_that_would_end_after_the_last_day_of_the_calendar_is_refused(
    desk: Desk,
):
    night = ("--starts-at", "2016-04-12T22:00", "--ends-at", "2016-04-13T02:00")
    assert desk.change_session(desk.timed, *night)[0] == 0

    code, refusal = desk.change_session(desk.timed, "--on", "9999-12-31")

    assert (code, refusal["code"]) == (2, "invalid_value")
    assert "31 Dec 9999 is outside the meeting" in refusal["detail"]
