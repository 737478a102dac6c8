"""What delegations say of the running draft while the demonstration runs: invented, and
nothing that would stop it.
"""

from collections.abc import Mapping, Sequence
from random import Random
from uuid import UUID

from bsm_domain.agreement.values import DecisionStatus, Position
from bsm_projections.agreement import queries as agreement_queries
from bsm_projections.agreement.tables import Decision
from bsm_projections.engine.read_context import ReadContext
from bsm_service.access.permissions import Principal
from bsm_service.agreement.commands import CommentOnDecision
from bsm_service.agreement.position_commands import TakePosition
from bsm_service.application.command import Command
from bsm_service.demonstration.seeding_steps import focal_point

_AGREES, _RESERVES, _TAKES_NO_POSITION = 0.75, 0.85, 0.93


def undecided(context: ReadContext) -> tuple[Decision, ...]:
    """Those under a procedure."""
    status = DecisionStatus.IN_PROCEDURE
    return agreement_queries.decisions(context, status=status).items


def next_position(
    context: ReadContext,
    random: Random,
    texts: Mapping[str, Sequence[str]],
    comment_id: UUID,
) -> tuple[Principal, Command] | None:
    """What a State says that was not heard yet; None where no draft waits for it."""
    for decision in undecided(context):
        if decision.expires_at is None or decision.expires_at <= context.moment.at:
            continue
        heard = {
            said.delegation
            for said in agreement_queries.positions(context, decision.id)
            if said.version == decision.text_version and said.position is not None
        }
        if waited_for := [code for code in decision.entitled if code not in heard]:
            state = random.choice(waited_for)
            command = _command(decision, state, random, texts, comment_id)
            return focal_point(state), command
    return None


def _command(
    decision: Decision,
    state: str,
    random: Random,
    texts: Mapping[str, Sequence[str]],
    comment_id: UUID,
) -> Command:
    id, version, dice = UUID(decision.id), decision.text_version, random.random()
    if dice >= _TAKES_NO_POSITION:
        return CommentOnDecision(
            decision_id=id,
            comment_id=comment_id,
            delegation=state,
            version=version,
            text=random.choice(texts["comments"]),
        )
    position, text = Position.NONE, None
    if dice < _AGREES:
        position = Position.AGREE
    elif dice < _RESERVES:
        position = Position.RESERVE
        text = random.choice(texts["reservations"])
    return TakePosition(
        decision_id=id, delegation=state, version=version, position=position, text=text
    )
