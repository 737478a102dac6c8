"""Data past their retention period: the product proposes to erase them, and a person
confirms it.

Nothing is erased automatically except what expires anyway (sessions, delays).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bsm_domain.foundation.errors import DomainError, InvalidValue
from bsm_domain.people.participant import PersonalGroup
from bsm_service.access.permissions import Principal, require_permission
from bsm_service.application.command import Command
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.foundation.identifiers import new_id
from bsm_service.people.commands import ErasePersonalData
from bsm_service.privacy import access_log_retention
from bsm_service.privacy.erasure.execution import (
    RECEIPT_TIMEOUT_SECONDS,
    ErasureService,
)
from bsm_service.privacy.erasure.receipt import Receipt
from bsm_service.privacy.retention_proposals import (
    Proposal,
    RetentionKind,
    RetentionPeriods,
    due_proposals,
)
from bsm_service.registration.delegation_commands import DestroyNoteFile


@dataclass(frozen=True, slots=True)
class ConfirmationResult:
    """What was erased: receipts of erasures, and the number of rows deleted from logs.

    `pending` counts erasures that are on record and still in progress. `refusal` says
    why the rest was not done, if something was already on record.
    """

    receipts: tuple[Receipt, ...]
    rows: int
    pending: int = 0
    refusal: str | None = None

    @property
    def is_complete(self) -> bool:
        return (
            not self.pending
            and self.refusal is None
            and all(receipt.finished and not receipt.found for receipt in self.receipts)
        )


def confirm_proposals(
    system: System,
    principal: Principal,
    ids: Collection[str],
    *,
    reason: str,
    now: datetime,
    periods: RetentionPeriods | None = None,
) -> ConfirmationResult:
    """Erases what was proposed. Raises NotPermitted, InvalidValue for what is not due
    (any more), VaultUnavailable, ClockJumped; nothing once something is on record.
    """
    require_permission(principal, "retention.confirm")
    return erase_proposals(
        system, principal, ids, reason=reason, now=now, periods=periods
    )


def erase_proposals(
    system: System,
    principal: Principal,
    ids: Collection[str],
    *,
    reason: str,
    now: datetime,
    periods: RetentionPeriods | None = None,
) -> ConfirmationResult:
    """The same for the command line, without a permission check."""
    system.identity.rights.require_current(principal)
    system.store.checked_clock()  # it determines what is old
    due = {proposal.id: proposal for proposal in due_proposals(system, now, periods)}
    unknown = [id for id in ids if id not in due]
    if unknown:
        raise InvalidValue(
            f"{unknown[0]} is not in the list of proposals (any more); list them again"
        )
    chosen = [due[id] for id in dict.fromkeys(ids)]
    # The needs of people whose data are erased entirely need no step of their own.
    whole = {
        proposal.participant
        for proposal in chosen
        if proposal.kind is RetentionKind.PERSON
    }
    answers, rows, refusal = list[CommandResult](), 0, None
    try:
        with system.part(ErasureService).batch():
            for proposal in chosen:
                command = _erasing_command(proposal, reason, whole)
                if command is not None:
                    id = new_id(now)
                    answers.append(
                        system.service.execute(command, principal, command_id=id)
                    )
        for proposal in chosen:
            if proposal.kind is RetentionKind.READINGS:
                rows += access_log_retention.delete_readings(system, proposal.since)
            elif proposal.kind is RetentionKind.ATTEMPTS:
                rows += access_log_retention.delete_sign_ins(
                    system, principal, proposal.since
                )
    except DomainError as error:
        if not answers and not rows:
            raise
        refusal = str(error)
    return _confirmed(system, answers, rows, refusal)


def _confirmed(
    system: System, answers: Sequence[CommandResult], rows: int, refusal: str | None
) -> ConfirmationResult:
    """With the receipts of erasures that are complete by now, or soon."""
    receipts, pending, timeout = list[Receipt](), 0, RECEIPT_TIMEOUT_SECONDS
    for result in reversed(
        answers
    ):  # when the last is complete, so are those before it
        command_receipts = system.part(ErasureService).receipts_for(result, timeout)
        timeout = 0
        if command_receipts is None:
            pending += 1
        else:
            receipts[:0] = command_receipts
    return ConfirmationResult(tuple(receipts), rows, pending, refusal)


def _erasing_command(
    proposal: Proposal, reason: str, whole: Collection[UUID | None]
) -> Command | None:
    """None for rows of logs, and for needs of people who are erased entirely."""
    if proposal.meeting and proposal.note and proposal.delegation:
        return DestroyNoteFile(
            meeting_id=proposal.meeting,
            note_id=proposal.note,
            delegation=proposal.delegation,
            reason=reason,
        )
    if proposal.participant is None:
        return None
    groups = tuple(PersonalGroup)
    if proposal.kind is RetentionKind.NEEDS:
        if proposal.participant in whole:
            return None
        groups = (PersonalGroup.NEEDS,)
    return ErasePersonalData(
        participant_id=proposal.participant, groups=groups, reason=reason
    )
