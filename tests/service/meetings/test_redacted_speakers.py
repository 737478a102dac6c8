"""The names of speakers that are redacted vanish from every version and past moment."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from service.http_api.http_examples import served
from service.leadership import pdf_text
from sqlite_only import new_place as new_place
from systems import BERLIN_DETAILS, StoryClock, announce_berlin, do

from bsm_domain.foundation.roles import Role
from bsm_domain.meetings.agenda import SessionKind
from bsm_projections.engine.sealed_texts import ERASED_TEXT
from bsm_service.application.system import System
from bsm_service.meetings.agenda_commands import (
    NameSpeakers,
    ReleaseAgenda,
    ScheduleSession,
)
from bsm_service.privacy.commands import RedactText

SPEAKER = "Zdenka Kanarkova"


def test_redacted_speakers_are_nowhere_to_be_read(tmp_path: Path):
    clock = StoryClock(datetime(2016, 3, 1, 10, tzinfo=UTC))
    with served(tmp_path, clock=clock) as http:
        system = http.system
        meeting = announce_berlin(system)
        session = uuid4()

        def name(speakers: str) -> int:
            command = NameSpeakers(
                meeting_id=meeting, session_id=session, speakers=speakers
            )
            return do(system, command).version

        schedule = ScheduleSession(
            meeting_id=meeting,
            session_id=session,
            on=BERLIN_DETAILS.starts_on,
            title="Opening",
            kind=SessionKind.PLENARY,
        )
        do(system, schedule)
        released = name(f"{SPEAKER}, Prague")
        do(system, ReleaseAgenda(meeting_id=meeting))
        past = system.now().position
        clock.pass_by(timedelta(days=1))
        draft = name(f"{SPEAKER}, Brno")
        office = http.as_(Role.SECRETARIAT)
        places = [
            f"/{path}"
            for path in (
                f"meetings/{meeting}",
                f"meetings/{meeting}/agenda",
                f"meetings/{meeting}/agenda.pdf",
                f"meetings/{meeting}/agenda-comparison?from=0&to=1",
                f"meetings/{meeting}/draft-agenda",
                f"meetings/{meeting}/draft-agenda?format=csv",
                f"sessions/{session}",
                f"facts/{past - 1}",
            )
        ]
        places += [
            f"{place}{'&' if '?' in place else '?'}as_of={past}"
            for place in places[:-1]
        ]

        def read(place: str) -> str:
            response = office.get(f"/api/v1{place}")
            assert response.status_code == 200, (place, response.text)
            if ".pdf" in place:
                return pdf_text.text(response.content)
            return response.text

        assert [place for place in places if SPEAKER not in read(place)] == []
        for version in (released, draft):
            _redact(http.system, meeting, version)

        found = {place: read(place) for place in places}

    assert [place for place, text in found.items() if SPEAKER in text] == []
    assert [place for place, text in found.items() if ERASED_TEXT not in text] == []


def _redact(system: System, meeting: UUID, version: int) -> None:
    command = RedactText(
        stream_id=meeting, version=version, field="speakers", reason="Asked to."
    )
    do(system, command)
