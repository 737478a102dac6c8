"""Handlers of the commands about positions."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from bsm_domain.agreement.decision import Decision
from bsm_domain.agreement.errors import Backdated
from bsm_domain.foundation.errors import DomainError, RowErrors
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import DueDate
from bsm_domain.meetings.meeting import Meeting
from bsm_service.agreement.participation import (
    require_known_delegation,
)
from bsm_service.agreement.position_commands import (
    CorrectPosition,
    PositionRow,
    RecordPositions,
    TakePosition,
    WithdrawPosition,
)
from bsm_service.application.command import Command
from bsm_service.application.command_context import CommandContext, decide


@decide.register
def take_position(command: TakePosition, context: CommandContext) -> None:
    decision = _load(command.decision_id, command.delegation, context)
    _refuse_backdating(command, context)
    meeting = _meeting_of(decision, context)
    require_known_delegation(command.delegation, meeting)
    context.record(
        *decision.take_position(
            context.metadata,
            delegation=command.delegation,
            version=command.version,
            position=command.position,
            text=command.text,
            reason=context.seal_optional(decision.id, "reason", command.reason),
            until=_day(command.until, meeting),
            speaking_for=command.speaking_for,
            instead_of=command.instead_of,
            how=command.how,
            given_by=context.seal_optional(decision.id, "given_by", command.given_by),
        )
    )


@decide.register
def record_positions(command: RecordPositions, context: CommandContext) -> None:
    decision = context.load_to_change(Decision, command.decision_id)
    meeting = _meeting_of(decision, context)
    errors = RowErrors("rows")
    given_by = context.seal_optional(decision.id, "given_by", command.given_by)
    first: dict[str, int] = {}
    for number, row in enumerate(command.rows, start=1):
        try:
            require_known_delegation(row.delegation, meeting)
            if (before := first.setdefault(row.delegation, number)) != number:
                raise DomainError(f"row {before} already names {row.delegation}")
            facts = decision.take_position(
                context.metadata,
                delegation=row.delegation,
                version=command.version,
                position=row.position,
                text=row.text,
                until=_day(row.until, meeting),
                speaking_for=row.speaking_for,
                how=command.how,
                given_by=given_by,
            )
        except DomainError as refusal:
            errors.add(number, _field_of(refusal), refusal)
            continue
        for fact in facts:
            decision = decision.evolve(fact)
        context.record(*facts)
    errors.raise_if_any()


def _field_of(refusal: DomainError) -> str:
    """The field of the row that is to blame."""
    field = refusal.field_errors[0].field if refusal.field_errors else "delegation"
    return field if field in PositionRow.model_fields else "delegation"


@decide.register
def withdraw_position(command: WithdrawPosition, context: CommandContext) -> None:
    decision = _load(command.decision_id, command.delegation, context)
    _refuse_backdating(command, context)
    context.record(
        *decision.withdraw_position(
            context.metadata,
            delegation=command.delegation,
            version=command.version,
            instead_of=command.instead_of,
            how=command.how,
            given_by=context.seal_optional(decision.id, "given_by", command.given_by),
        )
    )


@decide.register
def correct_position(command: CorrectPosition, context: CommandContext) -> None:
    decision = context.load_to_change(
        Decision,
        command.decision_id,
        delegation_of=lambda it: it.fact_to_correct(command.corrects).delegation,
    )
    wrong = decision.fact_to_correct(command.corrects)
    if wrong.is_own:
        _refuse_backdating(command, context)
    metadata = context.metadata
    if command.occurred_at is None:
        # It takes the place of what is corrected, and so its time.
        metadata = replace(metadata, occurred_at=wrong.happened_at)
    meeting = context.load(Meeting, decision.meeting_id)
    context.record(
        *decision.correct_position(
            metadata,
            corrects=command.corrects,
            position=command.position,
            text=command.text,
            until=_day(command.until, meeting),
            reason=context.seal(decision.id, "reason", command.reason),
        )
    )


def _load(id: UUID, delegation: str, context: CommandContext) -> Decision:
    return context.load_to_change(Decision, id, delegation_of=lambda _: delegation)


def _meeting_of(decision: Decision, context: CommandContext) -> Meeting:
    """The meeting where positions are taken. Once it is cancelled, only what was said
    before an adoption, or the expiry of a silence, is still recorded.
    """
    meeting = context.load(Meeting, decision.meeting_id)
    if decision.adoption is None and decision.running_silence is None:
        meeting.must_not_be_cancelled()
    return meeting


def _refuse_backdating(command: Command, context: CommandContext) -> None:
    is_own = context.principal.role is Role.FOCAL_POINT
    if is_own and command.occurred_at is not None:
        raise Backdated(
            "your position counts from now; leave this out, or ask the secretariat to "
            "record what was said earlier"
        )


def _day(day: date | None, meeting: Meeting) -> DueDate | None:
    if day is None:
        return None
    return DueDate(on=day, time_zone=meeting.details.time_zone)
