"""An agenda on paper: what it says, to whom, and as of when."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from service.http_api.http_examples import Served, served
from service.leadership import pdf_text
from sqlite_only import new_place as new_place
from systems import BERLIN_DETAILS, StoryClock, announce_berlin, do
from typer.testing import CliRunner

from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.sources import Source
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.agenda import SessionKind
from bsm_projections.engine.audience import RESTRICTED_INCLUDED, RESTRICTED_LEFT_OUT
from bsm_service.assembly.command_line import app
from bsm_service.meetings.agenda_commands import (
    ChangeSession,
    DropSession,
    NameSpeakers,
    ReleaseAgenda,
    ScheduleSession,
)
from bsm_service.meetings.commands import CancelMeeting, ChangeDetails, PostponeMeeting

HOSTILE = '#$*_\\@<>`[x](y) #import "/etc/passwd" //'
NINE = datetime.fromisoformat("2016-04-12T09:00")
PAGE = Source(
    title="A page of the tests",
    address="https://example.org/visit",
    seen_on=date(2016, 2, 1),
)


@dataclass
class Here:
    """The agenda of Berlin: two versions, of which the second lacks a session; with one
    for focal points only, and a draft that is further on.
    """

    http: Served
    meeting: UUID
    after_first: int

    def page(self, role: Role, state: str | None = None, **parameters: str) -> str:
        """The words of the document, as that role is given it."""
        response = self.http.as_(role, state).get(_path(self), params=parameters)
        assert response.status_code == 200, response.text
        return " ".join(pdf_text.text(response.content).split())


def _path(here: Here) -> str:
    return f"/api/v1/meetings/{here.meeting}/agenda.pdf"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    clock = StoryClock(datetime(2016, 3, 1, 10, tzinfo=UTC))
    with served(tmp_path_factory.mktemp("data"), clock=clock) as http:
        system = http.system
        meeting = announce_berlin(system)
        opening = _schedule(
            http, meeting, "Opening", 0, room="Room Europa", description=HOSTILE
        )
        do(
            system,
            NameSpeakers(
                meeting_id=meeting,
                session_id=opening,
                speakers=f"Anna Nowak, Poland\n{HOSTILE}",
            ),
        )
        dropped = _schedule(http, meeting, "Side event on drones", 2)
        _schedule(http, meeting, "Liaison", 4, audience=MatterAudience.FOCAL_POINTS)
        _schedule(http, meeting, "Reception", 10, lasts=6)
        visit = uuid4()
        do(
            system,
            ScheduleSession(
                meeting_id=meeting,
                session_id=visit,
                on=BERLIN_DETAILS.ends_on,
                title="Visit to Świecko",
                kind=SessionKind.STUDY_VISIT,
                source=PAGE,
            ),
        )
        do(system, ReleaseAgenda(meeting_id=meeting))
        after_first = system.now().position
        clock.pass_by(timedelta(days=1))
        do(
            system,
            DropSession(meeting_id=meeting, session_id=dropped, reason="No room."),
        )
        do(system, ReleaseAgenda(meeting_id=meeting, note=f"No drones. {HOSTILE}"))
        do(
            system,
            ChangeSession(
                meeting_id=meeting,
                session_id=visit,
                title="Visit that nobody knows of",
                on=BERLIN_DETAILS.ends_on,
                kind=SessionKind.STUDY_VISIT,
                reason="Not out yet.",
            ),
        )
        yield Here(http, meeting, after_first)


def _schedule(
    http: Served,
    meeting: UUID,
    title: str,
    hours: int,
    *,
    lasts: int = 1,
    room: str | None = None,
    description: str | None = None,
    audience: MatterAudience = MatterAudience.ALL,
) -> UUID:
    session = uuid4()
    starts_at = NINE + timedelta(hours=hours)
    do(
        http.system,
        ScheduleSession(
            meeting_id=meeting,
            session_id=session,
            title=title,
            kind=SessionKind.PLENARY,
            audience=audience,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=lasts),
            room=room,
            description=description,
        ),
    )
    return session


def test_it_says_when_where_and_with_whom(here: Here):
    page = here.page(Role.PARTICIPANT)

    for words in (
        "Agenda, version 2",
        "10th Annual Meeting of National Focal Points",
        "Days 12 and 13 Apr 2016",
        "Place Berlin",
        "Times Berlin time",
        "Released 2 Mar 2016, 11:00 Berlin",
        f"What has changed No drones. {HOSTILE}",
        "Tuesday, 12 April 2016",
        "09:00 to 10:00 Opening Plenary; Room Europa Anna Nowak, Poland",
        HOSTILE,
        "19:00 to 01:00 (13 Apr) Reception",
        "Wednesday, 13 April 2016 Time not set Visit to Świecko Study visit "
        "Source: A page of the tests, seen on 1 Feb 2016, https://example.org/visit",
        RESTRICTED_LEFT_OUT,
    ):
        assert words in page, page
    system = here.http.system
    root = system.store.root_at(system.now().position).hex()[:16]
    assert f"As known at fact {system.now().position}" in page
    assert f"root hash {root}" in page
    for words in ("drones,", "Side event", "nobody knows", "Liaison", "focal points o"):
        assert words not in page.replace(RESTRICTED_LEFT_OUT, ""), words


def test_what_is_for_focal_points_only_is_marked_for_them_alone(here: Here):
    theirs = here.page(Role.FOCAL_POINT, "AT")

    assert "13:00 to 14:00 Liaison Plenary, for focal points only" in theirs
    assert RESTRICTED_INCLUDED in theirs
    others = here.http.as_(Role.LEADERSHIP).get(_path(here)).content
    assert b"Liaison" not in others
    assert "nobody knows" not in theirs


def test_an_earlier_version_says_that_there_is_a_later_one(here: Here):
    first = here.page(Role.PARTICIPANT, number="1")

    assert "This is not the latest version, which is version 2." in first
    assert "Side event on drones" in first
    then = here.page(Role.PARTICIPANT, as_of=str(here.after_first))
    assert "Agenda, version 1" in then
    assert "latest" not in then


@pytest.mark.parametrize("number", ["3", "-1", "9" * 40])
def test_a_version_that_was_not_released_is_refused_by_name(here: Here, number: str):
    office = here.http.as_(Role.SECRETARIAT)

    for path in (_path(here), _path(here).removesuffix(".pdf")):
        refusal = office.get(path, params={"number": number})
        assert refusal.status_code == 404
        assert f"no version {number} of this agenda" in refusal.json()["detail"]
    path = f"/api/v1/meetings/{here.meeting}/agenda-comparison"
    refusal = office.get(path, params={"from": "1", "to": number})
    assert refusal.status_code == 404
    assert refusal.json()["errors"][0]["field"] == "query.to"


def test_the_same_moment_makes_the_same_bytes(here: Here):
    office = here.http.as_(Role.SECRETARIAT)
    at = {"as_of": str(here.after_first)}
    first, second = (office.get(_path(here), params=at) for _ in range(2))

    assert first.content == second.content
    name = f"agenda-2016-04-12-version-1-{here.after_first}.pdf"
    assert name in first.headers["content-disposition"]
    assert here.http.as_(Role.ADMINISTRATOR).get(_path(here)).status_code == 403


def test_what_became_of_the_meeting_stands_first(here: Here):
    system = here.http.system
    meeting = announce_berlin(system)
    of_it = Here(here.http, meeting, 0)
    assert "No agenda has been released yet." in of_it.page(Role.PARTICIPANT)
    _schedule(here.http, meeting, "Opening", 0)
    assert "No agenda has been released yet." in of_it.page(Role.SECRETARIAT)
    do(system, ReleaseAgenda(meeting_id=meeting))
    details = BERLIN_DETAILS.model_copy(
        update={
            "edition": 11,
            "starts_on": BERLIN_DETAILS.starts_on + timedelta(1),
            "ends_on": BERLIN_DETAILS.ends_on + timedelta(1),
        }
    )
    do(system, ChangeDetails(meeting_id=meeting, details=details, reason="A strike."))
    moved = of_it.page(Role.PARTICIPANT)
    do(system, PostponeMeeting(meeting_id=meeting, reason=f"A flood. {HOSTILE}"))
    postponed = of_it.page(Role.PARTICIPANT)
    do(system, CancelMeeting(meeting_id=meeting, reason="No means."))
    cancelled = of_it.page(Role.PARTICIPANT)

    assert "It is now planned for 13 and 14 Apr 2016." in moved
    assert "Tuesday, 12 April 2016" in moved  # as it was released
    assert (
        "postponed until further notice. It was to take place on 13 and 14 Apr 2016. "
        f"Reason: A flood. {HOSTILE}"
    ) in postponed
    assert "The meeting was cancelled on" in cancelled
    assert "Reason: No means." in cancelled


def test_the_command_line_writes_any_version_once(here: Here, tmp_path: Path):
    data = ["--data", str(here.http.system.place.folder)]
    file = tmp_path / "agenda.pdf"

    def run(*options: str) -> tuple[int, str, str]:
        command = ["show", "agenda", str(here.meeting), *options, *data]
        result = CliRunner().invoke(app, command)
        return result.exit_code, result.stdout, result.stderr

    written = ["--output", str(file)]
    code, output, _ = run(*written, "--number", "1", "--json")
    assert (code, json.loads(output)["bytes"]) == (0, file.stat().st_size)
    text = pdf_text.text(file.read_bytes())
    assert "Agenda, version 1" in text
    assert "Liaison" not in text  # because it is passed on
    code, _, complained = run(*written)
    assert (code, "place_not_empty" in complained) == (2, True)
    code, output, _ = run("--number", "1")
    assert (code, "Side event on drones" in output) == (0, True)
    code, _, complained = run("--number", "7")
    assert (code, "no version 7" in complained) == (2, True)


def test_a_long_agenda_is_laid_out(here: Here):
    """Forty sessions with the longest titles and descriptions, and fifty thousand
    characters that no font has.
    """
    meeting = announce_berlin(here.http.system)
    for number in range(40):
        title = f"{number:02} " + "W" * 190
        text = "中" * 50_000 if number == 1 else "A long story. " * 1_000
        _schedule(here.http, meeting, title, number % 12, description=text)
    do(here.http.system, ReleaseAgenda(meeting_id=meeting))
    path = f"/api/v1/meetings/{meeting}/agenda.pdf"

    response = here.http.as_(Role.SECRETARIAT).get(path)

    assert response.status_code == 200
    text = pdf_text.text(response.content)
    titles = re.findall(r"(\d\d)\s+W", text)
    assert sorted(titles) == [f"{number:02}" for number in range(40)]
    assert "The description is too long to be printed here." in text
