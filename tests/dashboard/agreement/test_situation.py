"""What the cockpit says of the gavel is what the aggregate decides."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from room_examples import Room, convene
from systems import CHAIR, StoryClock, do, system_in

from bsm_domain.agreement.values import How, Position
from bsm_domain.foundation.errors import DomainError
from bsm_projections.agreement.queries import decision, positions
from bsm_projections.agreement.tables import DelegationPosition
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.meetings.roll_calls import roll_calls
from bsm_service.agreement.commands import AdoptDecision, EndProcedure, OpenProcedure
from bsm_service.agreement.position_commands import (
    CorrectPosition,
    TakePosition,
    WithdrawPosition,
)
from bsm_service.meetings.commands import ConcludeMeeting
from dashboard.agreement.room.situation import (
    GavelObstacle,
    Situation,
    situation_of,
)

DAY = timedelta(days=1)
Step = Callable[[Room, StoryClock], object]


def present(*codes: str) -> Step:
    return lambda room, _: room.call_roll(*codes)


def opened(procedure: str) -> Step:
    return lambda room, _: do(
        room.system,
        OpenProcedure(
            decision_id=room.draft,
            procedure=procedure,
            of=version(room),
            session_id=room.session if procedure == "in the room" else None,
        ),
        CHAIR,
    )


def says(code: str, position: Position, days: int | None = None) -> Step:
    """For ad referendum: until so many days from now."""
    return lambda room, clock: do(
        room.system,
        TakePosition(
            decision_id=room.draft,
            delegation=code,
            version=version(room),
            position=position,
            until=None if days is None else clock().date() + days * DAY,
            how=How.WRITING,
        ),
        CHAIR,
    )


def withdraws(code: str) -> Step:
    return lambda room, _: do(
        room.system,
        WithdrawPosition(
            decision_id=room.draft,
            delegation=code,
            version=version(room),
            how=How.ROOM,
        ),
        CHAIR,
    )


def corrected(position: Position | None) -> Step:
    """The last position, which was recorded wrongly."""
    return lambda room, _: do(
        room.system,
        CorrectPosition(
            decision_id=room.draft,
            corrects=max(said.entry for said in _positions(room)),
            position=position,
            reason="It was misheard.",
        ),
        CHAIR,
    )


def days_pass(days: int) -> Step:
    return lambda _, clock: clock.pass_by(days * DAY)


def midnight_in_berlin(_: Room, clock: StoryClock) -> None:
    clock.time = clock.time.replace(hour=23)


def new_version(room: Room, _: StoryClock) -> None:
    room.table_version()


def silence(room: Room, _: StoryClock) -> None:
    room.open_silence()


def ended(room: Room, _: StoryClock) -> None:
    end = EndProcedure(decision_id=room.draft, reason="It needs another day.")
    do(room.system, end, CHAIR)


def concluded(room: Room, _: StoryClock) -> None:
    do(room.system, ConcludeMeeting(meeting_id=room.meeting))


IN_ROOM, CONSENSUS = opened("in the room"), opened("consensus")
OBJECT, AGREE, UNTIL = Position.OBJECT, Position.AGREE, Position.AD_REFERENDUM
BLOCKED = GavelObstacle.BLOCKED
# What happened; why the gavel cannot fall, or None; and what must be read out.
CASES: dict[str, tuple[list[Step], GavelObstacle | None, tuple[str, ...]]] = {
    "draft": ([present("AT", "DE")], GavelObstacle.NO_PROCEDURE, ()),
    "silence": ([silence], GavelObstacle.SILENCE, ()),
    "ended": ([CONSENSUS, ended], GavelObstacle.NO_PROCEDURE, ()),
    "room": ([present("AT"), IN_ROOM], None, ()),
    "nobody left": (
        [present("AT"), IN_ROOM, present("DZ")],
        GavelObstacle.NOBODY_PRESENT,
        (),
    ),
    "meeting over": (
        [present("AT"), IN_ROOM, concluded],
        GavelObstacle.NOT_IN_SESSION,
        (),
    ),
    "objection": ([present("AT"), IN_ROOM, says("AT", OBJECT)], BLOCKED, ()),
    "withdrawn": (
        [present("AT"), IN_ROOM, says("AT", OBJECT), withdraws("AT")],
        None,
        (),
    ),
    "never given": (
        [present("AT"), IN_ROOM, says("AT", OBJECT), corrected(None)],
        None,
        (),
    ),
    "misheard": (
        [present("AT"), IN_ROOM, says("AT", AGREE), corrected(OBJECT)],
        BLOCKED,
        (),
    ),
    "objected and left": (
        [present("AT", "DE"), IN_ROOM, says("AT", OBJECT), present("DE")],
        BLOCKED,
        (),
    ),
    "outside the room": ([present("AT"), IN_ROOM, says("FR", OBJECT)], None, ()),
    "arrived and objects": (
        [present("AT"), IN_ROOM, present("AT", "FR"), says("FR", OBJECT)],
        BLOCKED,
        (),
    ),
    "consensus asks all": (
        [present("AT"), CONSENSUS, says("FR", OBJECT)],
        BLOCKED,
        (),
    ),
    "ad referendum": ([CONSENSUS, says("IT", UNTIL, days=2)], BLOCKED, ()),
    "its last day": (
        [CONSENSUS, says("IT", UNTIL, days=2), days_pass(2)],
        BLOCKED,
        (),
    ),
    "as its day ends": (
        [CONSENSUS, says("IT", UNTIL, days=2), days_pass(2), midnight_in_berlin],
        None,
        (),
    ),
    "its day has ended": (
        [CONSENSUS, says("IT", UNTIL, days=2), days_pass(3)],
        None,
        (),
    ),
    "unheard": (
        [present("AT", "DE"), says("AT", OBJECT), new_version, IN_ROOM],
        None,
        ("AT",),
    ),
    "unheard and absent": (
        [present("DE"), says("AT", OBJECT), new_version, IN_ROOM],
        None,
        (),
    ),
    "unheard by consensus": (
        [says("AT", OBJECT), new_version, CONSENSUS],
        None,
        ("AT",),
    ),
    "heard again": (
        [says("AT", OBJECT), new_version, CONSENSUS, says("AT", AGREE)],
        None,
        (),
    ),
    "heard, then withdrawn": (
        [
            *(says("AT", OBJECT), new_version, CONSENSUS),
            *(says("AT", AGREE), withdraws("AT")),
        ],
        None,
        ("AT",),
    ),
    "withdrawn before": (
        [says("AT", OBJECT), withdraws("AT"), new_version, CONSENSUS],
        None,
        (),
    ),
    "lapsed before": (
        [says("IT", UNTIL, days=1), new_version, CONSENSUS, days_pass(2)],
        None,
        (),
    ),
}


def version(room: Room) -> int:
    with room.system.read(room.system.now(), UNRESTRICTED_AUDIENCE) as context:
        found = decision(context, str(room.draft))
    assert found is not None
    return found.text_version


def _positions(room: Room) -> tuple[DelegationPosition, ...]:
    with room.system.read(room.system.now(), UNRESTRICTED_AUDIENCE) as context:
        return positions(context, str(room.draft))


def situation(room: Room, in_session: bool) -> Situation:
    system = room.system
    with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
        found = decision(context, str(room.draft))
        assert found is not None
        rolls = roll_calls(context, str(room.meeting))
        return situation_of(
            found,
            positions(context, found.id),
            present=rolls[0].present if rolls and in_session else None,
            time_zone="Europe/Berlin",
            in_session=in_session,
            at=context.moment.at,
        )


@pytest.mark.parametrize("case", CASES)
def test_the_gavel_falls_exactly_when_the_cockpit_says_so(case: str, tmp_path: Path):
    steps, obstacle, read_out = CASES[case]
    clock = StoryClock()
    system = system_in(tmp_path, clock=clock)
    room = convene(system)
    for step in steps:
        step(room, clock)

    seen = situation(room, in_session=concluded not in steps)

    assert seen.obstacle == obstacle
    assert tuple(said.delegation for said in seen.unheard) == read_out
    adopt = AdoptDecision(
        decision_id=room.draft,
        of=version(room),
        read_out=read_out,
        session_id=room.session,
    )
    try:
        do(system, adopt, CHAIR)
    except DomainError:
        assert obstacle is not None
    else:
        assert obstacle is None
    system.close()
