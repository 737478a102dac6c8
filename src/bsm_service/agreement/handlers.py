"""Handlers of the commands about texts, procedures and outcomes of decisions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from uuid import UUID

from bsm_domain.agreement.decision import Decision
from bsm_domain.agreement.errors import NotPresent
from bsm_domain.agreement.number_series import (
    NumberGiven,
    NumberSeries,
    decision_series,
    number_series_id,
    symbol_in,
)
from bsm_domain.agreement.procedures import procedure_named
from bsm_domain.agreement.values import Basis, Procedure
from bsm_domain.foundation.aggregate import DomainEvent, FactMetadata
from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.participating_states import (
    is_participating_state,
    participating_states_on,
)
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.objective import Objective
from bsm_service.agreement.commands import (
    AdoptDecision,
    AnnulDecision,
    CommentOnDecision,
    ExpireSilence,
    OpenProcedure,
    TableDecision,
    TableVersion,
)
from bsm_service.agreement.linked_activities import FollowUp, require_linkable
from bsm_service.agreement.participation import (
    require_known_delegation,
)
from bsm_service.application.command_context import CommandContext, decide


@decide.register
def table_decision(command: TableDecision, context: CommandContext) -> None:
    context.require_permission(delegation=command.tabled_by)
    meeting = context.load(Meeting, command.meeting_id)
    meeting.must_not_be_cancelled()
    require_known_delegation(command.tabled_by, meeting)
    audience = _audience_of(command, context)
    for number, id in enumerate(command.supersedes):
        if id in command.supersedes[:number]:
            raise InvalidValue(
                "the same decision is named twice; remove one of them",
                field=f"supersedes.{number}",
            )
        _must_be_replaceable(context.load(Decision, id), audience, number)
    require_linkable(context, command.body, audience)
    id = context.begin_stream(Decision, command.decision_id)
    context.record(
        Decision.table(
            id,
            context.metadata,
            meeting_id=command.meeting_id,
            objective_id=command.objective_id,
            audience=audience,
            follow_up_audience=command.follow_up_audience or audience,
            language=command.language,
            body=command.body,
            tabled_by=command.tabled_by,
            supersedes=command.supersedes,
            in_part=command.in_part,
        )
    )


def _audience_of(command: TableDecision, context: CommandContext) -> MatterAudience:
    """What comes of an objective for focal points only is for them as well."""
    if command.objective_id is None:
        return command.audience or MatterAudience.ALL
    objective = context.load(Objective, command.objective_id)
    objective.must_be_pursued()
    if objective.meeting_id != command.meeting_id:
        raise InvalidValue(
            "the objective belongs to another meeting; choose that meeting",
            field="objective_id",
        )
    if objective.audience is MatterAudience.FOCAL_POINTS:
        return MatterAudience.FOCAL_POINTS
    return command.audience or MatterAudience.ALL


def _must_be_replaceable(
    replaced: Decision, audience: MatterAudience, number: int
) -> None:
    field = f"supersedes.{number}"
    if not replaced.is_in_force:
        raise InvalidValue(
            f"only a decision in force can be superseded (now: {replaced.status})",
            field=field,
        )
    if replaced.shown_to is not audience:
        raise InvalidValue(
            "a decision and what it supersedes must be for the same people",
            field=field,
        )


@decide.register
def table_version(command: TableVersion, context: CommandContext) -> None:
    decision = context.load_to_change(Decision, command.decision_id)
    context.load(Meeting, decision.meeting_id).must_not_be_cancelled()
    require_linkable(context, command.body, decision.audience)
    note = command.note
    context.record(
        *decision.table_version(
            context.metadata,
            of=command.of,
            body=command.body,
            note=None if note is None else context.seal(decision.id, "note", note),
        )
    )


@decide.register
def comment_on_decision(command: CommentOnDecision, context: CommandContext) -> None:
    decision = context.load_to_change(
        Decision, command.decision_id, delegation_of=lambda _: command.delegation
    )
    meeting = context.load(Meeting, decision.meeting_id)
    meeting.must_not_be_cancelled()
    require_known_delegation(command.delegation, meeting)
    context.record(
        decision.comment(
            context.metadata,
            comment_id=command.comment_id,
            delegation=command.delegation,
            version=command.version,
            paragraph=command.paragraph,
            text=context.seal(decision.id, "text", command.text),
        )
    )


@decide.register
def open_procedure(command: OpenProcedure, context: CommandContext) -> None:
    decision = context.load_to_change(Decision, command.decision_id)
    procedure = procedure_named(command.procedure)
    is_room = procedure is Procedure.ROOM
    basis = command.basis or (Basis.PRESENT if is_room else Basis.ALL_STATES)
    day = context.metadata.occurred_at.date()
    meeting = context.load(Meeting, decision.meeting_id)
    meeting.must_not_be_cancelled()
    if command.session_id is not None:
        meeting.must_have_released_session(command.session_id)
    if basis is Basis.ALL_STATES:
        entitled = participating_states_on(day)
    else:
        if is_room:
            meeting.must_be_in_session()
        entitled = _present(meeting, command.session_id, context.metadata)
    context.record(
        decision.open_procedure(
            context.metadata,
            procedure=procedure,
            of=command.of,
            basis=basis,
            entitled=entitled,
            session_id=command.session_id,
            expires_at=command.expires_at,
            time_zone=command.time_zone,
        )
    )


def _present(
    meeting: Meeting, session_id: UUID | None, metadata: FactMetadata
) -> tuple[str, ...]:
    """The participating States that the last roll-call of the session has as present.
    Raises NotPresent where it was not called.
    """
    if session_id is not None:
        meeting.must_have_released_session(session_id)
    if session_id not in meeting.rolls:
        raise NotPresent(
            "nobody is known to be present; call the roll of the session first"
        )
    day = metadata.occurred_at.date()
    return tuple(
        code for code in meeting.rolls[session_id] if is_participating_state(code, day)
    )


@decide.register
def adopt_decision(command: AdoptDecision, context: CommandContext) -> None:
    decision = context.load_to_change(Decision, command.decision_id)
    meeting = context.load(Meeting, decision.meeting_id)
    round = decision.round
    present = None
    session_id = command.session_id
    if session_id is not None:
        meeting.must_have_released_session(session_id)
    if round is not None and round.procedure is Procedure.ROOM:
        meeting.must_be_in_session()
        session_id = session_id or round.session_id
        present = _present(meeting, session_id, context.metadata)
    given, symbol = _next_number(decision, meeting, context, context.metadata)
    follow_up = FollowUp(decision, context, context.metadata)
    facts = decision.adopt(
        context.metadata,
        of=command.of,
        present=present,
        read_out=command.read_out,
        number=given.number,
        symbol=symbol,
        agreed=follow_up.agreed,
        not_agreed=follow_up.not_agreed,
        session_id=session_id,
    )
    context.record(given, *facts, *follow_up.facts)
    context.record(*_superseding(decision, context, context.metadata))


@decide.register
def expire_silence(command: ExpireSilence, context: CommandContext) -> None:
    decision = context.load_to_change(Decision, command.decision_id)
    silence = decision.must_be_expired(context.metadata.recorded_at, command.round)
    assert silence.expires_at is not None
    # All that the silence brings about happened when it expired.
    metadata = replace(context.metadata, occurred_at=silence.expires_at.astimezone(UTC))
    meeting = context.load(Meeting, decision.meeting_id)
    given, symbol = _next_number(decision, meeting, context, metadata)
    follow_up = FollowUp(decision, context, metadata)
    adopted = decision.expire_silence(
        metadata,
        round=command.round,
        number=given.number,
        symbol=symbol,
        agreed=follow_up.agreed,
        not_agreed=follow_up.not_agreed,
    )
    context.record(given, adopted, *follow_up.facts)
    context.record(*_superseding(decision, context, metadata))


@decide.register
def annul_decision(command: AnnulDecision, context: CommandContext) -> None:
    decision = context.load_to_change(Decision, command.decision_id)
    reason = context.seal(decision.id, "reason", command.reason)
    context.record(decision.annul(context.metadata, reason=reason))
    for id in dict.fromkeys(decision.supersedes):
        replaced = context.load(Decision, id)
        restored = replaced.restore(context.metadata, because_of=decision.id)
        if restored is not None:
            context.record(restored)


def _next_number(
    decision: Decision,
    meeting: Meeting,
    context: CommandContext,
    metadata: FactMetadata,
) -> tuple[NumberGiven, str]:
    """The number of the decision, recorded only together with its adoption."""
    year = meeting.details.starts_on.year
    series = decision_series(meeting.symbol_prefix, decision.audience, year)
    last = context.transaction.find(NumberSeries, number_series_id(series))
    given = (
        NumberSeries.give_first(metadata, series=series, to=decision.id)
        if last is None
        else last.give(metadata, series=series, to=decision.id)
    )
    return given, symbol_in(series, given.number)


def _superseding(
    decision: Decision, context: CommandContext, metadata: FactMetadata
) -> Iterator[DomainEvent]:
    """What is no longer in force by then is passed over."""
    for id in dict.fromkeys(decision.supersedes):
        replaced = context.transaction.find(Decision, id)
        if (
            replaced is not None
            and replaced.is_in_force
            # Released meanwhile: what comes of this one is for focal points only.
            and replaced.shown_to is decision.audience
        ):
            yield replaced.supersede(metadata, by=decision.id, in_part=decision.in_part)
