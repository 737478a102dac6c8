"""Decisions of an office, and what its people are told of them by e-mail."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from service.reminders.recipients import BEGINS, FP, LetterBox, Office
from systems import CHAIR, do

from bsm_domain.agreement.text_body import Paragraph, TextBody
from bsm_domain.agreement.values import How, Position
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_service.agreement.commands import (
    AdoptDecision,
    OpenProcedure,
    TableDecision,
)
from bsm_service.agreement.position_commands import CorrectPosition, TakePosition
from bsm_service.agreement.silence_settlement import SilenceSettlement

HOUR = timedelta(hours=1)
# The office works in Vienna: it is half past eleven in the morning, and its quiet hours
# are from 20:00 to 07:00.
EXPIRES = (BEGINS + timedelta(days=3)).astimezone(time_zone_named("Europe/Berlin"))
TITLE = "Contact points"


def text(*paragraphs: str, title: str = TITLE) -> TextBody:
    return TextBody(
        title=title,
        paragraphs=tuple(Paragraph(id=uuid4(), text=one) for one in paragraphs),
    )


def table(it: Office, *, title: str = TITLE, **tabled: Any) -> UUID:
    id = uuid4()
    command = TableDecision(
        decision_id=id,
        meeting_id=it.meeting_id,
        body=text("Name one.", title=title),
        **tabled,
    )
    do(it.system, command, CHAIR)
    return id


def silence(
    it: Office,
    id: UUID | None = None,
    *,
    until: datetime = EXPIRES,
    of: int = 1,
    **tabled: Any,
) -> UUID:
    id = id or table(it, **tabled)
    command = OpenProcedure(
        decision_id=id,
        procedure="silence",
        of=of,
        expires_at=until,
        time_zone="Europe/Berlin",
    )
    do(it.system, command, CHAIR)
    return id


def says(it: Office, id: UUID, position: Position, code: str = "AT", of: int = 1):
    name = {"AT": "Anna", "IT": "Ida"}[code]
    command = TakePosition(
        decision_id=id, delegation=code, version=of, position=position
    )
    do(it.system, command, it.principal(name, FP, code))


def heard(it: Office, id: UUID, position: Position, code: str = "AT"):
    """What the Chair heard in the room."""
    command = TakePosition(
        decision_id=id, delegation=code, version=1, position=position, how=How.ROOM
    )
    do(it.system, command, CHAIR)


def look(it: Office, at: datetime) -> None:
    it.clock.time = at
    it.system.part(SilenceSettlement).settle()
    it.reminders.run_once()


def subjects(box: LetterBox, to: str = "Anna") -> list[str]:
    return [
        str(message["Subject"])
        for message in box.messages
        if message["To"] == f"{to.lower()}@example.org"
    ]


def last_text(box: LetterBox, to: str = "Anna") -> str:
    mine = [one for one in box.messages if one["To"] == f"{to.lower()}@example.org"]
    return " ".join(mine[-1].get_content().split())


def adopt(it: Office, id: UUID) -> None:
    """By consensus of all participating States."""
    opening = OpenProcedure(decision_id=id, procedure="consensus", of=1)
    for command in (opening, AdoptDecision(decision_id=id, of=1)):
        do(it.system, command, CHAIR)


def contest(it: Office, id: UUID, entry: int) -> None:
    """What was recorded as agreement was an objection."""
    correction = CorrectPosition(
        decision_id=id, corrects=entry, position=Position.OBJECT, reason="Misheard"
    )
    do(it.system, correction, CHAIR)
