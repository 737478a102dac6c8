"""Consensus and silences that run on the texts of a meeting end when it is cancelled;
a silence that has expired by then is adopted all the same.
"""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from systems import (
    CHAIR,
    START,
    StoryClock,
    announce_berlin,
    at_once,
    do,
)

from bsm_domain.agreement.decision import Decision
from bsm_domain.agreement.expiry import SETTLES_AFTER
from bsm_domain.agreement.facts import (
    DecisionAdopted,
    DecisionContested,
    ProcedureEnded,
    SilenceBroken,
)
from bsm_domain.agreement.text_body import Paragraph, TextBody
from bsm_domain.agreement.values import DecisionStatus, Position
from bsm_domain.foundation.errors import DomainError
from bsm_domain.meetings.meeting_facts import MeetingCancelled
from bsm_service.agreement.commands import OpenProcedure, TableDecision
from bsm_service.agreement.position_commands import TakePosition
from bsm_service.agreement.silence_settlement import SilenceSettlement
from bsm_service.application.system import System
from bsm_service.meetings.commands import CancelMeeting


def cancel(system: System, meeting: UUID) -> None:
    do(system, CancelMeeting(meeting_id=meeting, reason="The venue is flooded."))


def in_procedure(system: System, meeting: UUID, expires_at: datetime | None) -> UUID:
    """A silence, or a consensus without an expiry."""
    decision = uuid4()
    body = TextBody(title="Maps", paragraphs=(Paragraph(id=uuid4(), text="Share."),))
    table = TableDecision(decision_id=decision, meeting_id=meeting, body=body)
    do(system, table, CHAIR)
    silence = {} if expires_at is None else {"expires_at": expires_at}
    opening = OpenProcedure(
        decision_id=decision,
        procedure="silence" if silence else "consensus",
        of=1,
        time_zone="UTC" if silence else None,
        **silence,
    )
    do(system, opening, CHAIR)
    return decision


def status(system: System, decision: UUID) -> DecisionStatus:
    loaded = system.store.load(Decision, decision)
    assert loaded is not None
    return loaded.status


def test_procedures_end_with_their_meeting_and_an_expired_silence_is_adopted(
    system: System, another: System, clock: StoryClock
):
    meeting, other = announce_berlin(system), announce_berlin(system)
    noon = START + timedelta(hours=3)
    expired = in_procedure(system, meeting, noon)
    running = in_procedure(system, meeting, noon + timedelta(microseconds=1))
    consensus = in_procedure(system, meeting, None)
    elsewhere = in_procedure(system, other, noon + timedelta(days=1))
    clock.time = noon

    cancel(system, meeting)

    first, *others = [entry.fact for entry in system.store.page(0, 10_000)][-3:]
    assert isinstance(first, MeetingCancelled)
    assert {fact.originator_id for fact in others} == {running, consensus}
    for fact in others:
        assert isinstance(fact, ProcedureEnded)
        assert fact.command_id == first.command_id
        texts = system.vault.texts_of_fact(fact)
        assert texts["reason"] == "The venue is flooded."
    clock.pass_by(SETTLES_AFTER)
    at_once([it.part(SilenceSettlement).settle for it in (system, another)])
    assert status(system, expired) is DecisionStatus.ADOPTED
    assert status(system, running) is DecisionStatus.DRAFT
    assert status(system, consensus) is DecisionStatus.DRAFT
    assert status(system, elsewhere) is DecisionStatus.IN_PROCEDURE


@pytest.mark.parametrize("late", [timedelta(microseconds=-1), timedelta()])
def test_a_cancellation_beside_an_expiring_silence(
    system: System, another: System, clock: StoryClock, late: timedelta
):
    """Whoever is first, the silence ended before its expiry, or was adopted at it."""
    expires_at = START + timedelta(hours=3)
    meeting = announce_berlin(system)
    in_procedure(system, meeting, expires_at)
    clock.time = expires_at + late

    at_once(
        [
            lambda: cancel(system, meeting),
            another.part(SilenceSettlement).settle,
        ]
    )
    clock.time = expires_at + SETTLES_AFTER
    another.part(SilenceSettlement).settle()

    facts = [entry.fact for entry in system.store.page(0, 10_000)]
    adopted = [fact for fact in facts if isinstance(fact, DecisionAdopted)]
    ended = [fact for fact in facts if isinstance(fact, ProcedureEnded)]
    if late < timedelta():
        assert (adopted, len(ended)) == ([], 1)
    else:
        assert ended == []
        assert [fact.occurred_at for fact in adopted] == [expires_at]


def objection(decision: UUID, heard_at: datetime) -> TakePosition:
    """By letter."""
    return TakePosition(
        decision_id=decision,
        delegation="AT",
        version=1,
        position=Position.OBJECT,
        how="in writing",
        occurred_at=heard_at,
    )


@pytest.mark.parametrize("is_settled", [True, False])
def test_a_letter_that_came_before_the_expiry_is_recorded_after_the_cancellation(
    system: System, clock: StoryClock, is_settled: bool
):
    """It breaks the silence, or contests what was adopted by it, as it would if the
    meeting took place. Later ones are refused, and so are all on other texts.
    """
    meeting, expires_at = announce_berlin(system), START + timedelta(hours=3)
    decision = in_procedure(system, meeting, expires_at)
    running = in_procedure(system, meeting, expires_at + timedelta(days=1))
    clock.time = expires_at + SETTLES_AFTER
    cancel(system, meeting)
    if is_settled:
        system.part(SilenceSettlement).settle()
    size = system.store.position()
    in_time = expires_at - timedelta(hours=1)

    for id, heard_at in ((decision, expires_at), (running, in_time)):
        with pytest.raises(DomainError):
            do(system, objection(id, heard_at), CHAIR)
    assert system.store.position() == size
    do(system, objection(decision, in_time), CHAIR)

    last = [entry.fact for entry in system.store.page(size, 100)][-1]
    assert isinstance(last, DecisionContested if is_settled else SilenceBroken)
    system.part(SilenceSettlement).settle()
    adopted = DecisionStatus.ADOPTED if is_settled else DecisionStatus.DRAFT
    assert status(system, decision) is adopted
