"""A meeting in session with a draft on the table, for tests of the cockpit."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from systems import (
    BERLIN_STARTS,
    CHAIR,
    SECRETARIAT,
    announce_berlin,
    do,
    open_meeting,
)

from bsm_domain.agreement.text_body import Paragraph, TextBody
from bsm_domain.agreement.values import How, Position
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.meeting_facts import RollLine
from bsm_projections.agreement.queries import decision, positions
from bsm_projections.agreement.tables import Decision, DelegationPosition
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.meetings.roll_calls import RollCall, roll_calls
from bsm_service.access.permissions import Principal
from bsm_service.agreement.commands import OpenProcedure, TableDecision, TableVersion
from bsm_service.agreement.position_commands import TakePosition
from bsm_service.application.system import System
from bsm_service.meetings.agenda_commands import ReleaseAgenda, ScheduleSession
from bsm_service.meetings.commands import CallRoll, CloseRegistration

INVITED = ("AT", "DE", "FR", "IT", "MK", "DZ", "FRONTEX")
TEXTS = (
    "The National Focal Points,",
    "Decide to name a contact point at each crossing point by 30 June;",
    "Invite Frontex to share its list of contact points.",
)


@dataclass
class Room:
    """Who meets where about what."""

    system: System
    meeting: UUID
    session: UUID
    draft: UUID

    def call_roll(self, *present: str, invited: tuple[str, ...] = INVITED) -> None:
        lines = tuple(
            RollLine(delegation=code, present=code in present) for code in invited
        )
        do(
            self.system,
            CallRoll(meeting_id=self.meeting, session_id=self.session, lines=lines),
            CHAIR,
        )

    def heard(self, code: str, position: Position, by: Principal = CHAIR) -> None:
        """In the room; or from a focal point of its own."""
        take = TakePosition(
            decision_id=self.draft,
            delegation=code,
            version=1,
            position=position,
            how=How.ROOM if by is CHAIR else None,
        )
        do(self.system, take, by)

    def table_version(self) -> None:
        table = TableVersion(
            decision_id=self.draft, of=1, body=body("Another title", *TEXTS[1:])
        )
        do(self.system, table, CHAIR)

    def open_silence(self) -> None:
        open_silence = OpenProcedure(
            decision_id=self.draft,
            procedure="silence",
            of=1,
            expires_at=self.system.store.clock() + timedelta(days=3),
            time_zone="UTC",
        )
        do(self.system, open_silence, CHAIR)


def body(title: str, *texts: str) -> TextBody:
    paragraphs = tuple(
        Paragraph(id=uuid4(), kind="numbered" if number else "plain", text=text)
        for number, text in enumerate(texts)
    )
    return TextBody(title=title, paragraphs=paragraphs)


def convene(
    system: System,
    invited: tuple[str, ...] = INVITED,
    audience: MatterAudience = MatterAudience.ALL,
) -> Room:
    """A meeting in session, with one session and one draft."""
    quotas = dict.fromkeys(invited, 2)
    meeting = announce_berlin(system, quotas=quotas, capacity=200)
    session = uuid4()

    plenary = ScheduleSession(
        meeting_id=meeting,
        session_id=session,
        on=BERLIN_STARTS,
        title="Plenary",
        kind="plenary",
    )
    do(system, plenary)
    do(system, ReleaseAgenda(meeting_id=meeting))
    do(system, CloseRegistration(meeting_id=meeting))
    open_meeting(system, meeting, SECRETARIAT)
    room = Room(system, meeting, session, uuid4())
    table(room, room.draft, "Contact points at crossing points", audience)
    return room


def table(
    room: Room,
    draft: UUID,
    title: str,
    audience: MatterAudience = MatterAudience.ALL,
) -> None:
    do(
        room.system,
        TableDecision(
            decision_id=draft,
            meeting_id=room.meeting,
            audience=audience,
            body=body(title, *TEXTS),
        ),
        CHAIR,
    )


def roll_of(room: Room) -> RollCall:
    system = room.system
    with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
        [roll] = roll_calls(context, str(room.meeting))
    return roll


def draft_of(room: Room) -> Decision:
    system = room.system
    with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
        found = decision(context, str(room.draft))
    assert found is not None
    return found


def said_in(room: Room) -> dict[str, DelegationPosition]:
    system = room.system
    with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
        said = positions(context, str(room.draft))
    return {one.delegation: one for one in said}
